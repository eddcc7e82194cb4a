"""Let analysts enter quotes: rows of a file, found in an article's text, each with its versions.

Revision: 0503
After: 0703
Created: 2026-11-23 01:00:00+00:00
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0503"
down_revision = "0703"
branch_labels = None
depends_on = None

#: Empty in an analyst's row, with the comments before and after.
OF_A_READING = {
    "extraction_id": ("The reading that found it", "The reading that found it; empty for an analyst's row"),
    "ordinal": ("Place in the article, from 0", "Place among the extraction's quotes, from 0"),
    "passage_id": ("The passage it stands in", "The passage it stands in; empty for an analyst's row"),
    "utterance": (
        "Parts of one utterance in this article share this number",
        "Parts of one utterance in this article share this number; empty for an analyst's row",
    ),
}
CHECKS = {
    "either_extracted_or_an_analysts_row": "(extraction_id IS NULL) = (analyst_row_key IS NOT NULL)",
    "extracted_row_has_its_place": (
        "(extraction_id IS NULL) = (ordinal IS NULL) AND (extraction_id IS NULL) = (passage_id IS NULL)"
        " AND (extraction_id IS NULL) = (utterance IS NULL)"
    ),
    "analysts_row_names_file_line_and_text": (
        "(analyst_row_key IS NULL) = (source_file IS NULL OR source_line IS NULL OR row_version IS NULL"
        " OR row_sha256 IS NULL OR batch_id IS NULL OR article_version_id IS NULL)"
    ),
}
CONFIDENCE = "How sure the extractor is, 0 to 1"


def columns_of_a_row() -> tuple[sa.Column[Any], ...]:
    """Made anew each time: a column belongs to one table."""
    return (
        sa.Column("analyst_row_key", sa.Text(), comment="Natural key of a row that a person entered"),
        sa.Column("row_sha256", sa.Text(), comment="Hash of what an analyst's row says, to tell a changed one"),
        sa.Column("row_version", sa.BigInteger(), comment="Version of an analyst's row, 1 for the first, counted up"),
        sa.Column(
            "superseded_at",
            sa.DateTime(timezone=True),
            comment="When a newer version of an analyst's row took its place; empty while current",
        ),
        sa.Column("source_file", sa.Text(), comment="File of an analyst's row"),
        sa.Column("source_line", sa.BigInteger(), comment="Line of that file, from 1"),
        sa.Column(
            "batch_id",
            sa.BigInteger(),
            comment="The load that made an analyst's row; an extracted one's is its reading's",
        ),
        sa.Column("article_version_id", sa.BigInteger(), comment="The text that an analyst's row stands in"),
    )


def upgrade() -> None:
    for column, (before, after) in OF_A_READING.items():
        op.alter_column("quote", column, nullable=True, comment=after, existing_comment=before)
    op.alter_column("quote", "confidence", comment=f"{CONFIDENCE}; 1 for an analyst's row", existing_comment=CONFIDENCE)
    for added in columns_of_a_row():
        op.add_column("quote", added)
    op.create_foreign_key(op.f("fk_quote_batch_id"), "quote", "batch", ["batch_id"], ["batch_id"])
    op.create_foreign_key(
        op.f("fk_quote_article_version_id"), "quote", "article_version", ["article_version_id"], ["article_version_id"]
    )
    op.create_unique_constraint(
        op.f("uq_quote_analyst_row_key_row_version"), "quote", ["analyst_row_key", "row_version"]
    )
    for name, rule in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_quote_{name}"), "quote", rule)
    op.create_index(
        "ix_quote_article_version_id",
        "quote",
        ["article_version_id", "start_offset"],
        postgresql_where=sa.text("article_version_id IS NOT NULL"),
    )
    op.create_index("ix_quote_batch_id", "quote", ["batch_id"], postgresql_where=sa.text("batch_id IS NOT NULL"))


def downgrade() -> None:
    op.execute(
        "DELETE FROM quote_speaker USING quote"
        " WHERE quote.quote_id = quote_speaker.quote_id AND quote.analyst_row_key IS NOT NULL"
    )
    op.execute("DELETE FROM quote WHERE analyst_row_key IS NOT NULL")
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_quote_{name}"), "quote", type_="check")
    for added in columns_of_a_row():
        op.drop_column("quote", added.name)
    op.alter_column("quote", "confidence", comment=CONFIDENCE, existing_comment=f"{CONFIDENCE}; 1 for an analyst's row")
    for column, (before, after) in OF_A_READING.items():
        op.alter_column("quote", column, nullable=False, comment=before, existing_comment=after)
