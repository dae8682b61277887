"""Work that is done in processes of its own, each with the store open for reading, so that it can be ended at any time."""

from lineage_rdf.serve.jobs.job import Answer, Job, Opened
from lineage_rdf.serve.jobs.pool import Pool

__all__ = ["Answer", "Job", "Opened", "Pool"]
