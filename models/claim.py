"""Claims: mentions that tell the same thing. Resolution fills these tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, one_of


class Claim(Model):
    """A group of estimate mentions that tell the same thing, under a lasting id."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint(
            "founding_article_key",
            "founding_text_sha256",
            "founding_number_start",
            "founding_number_end",
            "founding_rank",
            name="uq_claim_founding_mention",
        ),
        CheckConstraint("redirect_claim_id <> claim_id", name="not_redirected_to_itself"),
        Index(None, "origin_entity_id", "measure"),
        # Claims about the same, whoever's they are: which of them contradict each other.
        Index("ix_claim_about", "measure", text("COALESCE(population, '')"), text("COALESCE(unit, '')"), "time_kind"),
        Index(None, "redirect_claim_id"),
        {
            "comment": "Mentions that tell the same thing. The id is history: joins redirect the younger, splits bring it back."
        },
    )

    claim_id: Mapped[Key] = mapped_column(comment="Lasting id")
    origin_entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="Block: canonical origin")
    measure: Mapped[str | None] = mapped_column(ForeignKey("measure.measure"), comment="Block: what is counted")
    population: Mapped[str | None] = mapped_column(comment="Block: whose")
    unit: Mapped[str | None] = mapped_column(comment="Block: unit")
    time_kind: Mapped[str] = mapped_column(comment="Block: instant, period or cumulative")
    founding_article_key: Mapped[str] = mapped_column(comment="Article of the mention that founded it")
    founding_text_sha256: Mapped[str] = mapped_column(comment="Text of that mention")
    founding_number_start: Mapped[int] = mapped_column(comment="First character of that mention's number")
    founding_number_end: Mapped[int] = mapped_column(comment="Just past its last character")
    founding_rank: Mapped[int] = mapped_column(
        server_default=text("0"), comment="Which of several mentions at that number (killed and injured), from 0"
    )
    redirect_claim_id: Mapped[int | None] = mapped_column(
        ForeignKey("claim.claim_id"), comment="The older claim it was joined to; empty while it stands"
    )
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When it was founded")


class ClaimMember(Model):
    """A mention that tells a claim."""

    __tablename__ = "claim_member"
    __table_args__ = (
        UniqueConstraint("estimate_id"),
        {"comment": "A mention that tells a claim; a mention tells one claim at most."},
    )

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.claim_id"), primary_key=True, comment="The claim")
    estimate_id: Mapped[int] = mapped_column(
        ForeignKey("estimate.estimate_id"), primary_key=True, comment="The mention"
    )
    joined_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="Since when")


class ClaimReference(Model):
    """The mention that the others of its claim are compared to."""

    __tablename__ = "claim_reference"
    __table_args__ = (
        UniqueConstraint("estimate_id"),
        one_of("basis", ("only_mention", "earliest_published", "fewest_relays", "undirected")),
        {
            "comment": "Of each claim the mention that is published first, else has the fewest relays; kept by resolution."
        },
    )

    claim_id: Mapped[int] = mapped_column(
        ForeignKey("claim.claim_id", ondelete="CASCADE"), primary_key=True, comment="The claim"
    )
    estimate_id: Mapped[int] = mapped_column(
        ForeignKey("estimate.estimate_id", ondelete="CASCADE"), comment="The mention that the others are compared to"
    )
    basis: Mapped[str] = mapped_column(comment="Why that one")
    count_mentions: Mapped[int] = mapped_column(
        comment="Mentions that tell it, outside captions, credits, teasers, boilerplate and appended interviews"
    )


class ClaimRelated(Model):
    """A mention that is near a claim and no member of it."""

    __tablename__ = "claim_related"
    __table_args__ = (
        one_of("kind", ("vague", "unquantified", "undecided")),
        Index(None, "estimate_id"),
        {
            "comment": "A mention near a claim and no member: vague, unquantified, or fitting several claims that exclude each other."
        },
    )

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.claim_id"), primary_key=True, comment="The claim")
    estimate_id: Mapped[int] = mapped_column(
        ForeignKey("estimate.estimate_id"), primary_key=True, comment="The mention"
    )
    kind: Mapped[str] = mapped_column(comment="vague, unquantified or undecided")
    joined_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="Since when")


class ClaimFormerMember(Model):
    """A mention that told a claim once; a trigger writes it."""

    __tablename__ = "claim_former_member"
    __table_args__ = (
        CheckConstraint("joined_at < left_at", name="joined_before_left"),
        Index(None, "estimate_id"),
        {"comment": "Rows that claim_member held once, with the time for which it did."},
    )

    claim_former_member_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    claim_id: Mapped[int] = mapped_column(comment="The claim, which may be gone")
    estimate_id: Mapped[int] = mapped_column(ForeignKey("estimate.estimate_id"), comment="The mention")
    joined_at: Mapped[datetime] = mapped_column(comment="Since when")
    left_at: Mapped[datetime] = mapped_column(comment="Until when")


class ClaimFormerRelated(Model):
    """A mention that was near a claim once; a trigger writes it."""

    __tablename__ = "claim_former_related"
    __table_args__ = (
        CheckConstraint("joined_at < left_at", name="joined_before_left"),
        Index(None, "estimate_id"),
        {"comment": "Rows that claim_related held once, with the time for which it did."},
    )

    claim_former_related_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    claim_id: Mapped[int] = mapped_column(comment="The claim, which may be gone")
    estimate_id: Mapped[int] = mapped_column(ForeignKey("estimate.estimate_id"), comment="The mention")
    kind: Mapped[str] = mapped_column(comment="vague, unquantified or undecided")
    joined_at: Mapped[datetime] = mapped_column(comment="Since when")
    left_at: Mapped[datetime] = mapped_column(comment="Until when")
