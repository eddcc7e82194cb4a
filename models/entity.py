"""Who and what articles speak of: entities, their names, relations and merges, and where they are mentioned."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, one_of, span_checks

ENTITY_TYPES = (
    "person", "organization", "state", "place", "military_formation", "outlet", "unnamed_source", "bloc", "other",
)  # fmt: skip
ALIAS_KINDS = ("name", "surname", "acronym", "metonym", "role", "demonym", "pronoun")
RELATION_KINDS = (
    "part_of", "agency_of", "member_of", "officer_of", "spokesperson_of", "head_of_state_of",
    "head_of_government_of", "minister_of", "located_in",
)  # fmt: skip


class Entity(Model):
    """A person, organization, state, place, formation, outlet or unnamed source."""

    __tablename__ = "entity"
    __table_args__ = (
        UniqueConstraint("entity_key"),
        one_of("type", ENTITY_TYPES),
        one_of("origin", ("knowledge", "user", "extracted")),
        CheckConstraint("merged_into_entity_id <> entity_id", name="not_merged_into_itself"),
        CheckConstraint(
            "type <> 'unnamed_source' OR article_id IS NOT NULL", name="unnamed_source_belongs_to_one_article"
        ),
        Index(None, "article_id"),
        Index(None, "merged_into_entity_id"),
        # Everybody who counts as one entity, found from that one.
        Index("ix_entity_canonical", text("COALESCE(merged_into_entity_id, entity_id)")),
        Index(None, "name"),
        {"comment": "A person, organization, state, place, military formation, outlet or unnamed source."},
    )

    entity_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    entity_key: Mapped[str] = mapped_column(
        comment="Natural key: the knowledge base's, or type and normalised name, or article and wording where it belongs to one article only"
    )
    name: Mapped[str] = mapped_column(comment="Name to show")
    type: Mapped[str] = mapped_column(
        comment="person, organization, state, place, military_formation, outlet, unnamed_source, bloc, other"
    )
    origin: Mapped[str] = mapped_column(comment="knowledge (shipped), user (loaded from a user's file) or extracted")
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("article.article_id"), comment="The one article it belongs to: unnamed sources and unknown outlets"
    )
    merged_into_entity_id: Mapped[int | None] = mapped_column(
        ForeignKey("entity.entity_id"),
        comment="The entity it counts as, following all merges in force; empty for itself",
    )
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When it was first seen")


class Outlet(Model):
    """What is known of an entity as a publisher."""

    __tablename__ = "outlet"
    __table_args__ = (
        UniqueConstraint("entity_id"),
        {"comment": "An entity as a publisher of articles."},
    )

    outlet_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="The entity")
    domain: Mapped[str | None] = mapped_column(comment="Its site, without www")
    country_code: Mapped[str | None] = mapped_column(comment="ISO 3166-1 alpha-2 code of its home")
    is_wire: Mapped[bool] = mapped_column(
        server_default=text("false"), comment="A news agency whose texts others carry"
    )


class EntityAlias(Model):
    """A wording that stands for an entity, everywhere or in one article."""

    __tablename__ = "entity_alias"
    __table_args__ = (
        Index(
            "uq_entity_alias_entity_alias_kind_article",
            "entity_id",
            "alias",
            "kind",
            "article_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        one_of("kind", ALIAS_KINDS),
        one_of("origin", ("knowledge", "user", "extracted")),
        CheckConstraint(
            "kind NOT IN ('surname', 'pronoun') OR article_id IS NOT NULL",
            name="surname_and_pronoun_belong_to_one_article",
        ),
        Index(None, "alias_normalised"),
        Index(
            "ix_entity_alias_alias_trigrams",
            "alias_normalised",
            postgresql_using="gin",
            postgresql_ops={"alias_normalised": "gin_trgm_ops"},
        ),
        Index(None, "article_id"),
        {"comment": "A wording that stands for an entity: everywhere, or in one article only (a bare surname)."},
    )

    entity_alias_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="Whom it stands for")
    alias: Mapped[str] = mapped_column(comment="The wording")
    alias_normalised: Mapped[str] = mapped_column(comment="Case, accents, titles and punctuation folded, for look-up")
    kind: Mapped[str] = mapped_column(comment="name, surname, acronym, metonym, role, demonym, pronoun")
    language: Mapped[str | None] = mapped_column(comment="Language or spelling tradition, where told")
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("article.article_id"), comment="The one article it holds in; empty everywhere"
    )
    origin: Mapped[str] = mapped_column(comment="knowledge, user or extracted")


class EntityRelation(Model):
    """How one entity belongs to another, and when."""

    __tablename__ = "entity_relation"
    __table_args__ = (
        Index(
            "uq_entity_relation_pair_kind_from",
            "entity_id",
            "kind",
            "related_entity_id",
            "valid_from",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        one_of("kind", RELATION_KINDS),
        one_of("origin", ("knowledge", "user", "extracted")),
        CheckConstraint("valid_from <= valid_to", name="valid_from_not_after_valid_to"),
        CheckConstraint("entity_id <> related_entity_id", name="not_related_to_itself"),
        Index(None, "related_entity_id"),
        {
            "comment": "How one entity belongs to another, and when: person to agency, agency to state, state to bloc, place to place."
        },
    )

    entity_relation_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="The part, member or officer")
    kind: Mapped[str] = mapped_column(
        comment="part_of, agency_of, member_of, officer_of, spokesperson_of, head_of_state_of, head_of_government_of, minister_of, located_in"
    )
    related_entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="What it belongs to")
    valid_from: Mapped[date | None] = mapped_column(comment="First day, where known")
    valid_to: Mapped[date | None] = mapped_column(comment="Last day, where known")
    origin: Mapped[str] = mapped_column(comment="knowledge, user or extracted")


class EntityMerge(Model):
    """The decision that two entities are one; undone by a row's end, never by rewriting facts."""

    __tablename__ = "entity_merge"
    __table_args__ = (
        CheckConstraint("entity_id <> into_entity_id", name="not_merged_into_itself"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
        Index("uq_entity_merge_in_force", "entity_id", unique=True, postgresql_where=text("undone_at IS NULL")),
        Index(None, "into_entity_id"),
        {"comment": "The decision that one entity is another, with author and reason. Undoing it keeps the row."},
    )

    entity_merge_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="The entity that is merged")
    into_entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), comment="The entity it is")
    author: Mapped[str] = mapped_column(comment="Who decided")
    reason: Mapped[str] = mapped_column(comment="Why")
    merged_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When")
    undone_at: Mapped[datetime | None] = mapped_column(comment="When it was undone, if it was")
    undone_by: Mapped[str | None] = mapped_column(comment="Who undid it")
    undone_reason: Mapped[str | None] = mapped_column(comment="Why it was undone")


