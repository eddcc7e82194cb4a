"""Topics: the questions people follow, as data."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model


class Topic(Model):
    """A question people follow."""

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint("from_on <= to_on", name="from_not_after_to"),
        {"comment": "A question people follow, as data: what is counted, of whom, where, when, and its sides."},
    )

    topic: Mapped[str] = mapped_column(primary_key=True, comment="Short name, used in filters")
    title: Mapped[str] = mapped_column(comment="Name to show")
    description: Mapped[str] = mapped_column(comment="What belongs to it")
    from_on: Mapped[date | None] = mapped_column(comment="First day of interest; empty for no limit")
    to_on: Mapped[date | None] = mapped_column(comment="Last day of interest; empty for no limit")


class TopicMeasure(Model):
    """A measure that belongs to a topic."""

    __tablename__ = "topic_measure"
    __table_args__ = ({"comment": "A measure that belongs to a topic."},)

    topic: Mapped[str] = mapped_column(ForeignKey("topic.topic"), primary_key=True, comment="The topic")
    measure: Mapped[str] = mapped_column(ForeignKey("measure.measure"), primary_key=True, comment="The measure")
    is_headline: Mapped[bool] = mapped_column(comment="True for the measure the topic is about")


class TopicPopulation(Model):
    """A population that belongs to a topic."""

    __tablename__ = "topic_population"
    __table_args__ = ({"comment": "A population that belongs to a topic."},)

    topic: Mapped[str] = mapped_column(ForeignKey("topic.topic"), primary_key=True, comment="The topic")
    population: Mapped[str] = mapped_column(primary_key=True, comment="The population, as estimates name it")


class TopicPlace(Model):
    """A place that belongs to a topic."""

    __tablename__ = "topic_place"
    __table_args__ = ({"comment": "A place that belongs to a topic, with all that lies in it."},)

    topic: Mapped[str] = mapped_column(ForeignKey("topic.topic"), primary_key=True, comment="The topic")
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"), primary_key=True, comment="The place")


class TopicWord(Model):
    """A search word of a topic."""

    __tablename__ = "topic_word"
    __table_args__ = ({"comment": "A word or phrase that finds articles of a topic."},)

    topic: Mapped[str] = mapped_column(ForeignKey("topic.topic"), primary_key=True, comment="The topic")
    word: Mapped[str] = mapped_column(primary_key=True, comment="The word or phrase")


class TopicSide(Model):
    """A party to a topic; shown even where it gives no figure."""

    __tablename__ = "topic_side"
    __table_args__ = ({"comment": "A party to a topic. A side without a figure shows as zero."},)

    topic: Mapped[str] = mapped_column(ForeignKey("topic.topic"), primary_key=True, comment="The topic")
    side: Mapped[str] = mapped_column(primary_key=True, comment="Name of the side")
    ordinal: Mapped[int] = mapped_column(comment="Order to show")


class TopicSideMember(Model):
    """An entity whose claims count for a side, with all that belongs to it."""

    __tablename__ = "topic_side_member"
    __table_args__ = ({"comment": "An entity whose claims count for a side, with all that rolls up to it."},)

    topic: Mapped[str] = mapped_column(ForeignKey("topic.topic"), primary_key=True, comment="The topic")
    side: Mapped[str] = mapped_column(primary_key=True, comment="The side")
    entity_id: Mapped[int] = mapped_column(
        ForeignKey("entity.entity_id"), primary_key=True, comment="State, bloc, organization or person"
    )
