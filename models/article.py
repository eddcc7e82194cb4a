"""Articles with their versions, where they were found, what read them, and their passages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, interval_checks, one_of, span_checks

#: Passages that headline views leave out; stored, and shown on demand.
ASIDE_KINDS = ("caption", "credit", "teaser", "boilerplate", "appended_interview")
PASSAGE_KINDS = ("headline", "standfirst", "body", "live_update", "interview_turn", *ASIDE_KINDS)


class Article(Model):
    """One article under its natural key; the text is in its versions."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("article_key"),
        {"comment": "One article. Its text, title and dates are in its versions."},
    )

    article_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    article_key: Mapped[str] = mapped_column(comment="Canonical URL, else a supplied id, else the hash of the text")
    url: Mapped[str | None] = mapped_column(comment="Canonical URL, where known")
    supplied_id: Mapped[str | None] = mapped_column(comment="Id that came with the article, where one did")
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.batch_id"), comment="The load that brought it first")
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When it was first loaded")


class ArticleVersion(Model):
    """The text of an article as it read at one time."""

    __tablename__ = "article_version"
    __table_args__ = (
        Index(None, "article_id", "text_sha256"),
        UniqueConstraint("article_id", "version_number"),
        Index(
            "uq_article_version_current",
            "article_id",
            unique=True,
            postgresql_where=text("current_from IS NOT NULL AND current_to IS NULL"),
        ),
        Index(None, "text_sha256"),
        # Of all current texts, what views count: the texts themselves are not read.
        Index(
            "ix_article_version_shown",
            "article_version_id",
            postgresql_include=["outlet_entity_id"],
            postgresql_where=text("current_from IS NOT NULL AND current_to IS NULL"),
        ),
        # Of current texts only, so that a load writes the words once: when it is published.
        Index(
            None,
            "words",
            postgresql_using="gin",
            postgresql_where=text("current_from IS NOT NULL AND current_to IS NULL"),
        ),
        Index(None, "batch_id"),
        Index(None, "outlet_entity_id"),
        CheckConstraint("version_number >= 1", name="version_number_from_one"),
        CheckConstraint("text_length = char_length(text)", name="text_length_is_the_length_of_text"),
        CheckConstraint("current_from <= current_to", name="current_from_not_after_current_to"),
        *interval_checks("published"),
        {"comment": "The text of an article as read at one time; a changed text is a new version and the old is kept."},
    )

    article_version_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    article_id: Mapped[int] = mapped_column(ForeignKey("article.article_id"), comment="The article")
    version_number: Mapped[int] = mapped_column(comment="1 for the first text, counted up")
    text: Mapped[str] = mapped_column(comment="The text exactly as read: all offsets count its Unicode characters")
    text_length: Mapped[int] = mapped_column(comment="Length of the text in characters")
    text_sha256: Mapped[str] = mapped_column(comment="Hash of the text in UTF-8")
    title: Mapped[str | None] = mapped_column(comment="Title, from metadata or the page")
    byline: Mapped[str | None] = mapped_column(comment="Authors as printed")
    language: Mapped[str | None] = mapped_column(comment="ISO 639-1 code, detected on the first 1,000 characters")
    outlet_entity_id: Mapped[int | None] = mapped_column(
        ForeignKey("entity.entity_id"),
        comment="The outlet that wrote it, from metadata",
    )
    republisher_entity_id: Mapped[int | None] = mapped_column(
        ForeignKey("entity.entity_id"), comment="Who republished it, where that is another"
    )
    published_from: Mapped[date | None] = mapped_column(comment="First day on which it can have been published")
    published_to: Mapped[date | None] = mapped_column(comment="Last day on which it can have been published")
    published_precision: Mapped[str] = mapped_column(comment="How precise that is: minute, day, range, ..., unknown")
    published_basis: Mapped[str] = mapped_column(
        comment="How it is known: stated, derived, cross_article, file, unknown"
    )
    published_at: Mapped[datetime | None] = mapped_column(comment="The moment, where the minute is known")
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.batch_id"), comment="The load that brought this version")
    current_from: Mapped[datetime | None] = mapped_column(
        comment="When it became the article's current version; empty before its batch is published"
    )
    current_to: Mapped[datetime | None] = mapped_column(
        comment="When a newer version took its place; empty while current"
    )
    words: Mapped[str | None] = mapped_column(
        TSVECTOR,
        Computed("article_words(text)", persisted=True),
        comment="The words of the text with their places, for search",
    )


