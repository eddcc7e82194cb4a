"""Loads and what they could not take: batch, reject, correction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, one_of


class Batch(Model):
    """One load; its rows show in `report` once it is published."""

    __tablename__ = "batch"
    __table_args__ = (
        one_of("state", ("running", "published", "withdrawn", "failed")),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_has_a_time"),
        CheckConstraint("finished_at >= started_at", name="finished_not_before_started"),
        CheckConstraint(
            "count_new >= 0 AND count_changed >= 0 AND count_unchanged >= 0 AND count_rejected >= 0",
            name="counts_not_negative",
        ),
        {"comment": "One load: its command, versions and counts. Invisible to report until it is published."},
    )

    batch_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    command: Mapped[str] = mapped_column(comment="The job that ran: load articles, extract, ...")
    source: Mapped[str] = mapped_column(comment="What it read, as the caller named it")
    onrecord_version: Mapped[str] = mapped_column(comment="Version of the program")
    extractor: Mapped[str | None] = mapped_column(comment="Name and version of the extractor, where one ran")
    input_sha256: Mapped[str | None] = mapped_column(comment="Hash over the hashes of all that was read, in order")
    state: Mapped[str] = mapped_column(server_default="running", comment="running, published, withdrawn or failed")
    watermark: Mapped[str | None] = mapped_column(comment="Key of the last record whose chunk was committed")
    count_new: Mapped[int] = mapped_column(server_default="0", comment="Records that were not there before")
    count_changed: Mapped[int] = mapped_column(server_default="0", comment="Records that got a new version")
    count_unchanged: Mapped[int] = mapped_column(server_default="0", comment="Records that were there already")
    count_rejected: Mapped[int] = mapped_column(server_default="0", comment="Records that could not be taken")
    error: Mapped[str | None] = mapped_column(comment="Why the batch failed or was withdrawn")
    started_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When the load began")
    finished_at: Mapped[datetime | None] = mapped_column(comment="When it ended, well or not")
    published_at: Mapped[datetime | None] = mapped_column(comment="When its rows became visible to report")
    heartbeat_at: Mapped[datetime | None] = mapped_column(comment="When the running load last showed that it lives")
    count_forgotten: Mapped[int] = mapped_column(
        server_default="0", comment="Articles that were left out because somebody had them erased"
    )
    lease_until: Mapped[datetime | None] = mapped_column(
        comment="Until when a job that does not hold the write lock all the time is taken to live; it renews it"
    )


class BatchRejection(Model):
    """Rejects of a load by reason."""

    __tablename__ = "batch_rejection"
    __table_args__ = (
        CheckConstraint("count_rejected > 0", name="something_was_rejected"),
        {"comment": "How many records a load could not take, by reason; those known from an earlier load count too."},
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.batch_id"), primary_key=True, comment="The load")
    code: Mapped[str] = mapped_column(primary_key=True, comment="Short name of the reason")
    count_rejected: Mapped[int] = mapped_column(comment="Records it could not take for that reason")


class Reject(Model):
    """A record that could not be taken, kept whole so that it can be replayed."""

    __tablename__ = "reject"
    __table_args__ = (
        UniqueConstraint("stage", "location", "record_sha256", "code"),
        one_of("stage", ("read", "extract", "resolve", "load")),
        one_of("state", ("open", "replayed", "dismissed")),
        Index(None, "batch_id"),
        {"comment": "A record that a load could not take, kept whole with the reason and the place it was found."},
    )

    reject_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.batch_id"), comment="The load that met it first")
    stage: Mapped[str] = mapped_column(comment="Where it failed: read, extract, resolve, load")
    location: Mapped[str] = mapped_column(comment="File or address it was read from")
    line: Mapped[int | None] = mapped_column(comment="Line or row in that file, from 1")
    field: Mapped[str | None] = mapped_column(comment="The field at fault, where it is one field")
    code: Mapped[str] = mapped_column(comment="Short name of the reason, stable for counting")
    reason: Mapped[str] = mapped_column(comment="What was wrong and what to do, for a person")
    record: Mapped[bytes] = mapped_column(LargeBinary, comment="The record whole, as it was read")
    record_sha256: Mapped[str] = mapped_column(comment="Hash of the record")
    state: Mapped[str] = mapped_column(server_default="open", comment="open, replayed or dismissed")
    rejected_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When it was first rejected")
    settled_at: Mapped[datetime | None] = mapped_column(comment="When it was replayed or dismissed")
    reader: Mapped[str | None] = mapped_column(
        comment="Reader that a replay gives the record to; empty where the bytes tell"
    )
    settled_batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("batch.batch_id"), comment="The replay that took it, if one did"
    )


class Correction(Model):
    """What a person says an extracted row should be; it outlives every re-extraction."""

    __tablename__ = "correction"
    __table_args__ = (
        one_of("target", ("estimate", "quote", "mention", "article", "claim")),
        Index(None, "article_key"),
        {
            "comment": "A person's correction of an extracted row, bound to the article and the characters "
            "rather than to the row, so that it survives re-extraction; the original stays."
        },
    )

    correction_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    target: Mapped[str] = mapped_column(comment="Kind of row it corrects")
    article_key: Mapped[str] = mapped_column(comment="Natural key of the article")
    text_sha256: Mapped[str] = mapped_column(comment="Hash of the text the offsets refer to")
    start_offset: Mapped[int | None] = mapped_column(comment="First character of the corrected row's number or span")
    end_offset: Mapped[int | None] = mapped_column(comment="Just past its last character")
    mention_rank: Mapped[int] = mapped_column(
        server_default=text("0"), comment="Which of several mentions at that number (killed and injured), from 0"
    )
    field: Mapped[str] = mapped_column(comment="Column that is corrected, or is_estimate, or same_claim_as")
    original_value: Mapped[str | None] = mapped_column(comment="What the row held when it was corrected")
    corrected_value: Mapped[str | None] = mapped_column(comment="What it should hold")
    author: Mapped[str] = mapped_column(comment="Who says so")
    reason: Mapped[str] = mapped_column(comment="Why")
    corrected_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When it was recorded")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="When it was taken back, if it was")
    withdrawn_by: Mapped[str | None] = mapped_column(comment="Who took it back")


class SetAside(Model):
    """An index or foreign key that a backfill took away and will build again."""

    __tablename__ = "set_aside"
    __table_args__ = (
        one_of("kind", ("index", "foreign_key")),
        {"comment": "Indexes and foreign keys that a backfill set aside and has yet to build again; empty but then."},
    )

    table_name: Mapped[str] = mapped_column(primary_key=True, comment="The table it belongs to")
    name: Mapped[str] = mapped_column(primary_key=True, comment="Name of the index or foreign key")
    kind: Mapped[str] = mapped_column(comment="index or foreign_key")
    definition: Mapped[str] = mapped_column(comment="The statement that builds it again")
    set_aside_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When")
