"""The whole of what is published, described for machines: VoID, DCAT and, for a server, SPARQL 1.1 Service Description.

One graph tells it all: what can be had and where, how much there is, what the IRIs look like. The same is embedded in the first
page for search engines in the words of schema.org (`whole_data`).

Sources: https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/, https://www.w3.org/TR/sparql11-service-description/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.pages.schema_org import CONTEXT
from lineage_rdf.pages.things import CLASSES, Kind
from lineage_rdf.site.embedded import embedded
from lineage_rdf.site.media import FILES, RESULTS
from lineage_rdf.site.media import RDF as RDF_FORMS
from lineage_rdf.vocabulary.namespaces import DCTERMS, FTL, PROV, RDF, SCHEMA, XSD

VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
FORMATS: Final = "http://www.w3.org/ns/formats/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
PREFIXES: Final = {"void": VOID, "dcat": DCAT, "sd": SD, "foaf": FOAF, "formats": FORMATS}
_LANGUAGES: Final = ("SPARQL11Query", "SPARQL11Update")


@frozen
class Dump:
    """A file that holds everything.

    Args:
        address: where it is.
        media: its media type.
        size: how many bytes it has; None if nobody counted.
        format: the IRI of its file format at http://www.w3.org/ns/formats/; empty for none.
    """

    address: str
    media: str
    size: int | None = None
    format: str = ""


@frozen(kw_only=True)
class Whole:
    """What is published.

    Args:
        address: the address of the site, which ends in `/`.
        title: its name.
        summary: what it holds, in a sentence.
        counts: kind -> how many things of it there are.
        triples: how many statements there are; None if nobody counted.
        base: what the IRIs of the publisher begin with; empty for none.
        licence: IRI of the licence of the descriptions; empty if nobody said.
        modified: when it was last changed, as xsd:dateTime; empty to leave it out.
        dumps: the files that hold everything.
        examples: IRIs of some things to begin with.
        endpoint: the address of the SPARQL endpoint; empty for none.
        updates: whether the endpoint takes updates.
        union: whether the default graph of the endpoint is the union of all graphs.
    """

    address: str
    title: str
    summary: str
    counts: Mapping[Kind, int]
    triples: int | None = None
    base: str = ""
    licence: str = ""
    modified: str = ""
    dumps: Sequence[Dump] = field(default=())
    examples: Sequence[str] = field(default=())
    endpoint: str = ""
    updates: bool = False
    union: bool = True

    @property
    def iri(self) -> str:
        """The IRI of the data set, below the address of the description."""
        return f"{self.address}void#dataset"


def description(whole: Whole) -> list[Quad]:
    """Return the description as statements.

    Args:
        whole: what is published.
    """
    found = [*_dataset(whole), *_partitions(whole), *_distributions(whole)]
    if whole.endpoint:
        found += [*_data_service(whole), *service(whole.endpoint, updates=whole.updates, union=whole.union)]
    return list(dict.fromkeys(found))


def _dataset(whole: Whole) -> Iterator[Quad]:
    data = whole.iri
    for kind in (f"{VOID}Dataset", f"{DCAT}Dataset"):
        yield _link(data, f"{RDF}type", kind)
    yield _text(data, f"{DCTERMS}title", whole.title)
    yield _text(data, f"{DCTERMS}description", whole.summary)
    yield _link(data, f"{FOAF}homepage", whole.address)
    yield _link(data, f"{DCAT}landingPage", whole.address)
    if whole.base:
        yield _text(data, f"{VOID}uriSpace", whole.base)
    if whole.licence:
        yield _link(data, f"{DCTERMS}license", whole.licence)
    if whole.modified:
        yield _text(data, f"{DCTERMS}modified", whole.modified, "dateTime")
    if whole.triples is not None:
        yield _text(data, f"{VOID}triples", str(whole.triples), "integer")
    yield from (_link(data, f"{VOID}exampleResource", iri) for iri in whole.examples)
    yield from (_link(data, f"{VOID}vocabulary", iri) for iri in (FTL, PROV, SCHEMA))
    yield from (_link(data, f"{VOID}feature", form.format_iri) for form in FILES)
    about = f"{whole.address}void"
    yield _link(about, f"{RDF}type", f"{VOID}DatasetDescription")
    yield _link(about, f"{FOAF}primaryTopic", data)


def _partitions(whole: Whole) -> Iterator[Quad]:
    for kind, (of_class, *_) in CLASSES.items():
        if whole.counts.get(kind):
            part = f"{whole.address}void#class-{kind}"
            yield _link(whole.iri, f"{VOID}classPartition", part)
            yield _link(part, f"{VOID}class", node(of_class).value)
            yield _text(part, f"{VOID}entities", str(whole.counts[kind]), "integer")


def _distributions(whole: Whole) -> Iterator[Quad]:
    for number, dump in enumerate(whole.dumps, 1):
        one = f"{whole.address}void#dump-{number}"
        yield _link(whole.iri, f"{VOID}dataDump", dump.address)
        yield _link(whole.iri, f"{DCAT}distribution", one)
        yield _link(one, f"{RDF}type", f"{DCAT}Distribution")
        yield _link(one, f"{DCAT}downloadURL", dump.address)
        yield _link(one, f"{DCAT}mediaType", f"{_IANA}{dump.media}")
        if dump.size is not None:
            yield _text(one, f"{DCAT}byteSize", str(dump.size), "nonNegativeInteger")
        if dump.format:
            yield _link(one, f"{DCTERMS}format", dump.format)
        if whole.licence:
            yield _link(one, f"{DCTERMS}license", whole.licence)


def _data_service(whole: Whole) -> Iterator[Quad]:
    """Yield what the SPARQL endpoint is to the data (VoID, access metadata; DCAT 3, class Data Service)."""
    name = whole.endpoint
    yield _link(whole.iri, f"{VOID}sparqlEndpoint", name)
    yield _link(name, f"{RDF}type", f"{DCAT}DataService")
    yield _text(name, f"{DCTERMS}title", f"SPARQL endpoint of {whole.title}")
    yield _link(name, f"{DCAT}endpointURL", name)
    yield _link(name, f"{DCAT}servesDataset", whole.iri)


def service(endpoint: str, *, updates: bool, union: bool) -> list[Quad]:
    """Return what a SPARQL endpoint says of itself (SPARQL 1.1 Service Description, section 3), and nothing else.

    Args:
        endpoint: its address.
        updates: whether it takes updates.
        union: whether its default graph is the union of all graphs.
    """
    data, default = f"{endpoint}#dataset", f"{endpoint}#default-graph"
    languages = _LANGUAGES if updates else _LANGUAGES[:1]
    features = ["UnionDefaultGraph"] if union else []
    return [
        _link(endpoint, f"{RDF}type", f"{SD}Service"),
        _link(endpoint, f"{SD}endpoint", endpoint),
        *(_link(endpoint, f"{SD}supportedLanguage", f"{SD}{language}") for language in languages),
        *(_link(endpoint, f"{SD}feature", f"{SD}{feature}") for feature in features),
        *(_link(endpoint, f"{SD}resultFormat", form.format_iri) for form in (*RESULTS, *RDF_FORMS)),
        _link(endpoint, f"{SD}defaultDataset", data),
        _link(data, f"{RDF}type", f"{SD}Dataset"),
        _link(data, f"{SD}defaultGraph", default),
        _link(default, f"{RDF}type", f"{SD}Graph"),
    ]


def whole_data(whole: Whole) -> str:
    """Return what is published in the words of schema.org, as JSON-LD that is safe inside a script element."""
    distributions = [
        {"@type": "DataDownload", "contentUrl": {"@id": dump.address}, "encodingFormat": dump.media}
        for dump in whole.dumps
    ]
    return embedded(
        {
            "@context": CONTEXT,
            "@id": whole.iri,
            "@type": "Dataset",
            "name": whole.title,
            "description": whole.summary,
            "url": {"@id": whole.address},
            **({"license": {"@id": whole.licence}} if whole.licence else {}),
            **({"distribution": distributions} if distributions else {}),
        }
    )


def _link(subject: str, predicate: str, target: str) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), NamedNode(target))


def _text(subject: str, predicate: str, words: str, kind: str = "string") -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), Literal(words, datatype=NamedNode(XSD + kind)))