class EntityCandidate(Model):
    """Two entities that may be one: a person decides, nothing is merged."""

    __tablename__ = "entity_candidate"
    __table_args__ = (
        CheckConstraint("entity_id <> other_entity_id", name="not_a_candidate_of_itself"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score_between_0_and_1"),
        one_of("state", ("open", "merged", "apart")),
        Index(None, "other_entity_id"),
        {"comment": "Two entities that may be one, with the evidence. Listed for a person, never merged by itself."},
    )

    entity_id: Mapped[int] = mapped_column(
        ForeignKey("entity.entity_id"), primary_key=True, comment="The entity that was there first"
    )
    other_entity_id: Mapped[int] = mapped_column(
        ForeignKey("entity.entity_id"), primary_key=True, comment="The entity that may be the same"
    )
    score: Mapped[Decimal] = mapped_column(Numeric(4, 3), comment="How likely they are one, 0 to 1")
    evidence: Mapped[str] = mapped_column(comment="Why they may be one, in words")
    state: Mapped[str] = mapped_column(
        server_default=text("'open'"), comment="open, merged or apart, as a person decided"
    )
    found_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When the pair was found")


class Mention(Model):
    """A name, role noun or pronoun of an article, at its characters."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("extraction_id", "ordinal"),
        one_of("kind", ALIAS_KINDS),
        *span_checks(),
        Index(None, "entity_id"),
        {"comment": "A name, role noun, metonym or pronoun of an article, at its characters, and whom it stands for."},
    )

    mention_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    extraction_id: Mapped[int] = mapped_column(
        ForeignKey("extraction.extraction_id"), comment="The reading that found it"
    )
    ordinal: Mapped[int] = mapped_column(comment="Place in the article, from 0")
    start_offset: Mapped[int] = mapped_column(comment="First character in the article's text")
    end_offset: Mapped[int] = mapped_column(comment="Just past its last character")
    surface: Mapped[str] = mapped_column(comment="The words")
    label: Mapped[str] = mapped_column(
        comment="Type of the wording as recognisers print it: PERSON, ORG, GPE, NORP, ..."
    )
    kind: Mapped[str] = mapped_column(comment="name, surname, acronym, metonym, role, demonym, pronoun")
    entity_id: Mapped[int | None] = mapped_column(
        ForeignKey("entity.entity_id"), comment="Whom it stands for, where told"
    )
