"""The jobs: each composes the stages in order and owns the transactions. One module a subject."""

from etl.jobs.articles import BatchWithdrawnError, JobReport, NoProgress, Progress, extract, load_articles, run
from etl.sessions import DatabaseLostError

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
