"""What is deployed in `report`: written by the deployment of the saved views only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model


class SavedView(Model):
    """One deployed view of schema `report`."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("ordinal"),
        {"comment": "The views deployed in schema report, with the question each answers. Written by the deployment."},
    )

    view: Mapped[str] = mapped_column(primary_key=True, comment="Name in schema report")
    ordinal: Mapped[int] = mapped_column(comment="Order of creation: after the views it reads from")
    topic: Mapped[str] = mapped_column(comment="Folder of its file under sql/views")
    question: Mapped[str] = mapped_column(comment="The question it answers")
    grain: Mapped[str] = mapped_column(comment="What one row is")
    key_columns: Mapped[str] = mapped_column(comment="Columns that identify a row, comma separated")
    sql_sha256: Mapped[str] = mapped_column(comment="Hash of its file")
    deployed_at: Mapped[datetime] = mapped_column(server_default=text("now()"), comment="When it was created")
