"""Estimates: what a source says about how many, of what, as of when, and through whom we know."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, interval_checks, one_of, span_checks


class Measure(Model):
    """What is counted. People add rows."""

    __tablename__ = "measure"
    __table_args__ = ({"comment": "What is counted: troops, killed, displaced, money, ... People add rows."},)

    measure: Mapped[str] = mapped_column(primary_key=True, comment="Name of the measure, lower case")
    title: Mapped[str] = mapped_column(comment="Name to show")
    description: Mapped[str] = mapped_column(comment="What belongs to it and what does not")
    unit: Mapped[str | None] = mapped_column(comment="The unit it is usually counted in")


class Status(Model):
    """How far along what is counted is. Counts of different statuses are never added."""

    __tablename__ = "status"
    __table_args__ = (
        UniqueConstraint("ordinal"),
        {"comment": "How far along what is counted is: planned, dispatched, present, ... Never added to each other."},
    )

    status: Mapped[str] = mapped_column(primary_key=True, comment="Name of the status, lower case")
    ordinal: Mapped[int] = mapped_column(comment="Order from intention to fact")
    description: Mapped[str] = mapped_column(comment="What it means")


class Estimate(Model):
    """One mention of how many, as stated."""

    __tablename__ = "estimate"
    __table_args__ = (
        UniqueConstraint("extraction_id", "ordinal"),
        UniqueConstraint("analyst_row_key", "row_version"),
        ForeignKeyConstraint(
            ["extraction_id", "part_of_ordinal"],
            ["estimate.extraction_id", "estimate.ordinal"],
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint("(extraction_id IS NULL) = (ordinal IS NULL)", name="ordinal_belongs_to_an_extraction"),
        CheckConstraint(
            "(extraction_id IS NULL) = (analyst_row_key IS NOT NULL)", name="either_extracted_or_an_analysts_row"
        ),
        CheckConstraint(
            "(analyst_row_key IS NULL) = (source_file IS NULL AND source_line IS NULL)",
            name="analysts_row_names_file_and_line",
        ),
        CheckConstraint("(analyst_row_key IS NULL) = (row_version IS NULL)", name="analysts_row_has_a_version"),
        CheckConstraint(
            "extraction_id IS NULL OR (start_offset IS NOT NULL AND passage_id IS NOT NULL)",
            name="extracted_row_has_its_place",
        ),
        one_of("kind", ("numeric", "vague", "unquantified")),
        one_of("polarity", ("asserted", "denied", "hypothetical")),
        one_of("attribution", ("explicit", "carried_on", "narrator")),
        one_of("time_kind", ("instant", "period", "cumulative")),
        CheckConstraint("low <= high", name="low_not_above_high"),
        CheckConstraint("low <= best", name="low_not_above_best"),
        CheckConstraint("best <= high", name="best_not_above_high"),
        CheckConstraint(
            "(kind = 'numeric') = (low IS NOT NULL OR best IS NOT NULL OR high IS NOT NULL)",
            name="numeric_has_a_bound_and_others_none",
        ),
        CheckConstraint("kind <> 'unquantified' OR stated_value IS NULL", name="unquantified_has_no_value"),
        CheckConstraint("part_of_ordinal <> ordinal", name="not_part_of_itself"),
        CheckConstraint("number_start >= start_offset AND number_end <= end_offset", name="number_inside_the_span"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_between_0_and_1"),
        *span_checks(),
        *span_checks("number_start", "number_end", None),
        *interval_checks("as_of"),
        *interval_checks("said"),
        # Whose figures of a measure state a number: a load compares new figures with those alone.
        Index(
            "ix_estimate_figure", "origin_entity_id", text("COALESCE(measure, '')"), text("COALESCE(best, low, high)")
        ),
        # Those that state several numbers, and so link them, or none.
        Index(
            "ix_estimate_linking",
            "origin_entity_id",
            text("COALESCE(measure, '')"),
            postgresql_where=text(
                "kind <> 'numeric' OR LEAST(low, best, high, stated_value) < GREATEST(low, best, high, stated_value)"
            ),
        ),
        Index(None, "measure", "as_of_from"),
        Index(None, "article_version_id"),
        # Of analysts' rows only: whether one stands in for an extracted mention is asked for each of them.
        Index(
            "ix_estimate_entered",
            "article_version_id",
            "number_start",
            postgresql_where=text("analyst_row_key IS NOT NULL"),
        ),
        Index(None, "passage_id"),
        Index(None, "place_entity_id"),
        Index(None, "population_entity_id"),
        Index(None, "batch_id"),
        {
            "comment": "One mention of how many: what a source says, bounds only as stated, at its characters of an article."
        },
    )

    estimate_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    extraction_id: Mapped[int | None] = mapped_column(
        ForeignKey("extraction.extraction_id"), comment="The reading that found it; empty for an analyst's row"
    )
    ordinal: Mapped[int | None] = mapped_column(comment="Place among the extraction's estimates, from 0")
    analyst_row_key: Mapped[str | None] = mapped_column(comment="Natural key of a row that a person entered")
    row_sha256: Mapped[str | None] = mapped_column(comment="Hash of what an analyst's row says, to tell a changed one")
    row_version: Mapped[int | None] = mapped_column(comment="Version of an analyst's row, 1 for the first, counted up")
    superseded_at: Mapped[datetime | None] = mapped_column(
        comment="When a newer version of an analyst's row took its place; empty while current"
    )
    source_file: Mapped[str | None] = mapped_column(comment="File of an analyst's row")
    source_line: Mapped[int | None] = mapped_column(comment="Line of that file, from 1")
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.batch_id"), comment="The load that made it")
    article_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("article_version.article_version_id"), comment="The text it stands in"
    )
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.passage_id"), comment="The passage it stands in")
    start_offset: Mapped[int | None] = mapped_column(comment="First character of qualifier and number")
    end_offset: Mapped[int | None] = mapped_column(comment="Just past their last character")
    surface: Mapped[str | None] = mapped_column(comment="Qualifier and number as written")
    number_start: Mapped[int | None] = mapped_column(comment="First character of the number alone")
    number_end: Mapped[int | None] = mapped_column(comment="Just past its last character")
    kind: Mapped[str] = mapped_column(
        comment="numeric, vague (thousands of) or unquantified (a claim that gives no number)"
    )
    low: Mapped[Decimal | None] = mapped_column(comment="Lowest value, only as stated")
    best: Mapped[Decimal | None] = mapped_column(comment="Best value, only as stated")
    high: Mapped[Decimal | None] = mapped_column(comment="Highest value, only as stated")
    stated_value: Mapped[Decimal | None] = mapped_column(comment="The number in the wording, where there is one")
    qualifier: Mapped[str | None] = mapped_column(comment="What qualifies the number: around, at least, almost")
    hedge: Mapped[str | None] = mapped_column(comment="What marks belief or hearsay: reportedly, believes, likely")
    polarity: Mapped[str] = mapped_column(comment="asserted, denied or hypothetical")
    measure: Mapped[str | None] = mapped_column(
        ForeignKey("measure.measure"), comment="What is counted; empty where no measure of the vocabulary fits"
    )
    status: Mapped[str | None] = mapped_column(ForeignKey("status.status"), comment="How far along it is")
    population: Mapped[str | None] = mapped_column(comment="Whose: North Korea (its forces), civilians of Ukraine")
    population_entity_id: Mapped[int | None] = mapped_column(
        ForeignKey("entity.entity_id"), comment="The state or group behind the population"
    )
    unit: Mapped[str | None] = mapped_column(comment="Unit of the number: person, site, dollar, percentage")
    per: Mapped[str | None] = mapped_column(comment="Per what, where it is a rate")
    noun: Mapped[str | None] = mapped_column(comment="The counted noun as written")
    place: Mapped[str | None] = mapped_column(comment="Where, as written")
    place_entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.entity_id"), comment="Where, as an entity")
    time_kind: Mapped[str] = mapped_column(comment="instant, period or cumulative")
    is_change: Mapped[bool] = mapped_column(comment="True for a change (rose by), not a level")
    part_of_ordinal: Mapped[int | None] = mapped_column(
        comment="The whole it is a part of, by ordinal in the same extraction; never added to it"
    )
    attribution: Mapped[str] = mapped_column(
        comment="explicit (in its sentence), carried_on (from the one before) or narrator"
    )
    source_surface: Mapped[str | None] = mapped_column(comment="The source as written; empty in the narrator's voice")
    source_start: Mapped[int | None] = mapped_column(comment="First character of the source as written")
    source_end: Mapped[int | None] = mapped_column(comment="Just past its last character")
    origin_entity_id: Mapped[int] = mapped_column(
        ForeignKey("entity.entity_id"), comment="Whose claim it is: the first step of the attribution chain"
    )
    as_of_from: Mapped[date | None] = mapped_column(comment="First day it speaks of")
    as_of_to: Mapped[date | None] = mapped_column(comment="Last day it speaks of")
    as_of_precision: Mapped[str] = mapped_column(comment="How precise that is")
    as_of_basis: Mapped[str] = mapped_column(comment="How it is known")
    as_of_expression: Mapped[str | None] = mapped_column(comment="The wording it was read from")
    said_from: Mapped[date | None] = mapped_column(comment="First day on which the origin can have said it")
    said_to: Mapped[date | None] = mapped_column(comment="Last day on which the origin can have said it")
    said_precision: Mapped[str] = mapped_column(comment="How precise that is")
    said_basis: Mapped[str] = mapped_column(comment="How it is known")
    said_expression: Mapped[str | None] = mapped_column(comment="The wording it was read from")
    sentence: Mapped[str | None] = mapped_column(comment="The sentence around the number")
    sentence_start: Mapped[int | None] = mapped_column(comment="First character of that sentence")
    confidence: Mapped[Decimal] = mapped_column(
        Numeric(4, 3), server_default=text("1"), comment="How sure the extractor is, 0 to 1; 1 for an analyst's row"
    )


class EstimateAttribution(Model):
    """One step of the chain from origin to outlet."""

    __tablename__ = "estimate_attribution"
    __table_args__ = (
        one_of("role", ("origin", "spokesperson", "relay", "outlet")),
        CheckConstraint("(role = 'origin') = (position = 0)", name="origin_comes_first"),
        *span_checks(),
        Index(None, "entity_id"),
        {"comment": "The attribution chain of an estimate, in order: origin, spokesperson, relays, outlet."},
    )

    estimate_id: Mapped[int] = mapped_column(
        ForeignKey("estimate.estimate_id"), primary_key=True, comment="The estimate"
    )
    position: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="0 for the origin, counted up to the outlet"
    )
    role: Mapped[str] = mapped_column(comment="origin, spokesperson, relay or outlet")
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="Who")
    surface: Mapped[str | None] = mapped_column(comment="As written in the article; empty where not written")
    start_offset: Mapped[int | None] = mapped_column(comment="First character of that")
    end_offset: Mapped[int | None] = mapped_column(comment="Just past its last character")


class EstimateDispute(Model):
    """Who disputes a figure; the figure stays its maker's."""

    __tablename__ = "estimate_dispute"
    __table_args__ = (
        *span_checks(),
        Index(None, "entity_id"),
        {"comment": "Who disputes an estimate in the same article. The figure stays its maker's."},
    )

    estimate_id: Mapped[int] = mapped_column(
        ForeignKey("estimate.estimate_id"), primary_key=True, comment="The disputed estimate"
    )
    position: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="0 for the first who disputes it"
    )
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="Who disputes it")
    surface: Mapped[str | None] = mapped_column(comment="As written")
    start_offset: Mapped[int | None] = mapped_column(comment="First character of that")
    end_offset: Mapped[int | None] = mapped_column(comment="Just past its last character")
