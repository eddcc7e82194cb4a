"""Articles whose text was erased: what is kept so that nobody brings them back unawares."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Key, Model, one_of


class ForgottenArticle(Model):
    """An article that was erased, by its key alone."""

    __tablename__ = "forgotten_article"
    __table_args__ = (
        UniqueConstraint("article_key"),
        {"comment": "An article that was erased with everything that carried its words; a later load leaves it out."},
    )

    forgotten_article_id: Mapped[Key] = mapped_column(comment="Surrogate key")
    article_key: Mapped[str] = mapped_column(comment="Natural key it had")
    author: Mapped[str] = mapped_column(comment="Who had it erased")
    reason: Mapped[str] = mapped_column(comment="Why")
    forgotten_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When")
    count_versions: Mapped[int] = mapped_column(comment="Texts that were erased")
    count_rows: Mapped[int] = mapped_column(comment="Rows that were erased with them")


class ForgottenHash(Model):
    """A hash by which an erased text is known again under another key."""

    __tablename__ = "forgotten_hash"
    __table_args__ = (
        one_of("kind", ("text", "source")),
        Index(None, "forgotten_article_id"),
        {"comment": "Hashes of erased texts and of the files that held them alone, by which they are known again."},
    )

    sha256: Mapped[str] = mapped_column(primary_key=True, comment="The hash")
    forgotten_article_id: Mapped[int] = mapped_column(
        ForeignKey("forgotten_article.forgotten_article_id"), comment="The article that was erased"
    )
    kind: Mapped[str] = mapped_column(comment="text (the text in UTF-8) or source (the bytes it was read from)")
