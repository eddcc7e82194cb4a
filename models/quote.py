"""Reported speech."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, interval_checks, one_of, span_checks


class Quote(Model):
    """Reported speech at its characters."""

    __tablename__ = "quote"
    __table_args__ = (
        UniqueConstraint("extraction_id", "ordinal"),
        UniqueConstraint("analyst_row_key", "row_version"),
        CheckConstraint(
            "(extraction_id IS NULL) = (analyst_row_key IS NOT NULL)", name="either_extracted_or_an_analysts_row"
        ),
        CheckConstraint(
            "(extraction_id IS NULL) = (ordinal IS NULL) AND (extraction_id IS NULL) = (passage_id IS NULL)"
            " AND (extraction_id IS NULL) = (utterance IS NULL)",
            name="extracted_row_has_its_place",
        ),
        CheckConstraint(
            "(analyst_row_key IS NULL) = (source_file IS NULL OR source_line IS NULL OR row_version IS NULL"
            " OR row_sha256 IS NULL OR batch_id IS NULL OR article_version_id IS NULL)",
            name="analysts_row_names_file_line_and_text",
        ),
        one_of("kind", ("direct", "partial", "indirect")),
        *span_checks(),
        *span_checks("cue_start", "cue_end", "cue"),
        *interval_checks("said"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_between_0_and_1"),
        Index(None, "passage_id"),
        # Of analysts' rows only: extracted ones are found by their reading.
        Index(
            "ix_quote_article_version_id",
            "article_version_id",
            "start_offset",
            postgresql_where=text("article_version_id IS NOT NULL"),
        ),
        Index("ix_quote_batch_id", "batch_id", postgresql_where=text("batch_id IS NOT NULL")),
        {"comment": "Reported speech, direct, partial or indirect, at its characters."},
    )

    quote_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    extraction_id: Mapped[int | None] = mapped_column(
        ForeignKey("extraction.extraction_id"), comment="The reading that found it; empty for an analyst's row"
    )
    ordinal: Mapped[int | None] = mapped_column(comment="Place among the extraction's quotes, from 0")
    passage_id: Mapped[int | None] = mapped_column(
        ForeignKey("passage.passage_id"), comment="The passage it stands in; empty for an analyst's row"
    )
    start_offset: Mapped[int] = mapped_column(comment="First character, quotation marks left out")
    end_offset: Mapped[int] = mapped_column(comment="Just past its last character")
    surface: Mapped[str] = mapped_column(comment="The words")
    kind: Mapped[str] = mapped_column(
        comment="direct (whole sentences), partial (a quoted fragment) or indirect (no marks)"
    )
    cue: Mapped[str | None] = mapped_column(comment="The word of saying")
    cue_start: Mapped[int | None] = mapped_column(comment="First character of the cue")
    cue_end: Mapped[int | None] = mapped_column(comment="Just past its last character")
    channel: Mapped[str | None] = mapped_column(
        comment="Where it was said, as written: told Politico, on X, in a video address"
    )
    utterance: Mapped[int | None] = mapped_column(
        comment="Parts of one utterance in this article share this number; empty for an analyst's row"
    )
    said_from: Mapped[date | None] = mapped_column(comment="First day on which it can have been said")
    said_to: Mapped[date | None] = mapped_column(comment="Last day on which it can have been said")
    said_precision: Mapped[str] = mapped_column(comment="How precise that is")
    said_basis: Mapped[str] = mapped_column(comment="How it is known")
    said_expression: Mapped[str | None] = mapped_column(comment="The wording it was read from")
    sentence: Mapped[str] = mapped_column(comment="The sentence around its first character")
    sentence_start: Mapped[int] = mapped_column(comment="First character of that sentence")
    confidence: Mapped[float] = mapped_column(
        Numeric(4, 3), comment="How sure the extractor is, 0 to 1; 1 for an analyst's row"
    )
    analyst_row_key: Mapped[str | None] = mapped_column(comment="Natural key of a row that a person entered")
    row_sha256: Mapped[str | None] = mapped_column(comment="Hash of what an analyst's row says, to tell a changed one")
    row_version: Mapped[int | None] = mapped_column(comment="Version of an analyst's row, 1 for the first, counted up")
    superseded_at: Mapped[datetime | None] = mapped_column(
        comment="When a newer version of an analyst's row took its place; empty while current"
    )
    source_file: Mapped[str | None] = mapped_column(comment="File of an analyst's row")
    source_line: Mapped[int | None] = mapped_column(comment="Line of that file, from 1")
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("batch.batch_id"), comment="The load that made an analyst's row; an extracted one's is its reading's"
    )
    article_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("article_version.article_version_id"), comment="The text that an analyst's row stands in"
    )


class QuoteSpeaker(Model):
    """Who said it; two may say one thing."""

    __tablename__ = "quote_speaker"
    __table_args__ = (
        *span_checks(),
        CheckConstraint("position >= 0", name="position_from_zero"),
        Index(None, "entity_id"),
        {"comment": "Who said a quote: usually one, sometimes several."},
    )

    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.quote_id"), primary_key=True, comment="The quote")
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="0 for the first speaker")
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="The speaker")
    surface: Mapped[str] = mapped_column(comment="The speaker as written")
    start_offset: Mapped[int | None] = mapped_column(comment="First character of that; empty where not written")
    end_offset: Mapped[int | None] = mapped_column(comment="Just past its last character")