class ArticleSource(Model):
    """A place where a version was found; the same text may lie in many."""

    __tablename__ = "article_source"
    __table_args__ = (
        UniqueConstraint("article_version_id", "location", "source_sha256"),
        Index(None, "batch_id"),
        CheckConstraint("size_bytes >= 0 AND replaced_characters >= 0", name="sizes_not_negative"),
        {"comment": "A file or address where an article version was found, with what was done to read it."},
    )

    article_source_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    article_version_id: Mapped[int] = mapped_column(
        ForeignKey("article_version.article_version_id"), comment="The version found there"
    )
    location: Mapped[str] = mapped_column(comment="Path or address")
    source_sha256: Mapped[str] = mapped_column(comment="Hash of the bytes")
    size_bytes: Mapped[int] = mapped_column(comment="Size of the bytes")
    encoding: Mapped[str] = mapped_column(comment="Character encoding the bytes were read with")
    replaced_characters: Mapped[int] = mapped_column(
        comment="Bytes that did not decode and stand as U+FFFD in the text"
    )
    reader: Mapped[str] = mapped_column(comment="Name and version of the reader")
    retrieved_at: Mapped[datetime | None] = mapped_column(comment="When it was fetched, where known")
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.batch_id"), comment="The load that found it")


class ArticleShingle(Model):
    """A sampled hash of a run of words of an article's text, by which copies find each other."""

    __tablename__ = "article_shingle"
    __table_args__ = (
        Index(None, "article_version_id"),
        {"comment": "Sampled hashes of runs of words: article texts that share many are copies of each other."},
    )

    shingle: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Hash of the run of words")
    article_version_id: Mapped[int] = mapped_column(
        ForeignKey("article_version.article_version_id"), primary_key=True, comment="The text it stands in"
    )


class ArticleLink(Model):
    """Two articles that carry the same text, whole or in part."""

    __tablename__ = "article_link"
    __table_args__ = (
        one_of("kind", ("exact", "near", "contains")),
        CheckConstraint("containment BETWEEN 0 AND 1", name="containment_between_0_and_1"),
        CheckConstraint("resemblance BETWEEN 0 AND 1", name="resemblance_between_0_and_1"),
        CheckConstraint("article_version_id <> copied_version_id", name="not_linked_to_itself"),
        Index(None, "copied_version_id"),
        {"comment": "Two article texts that are copies: the same, nearly the same, or one inside the other."},
    )

    article_version_id: Mapped[int] = mapped_column(
        ForeignKey("article_version.article_version_id"),
        primary_key=True,
        comment="The longer text, or the first loaded",
    )
    copied_version_id: Mapped[int] = mapped_column(
        ForeignKey("article_version.article_version_id"), primary_key=True, comment="The text that is found in it"
    )
    kind: Mapped[str] = mapped_column(comment="exact (the same text), near (nearly), contains (a part of it)")
    containment: Mapped[Decimal] = mapped_column(
        Numeric(4, 3), comment="Share of the shorter text that stands in the longer, 0 to 1"
    )
    resemblance: Mapped[Decimal] = mapped_column(
        Numeric(4, 3), comment="Share of both texts together that stands in both (Jaccard), 0 to 1"
    )


