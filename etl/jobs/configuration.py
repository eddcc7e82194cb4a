"""The configuration of a scheduled load: checked whole, each error with its line, before anything runs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from etl.errors import UsageError
from etl.load.checks import Bound, Bounds, Severity
from etl.read.fields import FIELDS

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_SETTING = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*[=.]")
Share = Annotated[float, Field(ge=0, le=100)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceConfig(_Part):
    """Where articles come from: a file, folder, pattern or address, and how its columns are called."""

    path: str = Field(min_length=1)
    columns: dict[str, str] = {}
    allow_private_addresses: bool = False
    optional: bool = False

    @field_validator("columns")
    @classmethod
    def _know_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        unknown = sorted(columns.keys() - set(FIELDS))
        if unknown:
            raise ValueError(f"there is no field {unknown[0]!r}; the fields are {', '.join(FIELDS)}")
        return columns


class LimitsConfig(_Part):
    """The largest record, and what fetching an address may take."""

    record_bytes: int = Field(default=20_000_000, ge=1_000)
    fetch_seconds: float = Field(default=60, gt=0, le=3_600)


class ExtractConfig(_Part):
    """Whether and with how many processes what was loaded is read."""

    enabled: bool = True
    workers: int = Field(default=1, ge=1, le=64)


class RetryConfig(_Part):
    """How often what can pass (a lost server, a time-out) is tried again."""

    attempts: int = Field(default=4, ge=1, le=20)
    longest_wait_seconds: float = Field(default=60, ge=0, le=3_600)


class ShareBound(_Part):
    """A bound in percent."""

    limit: Share
    then: Severity = "withdraw"


class CountBound(_Part):
    """A bound in records."""

    limit: int = Field(ge=0)
    then: Severity = "withdraw"


class BoundsConfig(_Part):
    """What a load must keep to be published."""

    min_articles: CountBound | None = None
    max_rejected_pct: ShareBound | None = None
    max_undated_pct: ShareBound | None = None
    min_titled_pct: ShareBound | None = None
    min_outlet_pct: ShareBound | None = None
    max_drop_pct: ShareBound | None = ShareBound(limit=80)

    def bounds(self) -> Bounds:
        """The bounds as the check takes them."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return Bounds(**{name: Bound(b.limit, b.then) for name, b in given.items() if b is not None})


class RetentionConfig(_Part):
    """How long settled rejects are kept; versions and superseded readings always are: they are the record."""

    settled_rejects_days: int | None = Field(default=None, ge=1)


class RefreshConfig(_Part):
    """What follows a published load."""

    analyze: bool = True


class ScheduleConfig(_Part):
    """One scheduled load."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$")
    sources: list[SourceConfig] = Field(min_length=1)
    limits: LimitsConfig = LimitsConfig()
    extract: ExtractConfig = ExtractConfig()
    retry: RetryConfig = RetryConfig()
    bounds: BoundsConfig = BoundsConfig()
    retention: RetentionConfig = RetentionConfig()
    refresh: RefreshConfig = RefreshConfig()
    metrics_file: Path | None = None
    memory_folder: Path | None = None


def read_config(path: Path) -> ScheduleConfig:
    """Read and check a configuration; relative paths in it are relative to its folder.

    Raises:
        UsageError: every error in it, each with its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    try:
        config = ScheduleConfig.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    except ValidationError as errors:
        lines = text.splitlines()
        told = [_tell(path, lines, item["loc"], item["msg"]) for item in errors.errors()]
        raise UsageError("\n".join(told)) from errors
    return _from_folder(config, path.absolute().parent)


def _tell(path: Path, lines: Sequence[str], place: Sequence[int | str], message: str) -> str:
    name = ".".join(str(part) for part in place)
    return f"{path}:{line_of(lines, place)}: {name}: {message.removeprefix('Value error, ')}"


def line_of(lines: Sequence[str], place: Sequence[int | str]) -> int:
    """The line (from 1) of a setting such as ``("sources", 1, "path")``; of the table around it where it is missing."""
    known = _settings_by_line(lines)
    return next((known[p] for n in range(len(place), 0, -1) if (p := tuple(place[:n])) in known), 1)


def _settings_by_line(lines: Sequence[str]) -> dict[tuple[int | str, ...], int]:
    """Each table and setting with its line."""
    known: dict[tuple[int | str, ...], int] = {}
    counts: dict[str, int] = {}
    table: tuple[int | str, ...] = ()
    for number, line in enumerate(lines, 1):
        if header := _TABLE.match(line):
            first, *rest = (part.strip(" \"'") for part in header[2].split("."))
            if header[1] == "[[" and not rest:
                counts[first] = counts.get(first, -1) + 1
            table = (first, *([counts[first]] if first in counts else []), *rest)
            known.setdefault(table, number)
        elif setting := _SETTING.match(line):
            known.setdefault((*table, setting[1]), number)
    return known


def _from_folder(config: ScheduleConfig, folder: Path) -> ScheduleConfig:
    def anchored(path: str) -> str:
        return path if "://" in path or Path(path).is_absolute() or path == "-" else str(folder / path)

    changes: dict[str, Any] = {
        "sources": [source.model_copy(update={"path": anchored(source.path)}) for source in config.sources]
    }
    for name in ("metrics_file", "memory_folder"):
        if (value := getattr(config, name)) is not None:
            changes[name] = folder / value
    return config.model_copy(update=changes)
