"""Keep when a mention told a claim, and which it told before: what was known at a day can be shown.

Revision: 0502
After: 0702
Created: 2026-11-23 00:25:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0502"
down_revision = "0702"
branch_labels = None
depends_on = None

#: Statement-level, so that a load pays once for all the rows that it takes out of claims.
KEEP_FORMER = """
CREATE FUNCTION keep_former_{table}() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO claim_former_{table} (claim_id, estimate_id{kind}, joined_at, left_at)
    SELECT gone.claim_id, gone.estimate_id{gone_kind}, gone.joined_at, now()
    FROM gone
    WHERE gone.joined_at < now();
    RETURN NULL;
END
$$
"""
#: Rows that were there before this migration joined when their reading became current, or their claim was founded.
JOINED = """
UPDATE claim_{table} AS told SET joined_at = greatest(claim.created_at, extraction.current_from)
FROM claim, estimate
LEFT JOIN extraction ON extraction.extraction_id = estimate.extraction_id
WHERE claim.claim_id = told.claim_id AND estimate.estimate_id = told.estimate_id
"""


def upgrade() -> None:
    for table, kind in (("member", ()), ("related", ("kind",))):
        op.add_column(
            f"claim_{table}",
            sa.Column(
                "joined_at",
                sa.DateTime(timezone=True),
                server_default=sa.text("now()"),
                nullable=False,
                comment="Since when",
            ),
        )
        op.execute(JOINED.format(table=table))
        keep_former(table, kind)


def keep_former(table: str, kind: tuple[str, ...]) -> None:
    name = f"claim_former_{table}"
    op.create_table(
        name,
        sa.Column(f"{name}_id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Surrogate key"),
        sa.Column("claim_id", sa.BigInteger(), nullable=False, comment="The claim, which may be gone"),
        sa.Column("estimate_id", sa.BigInteger(), nullable=False, comment="The mention"),
        *(sa.Column(column, sa.Text(), nullable=False, comment="vague, unquantified or undecided") for column in kind),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False, comment="Since when"),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False, comment="Until when"),
        sa.CheckConstraint("joined_at < left_at", name=op.f(f"ck_{name}_joined_before_left")),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimate.estimate_id"], name=op.f(f"fk_{name}_estimate_id")),
        sa.PrimaryKeyConstraint(f"{name}_id", name=op.f(f"pk_{name}")),
        comment=f"Rows that claim_{table} held once, with the time for which it did.",
    )
    op.create_index(op.f(f"ix_{name}_estimate_id"), name, ["estimate_id"])
    named = "".join(f", {column}" for column in kind)
    of_gone = "".join(f", gone.{column}" for column in kind)
    op.execute(KEEP_FORMER.format(table=table, kind=named, gone_kind=of_gone))
    op.execute(
        f"CREATE TRIGGER keep_former_{table}_on_delete AFTER DELETE ON claim_{table}"
        f" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_former_{table}()"
    )


def downgrade() -> None:
    for table in ("related", "member"):
        op.execute(f"DROP TRIGGER keep_former_{table}_on_delete ON claim_{table}")
        op.execute(f"DROP FUNCTION keep_former_{table}()")
        op.drop_table(f"claim_former_{table}")
        op.drop_column(f"claim_{table}", "joined_at")