class Extraction(Model):
    """One reading of an article version by one extractor version."""

    __tablename__ = "extraction"
    __table_args__ = (
        UniqueConstraint("article_version_id", "extractor_name", "extractor_version"),
        Index(
            "uq_extraction_current",
            "article_version_id",
            unique=True,
            postgresql_where=text("current_from IS NOT NULL AND current_to IS NULL"),
        ),
        # What a publication opened or closed is found by its time.
        Index(None, "current_from"),
        Index("ix_extraction_current_to", "current_to", postgresql_where=text("current_to IS NOT NULL")),
        Index(None, "batch_id"),
        Index(None, "outlet_entity_id"),
        CheckConstraint("current_from <= current_to", name="current_from_not_after_current_to"),
        *interval_checks("published"),
        {
            "comment": "One reading of an article version by one extractor version. One is current; superseded ones are kept."
        },
    )

    extraction_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    article_version_id: Mapped[int] = mapped_column(
        ForeignKey("article_version.article_version_id"), comment="What was read"
    )
    extractor_name: Mapped[str] = mapped_column(comment="Name of the extractor")
    extractor_version: Mapped[str] = mapped_column(comment="Its version, rules and model together")
    outlet_entity_id: Mapped[int] = mapped_column(
        ForeignKey("entity.entity_id"),
        comment="The outlet: from metadata, else as the text tells of itself; an unknown outlet is an entity of the article",
    )
    title: Mapped[str | None] = mapped_column(
        comment="Headline found in the text; metadata's title stands in the version"
    )
    genre: Mapped[str | None] = mapped_column(comment="news_report, live_blog, interview, ... as the text tells")
    published_from: Mapped[date | None] = mapped_column(comment="First possible day of publication, as the text tells")
    published_to: Mapped[date | None] = mapped_column(comment="Last possible day of publication, as the text tells")
    published_precision: Mapped[str] = mapped_column(comment="How precise that is")
    published_basis: Mapped[str] = mapped_column(comment="How it is known: file (metadata), stated, derived, unknown")
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.batch_id"), comment="The load that made it")
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When it was made")
    current_from: Mapped[datetime | None] = mapped_column(
        comment="When it became current; empty before its batch is published"
    )
    current_to: Mapped[datetime | None] = mapped_column(comment="When another took its place; empty while current")


class ExtractionLease(Model):
    """A text that a job which leaves the write lock to others is reading."""

    __tablename__ = "extraction_lease"
    __table_args__ = (
        Index(None, "batch_id"),
        {
            "comment": "A text that a cluster is reading for a job: nobody else reads it while the job's batch is running and its lease lasts."
        },
    )

    article_version_id: Mapped[int] = mapped_column(
        ForeignKey("article_version.article_version_id", ondelete="CASCADE"),
        primary_key=True,
        comment="What is being read",
    )
    extractor_name: Mapped[str] = mapped_column(primary_key=True, comment="Name of the extractor")
    extractor_version: Mapped[str] = mapped_column(primary_key=True, comment="Its version, rules and model together")
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.batch_id"), comment="The job that has it read")
    leased_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When the job took it")


class Passage(Model):
    """A stretch of an article with one role."""

    __tablename__ = "passage"
    __table_args__ = (
        UniqueConstraint("extraction_id", "ordinal"),
        one_of("kind", PASSAGE_KINDS),
        *span_checks(surface=None),
        {"comment": "A stretch of an article with one role: headline, body, live update, interview turn, caption, ..."},
    )

    passage_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    extraction_id: Mapped[int] = mapped_column(
        ForeignKey("extraction.extraction_id"), comment="The reading that found it"
    )
    ordinal: Mapped[int] = mapped_column(comment="Place in the article, from 0")
    start_offset: Mapped[int] = mapped_column(comment="First character in the article's text")
    end_offset: Mapped[int] = mapped_column(comment="Just past its last character")
    kind: Mapped[str] = mapped_column(
        comment="headline, standfirst, body, live_update, interview_turn, appended_interview, caption, credit, teaser, boilerplate"
    )
    is_aside: Mapped[bool] = mapped_column(
        Computed("kind = ANY (ARRAY[{}])".format(", ".join(f"'{kind}'::text" for kind in ASIDE_KINDS)), persisted=True),
        comment="True for what headline views leave out: captions, credits, teasers, boilerplate, appended interviews",
    )
    time_as_written: Mapped[str | None] = mapped_column(comment="Time in a live update's heading, as written")
    speaker: Mapped[str | None] = mapped_column(comment="Who takes an interview turn, as written")
