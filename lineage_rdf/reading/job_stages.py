"""Hosted fine-tuning jobs as stages: each job is one, and where a folder tells of one job that stage is the folder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import evolve

from lineage_rdf.claims import Claim

HOSTED_JOB: Final = "hosted-job"


def with_job_stages(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims with the job's stage put where the folder's other files speak of it, if it is the only one.

    A reader keeps jobs apart by their ids, `folder#id`, because it sees one file: a list holds several jobs, and job and
    checkpoints lie in files of their own. Which of these is the case only shows when all files are read.
    """
    kept = list(claims)
    jobs: dict[str, set[str]] = {}
    for claim in kept:
        if claim.source.kind == HOSTED_JOB:
            jobs.setdefault(_folder(claim.stage), set()).add(claim.stage)
    alone = {stage: folder for folder, stages in jobs.items() if len(stages) == 1 for stage in stages}
    return [
        evolve(claim, stage=alone[claim.stage])
        if claim.source.kind == HOSTED_JOB and claim.stage in alone
        else claim
        for claim in kept
    ]


def _folder(stage: str) -> str:
    return stage.rpartition("#")[0]
