"""Statements that syntaxes like to spoil: odd letters, line ends, language tags, numbers beyond reason, ill-typed texts."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.vocabulary.namespaces import RDF, XSD

# Whatever RDF 1.1 allows in a literal: every letter of Unicode but surrogates, control characters and non-characters among them.
_LETTERS = st.characters(exclude_categories=("Cs",)) | st.sampled_from(
    [*map(chr, range(0x21)), *"\"'\\<>&{}|^`;#@%", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\U0001f426"]
)
_PIECES = ["\r\n", "\r", "\\u0022", "\\n", '"""', "'''", "]]>", "&amp;", "<!--", "@en", "^^", "?x", "e\u0301"]
TEXTS = st.lists(_LETTERS | st.sampled_from(_PIECES), max_size=12).map("".join)
TAGS = st.sampled_from(["en", "en-gb", "de-ch-1996", "zh-hant-tw", "x-private"])
NUMBERS = st.sampled_from(["9" * 60, "0." + "3" * 60, "-1" + "0" * 40 + ".5", "007", "+5.00", "1e400", ".5"])
NO_NUMBERS = st.sampled_from(["", " 5", "5 ", "five", "0x1F", "1,000", "١٢", "NaN", "5\n", "true\x00"])
DATATYPES = st.sampled_from(
    [
        *(f"{XSD}{name}" for name in ("integer", "decimal", "boolean", "double", "dateTime", "anyURI")),
        *(f"{XSD}{name}" for name in ("long", "date", "duration", "hexBinary")),
        *(f"{RDF}{name}" for name in ("XMLLiteral", "HTML", "JSON")),
        "https://example.org/own#type",
    ]
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, TAGS),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(name)),
        st.one_of(NUMBERS, NO_NUMBERS, TEXTS),
        DATATYPES,
    ),
)
PROPERTIES = st.sampled_from(
    [
        *map(node, ("schema:description", "schema:name", "rdfs:label", "realValue", "ordinal", "prov:endedAtTime")),
        *map(NamedNode, ("https://example.org/own#word", "https://example.org/é", "urn:example:p-1.a")),
    ]
)  # fmt: skip


@st.composite
def beside(draw: st.DrawFn, quads: Sequence[Quad]) -> list[Quad]:
    """Up to four statements about nodes of a lineage that its records know nothing of."""
    subjects = sorted({quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}, key=str)
    found = st.builds(Quad, st.sampled_from(subjects), PROPERTIES, LITERALS)
    return draw(st.lists(found, min_size=1, max_size=4))
