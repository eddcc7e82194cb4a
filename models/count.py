"""What the views that count everything read: each mention that counts, narrow, kept in step by the database itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, one_of

Bound = Numeric(18, 2)
#: What is counted of a group.
_COUNTED = [
    "is_part", "polarity", "attribution", "low", "best", "high", "as_of_from", "as_of_to", "said_from", "said_to",
    "published_from", "published_to", "claim_id", "origin_entity_id", "outlet_entity_id", "article_version_id",
]  # fmt: skip


class CountedMention(Model):
    """A row of view `report.counted_mentions`, kept.

    Triggers on the tables it follows from note what a transaction touched; before it commits, those rows are told anew
    (function `recount_mentions`). No foreign keys: a row goes when what it tells of goes.
    """

    __tablename__ = "counted_mention"
    __table_args__ = (
        # Groups that views count, one after the other with all that they count: a page of them reads no more than its
        # own, and all of them in the order in which they lie, where the table's rows lie in the order of loading.
        Index(
            "ix_counted_mention_figure",
            "measure",
            "population",
            "status",
            "unit",
            "is_change",
            postgresql_include=_COUNTED,
            postgresql_where=text("kind = 'numeric' AND measure IS NOT NULL"),
        ),
        Index(None, "article_version_id"),
        Index(None, "part_of_estimate_id", postgresql_where=text("part_of_estimate_id IS NOT NULL")),
        {
            "comment": "The rows of report.counted_mentions, kept: told anew before each commit that touches what they follow from."
        },
    )

    measure: Mapped[str | None] = mapped_column(comment="What is counted")
    status: Mapped[str | None] = mapped_column(comment="How far along it is")
    population: Mapped[str | None] = mapped_column(comment="Whose")
    unit: Mapped[str | None] = mapped_column(comment="Unit of the number")
    kind: Mapped[str] = mapped_column(comment="numeric, vague or unquantified")
    polarity: Mapped[str] = mapped_column(comment="asserted, denied or hypothetical")
    attribution: Mapped[str] = mapped_column(comment="explicit, carried_on or narrator")
    is_change: Mapped[bool] = mapped_column(comment="True for a change, not a level")
    is_part: Mapped[bool] = mapped_column(comment="True for a part of a figure of the same measure and status")
    part_of_estimate_id: Mapped[int | None] = mapped_column(comment="The whole it is a part of")
    time_kind: Mapped[str] = mapped_column(comment="instant, period or cumulative")
    place_entity_id: Mapped[int | None] = mapped_column(comment="Where")
    low: Mapped[Decimal | None] = mapped_column(Bound, comment="Lowest value, only as stated")
    best: Mapped[Decimal | None] = mapped_column(Bound, comment="Best value, only as stated")
    high: Mapped[Decimal | None] = mapped_column(Bound, comment="Highest value, only as stated")
    as_of_from: Mapped[date | None] = mapped_column(comment="First day it speaks of")
    as_of_to: Mapped[date | None] = mapped_column(comment="Last day it speaks of")
    said_from: Mapped[date | None] = mapped_column(comment="First day on which the origin can have said it")
    said_to: Mapped[date | None] = mapped_column(comment="Last day on which the origin can have said it")
    published_from: Mapped[date | None] = mapped_column(comment="First day of the article's publication")
    published_to: Mapped[date | None] = mapped_column(comment="Last day of the article's publication")
    claim_id: Mapped[int | None] = mapped_column(comment="The claim it tells")
    origin_entity_id: Mapped[int] = mapped_column(comment="Whose claim it is, merges followed")
    outlet_entity_id: Mapped[int | None] = mapped_column(comment="The outlet, merges followed")
    article_version_id: Mapped[int | None] = mapped_column(
        comment="The article's current version; empty where it stands in none"
    )
    estimate_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="The mention")


class StaleMark(Model):
    """Something that a transaction touched; gone when it commits."""

    __tablename__ = "stale_mark"
    __table_args__ = (
        one_of("kind", ("everything", "article_version", "estimate", "batch", "entity")),
        {"comment": "What a transaction touched of what counted mentions follow from; empty between transactions."},
    )

    stale_mark_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    kind: Mapped[str] = mapped_column(comment="everything, article_version, estimate, batch or entity")
    touched_id: Mapped[int | None] = mapped_column(comment="Key of the touched row; empty for everything")


class RecountDue(Model):
    """A transaction that owes a recount; gone when it commits."""

    __tablename__ = "recount_due"
    __table_args__ = (
        {
            "comment": "Transactions that touched something: one row each, whose deferred trigger tells the touched mentions anew."
        },
    )

    transaction_id: Mapped[str] = mapped_column(primary_key=True, comment="The transaction, by PostgreSQL's number")
