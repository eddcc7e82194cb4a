"""The declarative base: one naming convention, reusable column types, comments required by the tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import BigInteger, CheckConstraint, Date, DateTime, Identity, MetaData, Numeric, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Key = Annotated[int, mapped_column(BigInteger, Identity(always=True), primary_key=True)]
Reference = Annotated[int, mapped_column(BigInteger)]
Amount = Annotated[Decimal, mapped_column(Numeric)]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Model(DeclarativeBase):
    """Base of all tables in schema ``public``."""

    metadata = metadata
    type_annotation_map = {  # noqa: RUF012  (the shape SQLAlchemy asks for)
        int: BigInteger,
        str: Text,
        date: Date,
        datetime: DateTime(timezone=True),
        Decimal: Numeric,
    }


PRECISIONS = ("minute", "day", "range", "month", "year", "no_later_than", "no_earlier_than", "unknown")
BASES = ("stated", "derived", "cross_article", "file", "unknown")


def one_of(column: str, values: Iterable[str], name: str | None = None) -> CheckConstraint:
    """A CHECK that a text column holds one of a closed list of words (NULL passes)."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=name or f"{column}_known")


def interval_checks(field: str) -> tuple[CheckConstraint, ...]:
    """The rules of a ``<field>_from .. <field>_to`` interval with its precision and basis."""
    return (
        CheckConstraint(f"{field}_from <= {field}_to", name=f"{field}_from_not_after_to"),
        one_of(f"{field}_precision", PRECISIONS),
        one_of(f"{field}_basis", BASES),
        CheckConstraint(
            f"({field}_basis = 'unknown') = ({field}_from IS NULL AND {field}_to IS NULL)",
            name=f"{field}_basis_unknown_only_without_dates",
        ),
    )


def span_checks(
    start: str = "start_offset", end: str = "end_offset", surface: str | None = "surface"
) -> tuple[CheckConstraint, ...]:
    """The rules of a span: not empty, not negative, and as long as the surface text kept beside it.

    That the surface is what the article says at those offsets is a constraint trigger of the migration.
    """
    name = start.removesuffix("_offset").removesuffix("start").rstrip("_") or "span"
    rules = [CheckConstraint(f"{start} >= 0 AND {start} < {end}", name=f"{name}_offsets_in_order")]
    if surface:
        rules.append(CheckConstraint(f"char_length({surface}) = {end} - {start}", name=f"{name}_as_long_as_{surface}"))
    return tuple(rules)
