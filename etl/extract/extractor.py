"""The extractor as a plug: a name, a version, one method. A second one can stand in its place."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

from etl import __version__
from etl.extract.model import model_version
from etl.records import Annotation, ArticleText


@cache
def rules_sha256() -> str:
    """One hash over the code and the data files that decide what is extracted."""
    digest = hashlib.sha256()
    for folder in ("extract", "data"):
        for path, entry in sorted(_files_below(files("etl").joinpath(folder), folder)):
            digest.update(path.encode() + entry.read_bytes())
    return digest.hexdigest()


def _files_below(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _files_below(entry, path) if entry.name != "__pycache__" else []
        else:
            found.append((path, entry))
    return found


class Extractor(Protocol):
    """Reads one article. ``name`` and ``version`` key what it found: change the version with the rules."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def extract(self, article: ArticleText) -> Annotation: ...


class RuleExtractor:
    """Rules over spaCy's parse."""

    name = "rules"

    @property
    def version(self) -> str:
        """Program, rules and model: a changed rule or word list is another version, and articles are read again."""
        return f"{__version__}+{rules_sha256()[:10]}+{model_version()}"

    def extract(self, article: ArticleText) -> Annotation:
        """Annotate one article; a pure function of its argument and the shipped data files."""
        # Imported at the first article: spaCy takes half a second, and most jobs read no article themselves.
        from etl.extract.annotation import annotate_article  # noqa: PLC0415

        return annotate_article(article)
