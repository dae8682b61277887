"""By which digests others may name the result of a stage, and which digests are given for a base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from lineage_rdf.claims import ModelReference
from lineage_rdf.claims.identity import identify
from lineage_rdf.reading.facts import StageFacts
from lineage_rdf.reading.own_models import own_files, own_model
from lineage_rdf.reading.weights import Weights, by_folder, manifest_digest, model_files


@frozen
class KnownDigests:
    """Digests of models as `sha256:<hex>`.

    Args:
        results: stage key -> the digests of its result.
        named: name of a model as a source writes it, and the digest given for it there.
    """

    results: Mapping[str, frozenset[str]]
    named: tuple[tuple[str, str], ...] = ()

    def of_base(self, base: ModelReference) -> set[str]:
        """Return the digests given for a base, beside its name or where the model is told of by itself."""
        wanted = identify(base.raw, base.revision)
        found = {digest for name, digest in self.named if identify(name).agrees_with(wanted)}
        return found | ({base.digest} if base.digest else set())


def known_digests(stages: Mapping[str, StageFacts], weights: Sequence[Weights]) -> KnownDigests:
    """Return the digests that sources state and those that are known from weight files."""
    stated = [claim for stage in stages.values() for claim in stage.all("weights-digest")]
    texts = [claim for claim in stated if isinstance(claim.value, str)]
    results = _from_files(stages, weights)
    for key, stage in stages.items():
        own = {str(c.value) for c in texts if c.stage == key and not c.key}
        own |= {
            c.value.digest
            for c in stage.all("checkpoint")
            if isinstance(c.value, ModelReference) and c.value.digest
        }
        results[key] = results.get(key, frozenset()) | own
    return KnownDigests(results, tuple((c.key, str(c.value)) for c in texts if c.key))


def _from_files(stages: Mapping[str, StageFacts], weights: Sequence[Weights]) -> dict[str, frozenset[str]]:
    """Return stage key -> digests that come from its weight files.

    That is the digest of the model (decisions section 1.8), and for a model in one file the file's own, which tools write down.
    Where several stages share a folder, nothing says whose result the weights are.
    """
    ordinary = Counter(stage.folder for stage in stages.values() if not own_model(stage.key))
    lying = by_folder(weights)
    found = {}
    for key, stage in stages.items():
        if own_model(key):
            files = own_files(lying.get(stage.folder, ()), stage)
        elif ordinary[stage.folder] == 1:
            files = model_files(
                lying.get(stage.folder, ()), stage.folder, adapter=bool(stage.all("adapter-for"))
            )
        else:
            continue
        alone = [f"sha256:{file.digest}" for file in files if len(files) == 1 and file.digest]
        whole = manifest_digest(files)
        if whole:
            found[key] = frozenset((whole, *alone))
    return found
