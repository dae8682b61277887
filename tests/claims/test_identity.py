from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.claims.identity import Identity, hub_iri, identify, is_commit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("raw", "repository", "revision"),
    [
        ("mistralai/Mistral-7B-v0.1", "mistralai/Mistral-7B-v0.1", None),
        ("mistralai/Mistral-7B-v0.1@main", "mistralai/Mistral-7B-v0.1", None),
        (f"org/name@{COMMIT}", "org/name", COMMIT),
        ("https://huggingface.co/org/name", "org/name", None),
        ("https://huggingface.co/org/name/tree/v1.0", "org/name", "v1.0"),
        ("https://huggingface.co/datasets/org/name", "org/name", None),
        ("hf.co/org/name", "org/name", None),
        (f"D:/hub/models--org--name/snapshots/{COMMIT}", "org/name", COMMIT),
        (f"/root/.cache/huggingface/hub/models--org--na.me/snapshots/{COMMIT}/", "org/na.me", COMMIT),
        (f"/cache/hub/models--gpt2/snapshots/{COMMIT}", "gpt2", COMMIT),
        ("gpt2", "gpt2", None),
        ("https://huggingface.co/gpt2", "gpt2", None),
    ],
)
def test_hub_references(raw: str, repository: str, revision: str | None) -> None:
    found = identify(raw)
    assert (found.kind, found.repository, found.revision) == ("hub", repository, revision)


@pytest.mark.parametrize(
    "raw",
    ["quillford/_heron-v1.4", "_q_/heron_", "q/h", "1/2", f"{'q' * 96}/{'h' * 96}", "Quill.Ford/Heron-2.5_b"],
)
def test_names_that_the_hub_allows(raw: str) -> None:
    assert identify(raw) == Identity("hub", raw, None, raw.rsplit("/", 1)[-1])


@pytest.mark.parametrize(
    "raw",
    [
        "quillford/-heron",
        "quillford/heron-",
        "quillford/.heron",
        "quillford/heron.",
        "-quillford/heron",
        "quillford./heron",
        "quillford/heron--small",
        "quill--ford/heron",
        "quillford/heron..small",
        "quillford/heron.git",
        f"quillford/{'h' * 97}",
        "quillford/héron",
        "quillford/heron small",
    ],
)
def test_names_that_the_hub_refuses_get_no_address(raw: str) -> None:
    assert not identify(raw).is_hub
    assert not identify(f"https://huggingface.co/{raw}").is_hub


def test_a_folder_that_only_looks_like_one_of_the_cache_is_a_path() -> None:
    found = identify("/data/models--quillford--heron--small/snapshots/0123456")
    assert (found.kind, found.repository) == ("local-path", "")


@pytest.mark.parametrize(
    ("raw", "kind", "name"),
    [
        ("/root/autodl-tmp/Qwen", "local-path", "Qwen"),
        ("D:\\Model\\bloom-560m", "local-path", "bloom-560m"),
        ("../llama-7b-hf", "local-path", "llama-7b-hf"),
        ("saves/qwen3-4b/full/sft", "local-path", "sft"),
        ("output/sft", "local-path", "sft"),
        ("/models/Qwen3-1___7B", "local-path", "Qwen3-1.7B"),
        ("https://huggingface.co//root/autodl-tmp/x", "local-path", "x"),
        ("s3://bucket/private/key", "local-path", "key"),
        ("Mistral-7B", "bare-name", "Mistral-7B"),
        ("BETO (spanish bert)", "bare-name", "BETO (spanish bert)"),
        ("ft:gpt-4o-mini:harbour::id1", "hosted", "ft:gpt-4o-mini:harbour::id1"),
        (
            "ft:davinci-002:harbour:tides:id1:ckpt-step-9",
            "hosted",
            "ft:davinci-002:harbour:tides:id1:ckpt-step-9",
        ),
        ("curie:ft-harbour-2022-01-31-10-00-00", "hosted", "curie:ft-harbour-2022-01-31-10-00-00"),
        ("gpt-4o-mini-2024-07-18", "bare-name", "gpt-4o-mini-2024-07-18"),
        ("ft:no", "bare-name", "ft:no"),
        ("None", "none", ""),
        ("", "none", ""),
        ("[More Information Needed]", "placeholder", ""),
        ("{{ base_model }}", "placeholder", ""),
    ],
)
def test_other_references(raw: str, kind: str, name: str) -> None:
    found = identify(raw)
    assert (found.kind, found.name) == (kind, name)


@given(st.text(max_size=60))
def test_no_full_path_and_no_empty_segment_ever_gets_into_an_address(raw: str) -> None:
    found = identify(raw)
    if found.is_hub:
        assert found.repository.count("/") <= 1
        assert "//" not in hub_iri(found).removeprefix("https://")
    assert "/" not in found.name


def test_a_name_of_a_service_is_no_repository_even_if_written_like_one() -> None:
    found = identify("harbour/Llama-tides-1a2b", hosted=True)
    assert (found.kind, found.name, found.is_hub) == ("hosted", "harbour/Llama-tides-1a2b", False)
    assert not found.agrees_with(identify("harbour/Llama-tides-1a2b"))
    assert found.agrees_with(identify("Harbour/llama-tides-1a2b", hosted=True))
    assert identify("None", hosted=True).kind == "none"


def test_a_bare_and_a_specific_reference_agree() -> None:
    assert identify("org/name").agrees_with(identify(f"Org/Name@{COMMIT}"))
    assert not identify("org/name@a").agrees_with(identify("org/name@b"))
    assert not identify("org/name").agrees_with(identify("org/other"))
    assert identify("/home/me/sft").agrees_with(identify("out/x/SFT"))


def test_addresses() -> None:
    assert (
        hub_iri(Identity("hub", "org/name", "feature/x"))
        == "https://huggingface.co/org/name/tree/feature%2Fx"
    )
    assert hub_iri(Identity("hub", "org/name", "v1"), pinned=False) == "https://huggingface.co/org/name"
    assert hub_iri(Identity("hub", "org/name"), dataset=True) == "https://huggingface.co/datasets/org/name"


def test_only_a_full_commit_pins() -> None:
    assert is_commit(COMMIT)
    assert not is_commit("main")
    assert not is_commit(COMMIT[:12])


@pytest.mark.parametrize(
    ("name", "repository"), [("glue", "nyu-mll/glue"), ("squad_v2", "rajpurkar/squad_v2")]
)
def test_a_legacy_name_of_data_is_the_repository_it_leads_to(name: str, repository: str) -> None:
    legacy = identify(name, dataset=True)
    assert legacy.is_hub and legacy.agrees_with(identify(repository, dataset=True))
    assert not legacy.agrees_with(identify(f"shoal/{name}", dataset=True))
    assert identify(name).kind == "bare-name"
