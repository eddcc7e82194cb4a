"""Fixtures of the readers' tests: files with exact bytes, and what reading them gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.read import read_articles
from etl.records import Article, RejectedRecord

Write = Callable[[str, bytes | str], Path]
ReadArticle = Callable[..., Article]
ReadReject = Callable[..., RejectedRecord]


@pytest.fixture
def story() -> str:
    """An article in plain words, long enough to tell its language."""
    return "The ministry said on Monday that about 400 people had left the town after the flood.\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file below the test's folder, exactly these bytes."""

    def write_file(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def read_article() -> ReadArticle:
    """Reads a path that holds one article."""

    def read_one(path: Path, **options: int) -> Article:
        (record,) = read_articles([str(path)], **options)
        assert isinstance(record, Article), record
        return record

    return read_one


@pytest.fixture
def read_reject() -> ReadReject:
    """Reads a path that holds one record that cannot be taken."""

    def read_one(path: Path, **options: int) -> RejectedRecord:
        (record,) = read_articles([str(path)], **options)
        assert isinstance(record, RejectedRecord), record
        return record

    return read_one
