"""The jobs: each composes the stages in order and owns the transactions. One module a subject."""

from etl.database import DatabaseLostError
from etl.jobs.articles import BatchWithdrawnError, JobReport, NoProgress, Progress, extract, load_articles, run

__all__ = [
    "BatchWithdrawnError",
    "DatabaseLostError",
    "JobReport",
    "NoProgress",
    "Progress",
    "extract",
    "load_articles",
    "run",
]
