"""Reported speech."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, interval_checks, one_of, span_checks


class Quote(Model):
    """Reported speech at its characters."""

    __tablename__ = "quote"
    __table_args__ = (
        UniqueConstraint("extraction_id", "ordinal"),
        one_of("kind", ("direct", "partial", "indirect")),
        *span_checks(),
        *span_checks("cue_start", "cue_end", "cue"),
        *interval_checks("said"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_between_0_and_1"),
        Index(None, "passage_id"),
        {"comment": "Reported speech, direct, partial or indirect, at its characters."},
    )

    quote_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    extraction_id: Mapped[int] = mapped_column(
        ForeignKey("extraction.extraction_id"), comment="The reading that found it"
    )
    ordinal: Mapped[int] = mapped_column(comment="Place in the article, from 0")
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.passage_id"), comment="The passage it stands in")
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
    utterance: Mapped[int] = mapped_column(comment="Parts of one utterance in this article share this number")
    said_from: Mapped[date | None] = mapped_column(comment="First day on which it can have been said")
    said_to: Mapped[date | None] = mapped_column(comment="Last day on which it can have been said")
    said_precision: Mapped[str] = mapped_column(comment="How precise that is")
    said_basis: Mapped[str] = mapped_column(comment="How it is known")
    said_expression: Mapped[str | None] = mapped_column(comment="The wording it was read from")
    sentence: Mapped[str] = mapped_column(comment="The sentence around its first character")
    sentence_start: Mapped[int] = mapped_column(comment="First character of that sentence")
    confidence: Mapped[float] = mapped_column(Numeric(4, 3), comment="How sure the extractor is, 0 to 1")


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
