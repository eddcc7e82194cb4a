"""The jobs: each composes the stages in order and owns the transactions. One module a subject."""

from etl.database import DatabaseLostError
from etl.jobs.articles import JobReport, NoProgress, Progress, extract, load_articles, run

__all__ = ["DatabaseLostError", "JobReport", "NoProgress", "Progress", "extract", "load_articles", "run"]
