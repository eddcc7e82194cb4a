"""Keep the mentions that count, so that counting all of them need not find out each time which they are.

Triggers note what a transaction touches of what `report.counted_mentions` follows from. A deferred trigger tells the
touched mentions anew before the transaction commits: no committed state has kept rows that are out of step.

Revision: 0416
After: 0705
Created: 2026-11-30 21:25:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0416"
down_revision = "0705"
branch_labels = None
depends_on = None

#: The columns that the table has from the views, in their order.
COLUMNS = (
    "measure, status, population, unit, kind, polarity, attribution, is_change, is_part, part_of_estimate_id, time_kind,"
    " place_entity_id, low, best, high, as_of_from, as_of_to, said_from, said_to, published_from, published_to, claim_id,"
    " origin_entity_id, outlet_entity_id, article_version_id, estimate_id"
)
#: Found by index, whatever the statistics are right after a load: the cost is that of what is touched.
TOUCHED = """
CREATE FUNCTION touched_mentions() RETURNS bigint[] LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    RETURN array(
        SELECT touched_id FROM stale_mark WHERE kind = 'estimate'
        UNION
        SELECT estimate.estimate_id FROM estimate
        INNER JOIN stale_mark ON stale_mark.touched_id = estimate.article_version_id
        WHERE stale_mark.kind = 'article_version'
        UNION
        SELECT estimate.estimate_id FROM estimate
        INNER JOIN stale_mark ON stale_mark.touched_id = estimate.batch_id
        WHERE stale_mark.kind = 'batch' AND estimate.analyst_row_key IS NOT NULL
        UNION
        -- Extracted mentions in whose place the rows of a batch stand.
        SELECT covered.estimate_id FROM stale_mark
        INNER JOIN estimate ON estimate.batch_id = stale_mark.touched_id
        INNER JOIN estimate AS covered ON covered.article_version_id = estimate.article_version_id
        WHERE
            stale_mark.kind = 'batch'
            AND estimate.analyst_row_key IS NOT NULL
            AND covered.number_start = estimate.number_start
        UNION
        SELECT estimate.estimate_id FROM estimate
        INNER JOIN stale_mark ON stale_mark.touched_id = estimate.origin_entity_id
        WHERE stale_mark.kind = 'entity'
        UNION
        SELECT corrected.estimate_id FROM corrected_estimates() AS corrected
        INNER JOIN stale_mark ON stale_mark.touched_id = corrected.origin_entity_id
        WHERE stale_mark.kind = 'entity'
    );
END
$$
"""
#: Not before the views are there: an upgrade leaves its marks, and recounts when it has made them.
RECOUNT = f"""
CREATE FUNCTION recount_mentions() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[];
    telling bigint[];
BEGIN
    IF to_regclass('report.uncorrected_mentions') IS NULL THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT 1 FROM stale_mark WHERE kind = 'everything') THEN
        DELETE FROM stale_mark;
        DELETE FROM counted_mention;
        INSERT INTO counted_mention ({COLUMNS}) SELECT {COLUMNS} FROM report.counted_mentions;
        RETURN;
    END IF;
    touched := touched_mentions();
    IF EXISTS (
        SELECT 1 FROM stale_mark INNER JOIN entity ON entity.entity_id = stale_mark.touched_id
        WHERE stale_mark.kind = 'entity' AND entity.type = 'outlet'
    ) THEN
        touched := touched || array(
            SELECT counted_mention.estimate_id FROM counted_mention
            WHERE counted_mention.outlet_entity_id IN (SELECT touched_id FROM stale_mark WHERE kind = 'entity')
        );
    END IF;
    DELETE FROM stale_mark;
    -- Of a large sheet whose claims are being told, group after group: its rows count when all are.
    telling := array(SELECT batch_id FROM batch WHERE state = 'published' AND watermark LIKE 'claims after %');
    IF cardinality(telling) > 0 THEN
        touched := array(
            SELECT estimate.estimate_id FROM unnest(touched) AS mark (estimate_id)
            INNER JOIN estimate ON estimate.estimate_id = mark.estimate_id
            WHERE estimate.analyst_row_key IS NULL OR estimate.batch_id <> ALL (telling)
            UNION ALL
            SELECT counted_mention.estimate_id FROM unnest(touched) AS mark (estimate_id)
            INNER JOIN counted_mention ON counted_mention.estimate_id = mark.estimate_id
        );
    END IF;
    IF cardinality(touched) = 0 THEN
        RETURN;
    END IF;
    -- Planned for so many as there are: by index for a few, by hash for a load of a million.
    EXECUTE 'DELETE FROM counted_mention WHERE estimate_id IN (SELECT unnest($1))' USING touched;
    EXECUTE
        'INSERT INTO counted_mention ({COLUMNS}) SELECT {COLUMNS} FROM report.uncorrected_mentions'
        ' WHERE estimate_id IN (SELECT unnest($1))' USING touched;
    IF EXISTS (SELECT 1 FROM correction) THEN
        EXECUTE
            'INSERT INTO counted_mention ({COLUMNS}) SELECT {COLUMNS} FROM report.corrected_mentions'
            ' WHERE estimate_id IN (SELECT unnest($1))' USING touched;
    END IF;
END
$$
"""
RECOUNT_ON_COMMIT = """
CREATE FUNCTION recount_on_commit() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM recount_mentions();
    DELETE FROM recount_due WHERE transaction_id = NEW.transaction_id;
    RETURN NULL;
END
$$
"""
#: The body of a trigger: note something, and that this transaction owes a recount.
NOTE = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    {notes}
    INSERT INTO recount_due (transaction_id) VALUES (cast(pg_current_xact_id() AS text))
    ON CONFLICT (transaction_id) DO NOTHING;
    RETURN NULL;
END
$$
"""
NOTES = {
    "note_text": "INSERT INTO stale_mark (kind, touched_id) VALUES ('article_version', NEW.article_version_id);",
    "note_batch": "INSERT INTO stale_mark (kind, touched_id) VALUES ('batch', NEW.batch_id);",
    # Of a merge, those that counted as one before or do now.
    "note_entity": """INSERT INTO stale_mark (kind, touched_id)
    SELECT DISTINCT 'entity', touched.entity_id
    FROM unnest(ARRAY[NEW.entity_id, OLD.merged_into_entity_id, NEW.merged_into_entity_id]) AS touched (entity_id)
    WHERE touched.entity_id IS NOT NULL;""",
    # What a person entered stands in the place of others of its text.
    "note_estimate": """INSERT INTO stale_mark (kind, touched_id) VALUES ('estimate', OLD.estimate_id);
    IF OLD.analyst_row_key IS NOT NULL AND OLD.article_version_id IS NOT NULL THEN
        INSERT INTO stale_mark (kind, touched_id) VALUES ('article_version', OLD.article_version_id);
    END IF;""",
    "note_members": "INSERT INTO stale_mark (kind, touched_id) SELECT 'estimate', estimate_id FROM changed;",
    "note_everything": "INSERT INTO stale_mark (kind) VALUES ('everything');",
    "note_corrections": """INSERT INTO stale_mark (kind, touched_id)
    SELECT DISTINCT 'article_version', article_version.article_version_id FROM changed
    INNER JOIN article ON article.article_key = changed.article_key
    INNER JOIN article_version ON article_version.article_id = article.article_id;""",
}
COUNTED_OF_AN_ESTIMATE = (
    "superseded_at, article_version_id, number_start, place_entity_id, kind, low, best, high, polarity, measure, status, population, unit,"
    " time_kind, is_change, attribution, origin_entity_id, as_of_from, as_of_to, said_from, said_to"
)
CLAIMS_TOLD = "coalesce({row}.watermark, '') NOT LIKE 'claims after %'"
#: (table, when, for each, condition, function). A text that becomes current has no mentions yet: its reading does that.
TRIGGERS = (
    (
        "article_version", "UPDATE OF current_to, outlet_entity_id, published_from, published_to", "ROW",
        "(OLD.current_to, OLD.outlet_entity_id, OLD.published_from, OLD.published_to) IS DISTINCT FROM"
        " (NEW.current_to, NEW.outlet_entity_id, NEW.published_from, NEW.published_to)", "note_text",
    ),
    (
        "extraction", "UPDATE OF current_from, current_to, outlet_entity_id, published_from, published_to", "ROW",
        "(OLD.current_from, OLD.current_to, OLD.outlet_entity_id, OLD.published_from, OLD.published_to)"
        " IS DISTINCT FROM"
        " (NEW.current_from, NEW.current_to, NEW.outlet_entity_id, NEW.published_from, NEW.published_to)", "note_text",
    ),
    (
        "batch", "UPDATE OF state, watermark", "ROW",
        f"NEW.state = 'published' AND {CLAIMS_TOLD.format(row='NEW')}"
        f" AND (OLD.state <> 'published' OR NOT {CLAIMS_TOLD.format(row='OLD')})", "note_batch",
    ),
    (
        "entity", "UPDATE OF merged_into_entity_id", "ROW",
        "OLD.merged_into_entity_id IS DISTINCT FROM NEW.merged_into_entity_id", "note_entity",
    ),
    ("estimate", f"UPDATE OF {COUNTED_OF_AN_ESTIMATE}", "ROW", None, "note_estimate"),
    ("estimate", "DELETE", "ROW", None, "note_estimate"),
    ("claim_member", "INSERT", "STATEMENT", None, "note_members"),
    ("claim_member", "UPDATE", "STATEMENT", None, "note_members"),
    ("claim_member", "DELETE", "STATEMENT", None, "note_members"),
    ("correction", "INSERT", "STATEMENT", None, "note_corrections"),
    ("correction", "UPDATE", "STATEMENT", None, "note_corrections"),
    ("correction", "DELETE", "STATEMENT", None, "note_corrections"),
    *((table, "TRUNCATE", "STATEMENT", None, "note_everything") for table in (
        "article_version", "extraction", "batch", "entity", "estimate", "claim_member", "correction",
    )),
)  # fmt: skip


def create_trigger(table: str, event: str, each: str, condition: str | None, function: str) -> None:
    verb = event.split()[0]
    names_rows = each == "STATEMENT" and verb != "TRUNCATE"
    changed = f" REFERENCING {'OLD' if verb == 'DELETE' else 'NEW'} TABLE AS changed" if names_rows else ""
    when = f" WHEN ({condition})" if condition else ""
    name = f"recount_after_{verb.lower()}"
    op.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON {table}{changed} FOR EACH {each}{when} EXECUTE FUNCTION {function}()"
    )
    if table == "estimate":
        # Rows are written there while the checks of single keys are left out (revision 0705).
        op.execute(f"ALTER TABLE estimate ENABLE ALWAYS TRIGGER {name}")


def upgrade() -> None:
    op.create_table(
        "counted_mention",
        sa.Column("measure", sa.Text(), nullable=True, comment="What is counted"),
        sa.Column("status", sa.Text(), nullable=True, comment="How far along it is"),
        sa.Column("population", sa.Text(), nullable=True, comment="Whose"),
        sa.Column("unit", sa.Text(), nullable=True, comment="Unit of the number"),
        sa.Column("kind", sa.Text(), nullable=False, comment="numeric, vague or unquantified"),
        sa.Column("polarity", sa.Text(), nullable=False, comment="asserted, denied or hypothetical"),
        sa.Column("attribution", sa.Text(), nullable=False, comment="explicit, carried_on or narrator"),
        sa.Column("is_change", sa.Boolean(), nullable=False, comment="True for a change, not a level"),
        sa.Column("is_part", sa.Boolean(), nullable=False, comment="True for a part of a figure of the same measure and status"),
        sa.Column("part_of_estimate_id", sa.BigInteger(), nullable=True, comment="The whole it is a part of"),
        sa.Column("time_kind", sa.Text(), nullable=False, comment="instant, period or cumulative"),
        sa.Column("place_entity_id", sa.BigInteger(), nullable=True, comment="Where"),
        sa.Column("low", sa.Numeric(18, 2), nullable=True, comment="Lowest value, only as stated"),
        sa.Column("best", sa.Numeric(18, 2), nullable=True, comment="Best value, only as stated"),
        sa.Column("high", sa.Numeric(18, 2), nullable=True, comment="Highest value, only as stated"),
        sa.Column("as_of_from", sa.Date(), nullable=True, comment="First day it speaks of"),
        sa.Column("as_of_to", sa.Date(), nullable=True, comment="Last day it speaks of"),
        sa.Column("said_from", sa.Date(), nullable=True, comment="First day on which the origin can have said it"),
        sa.Column("said_to", sa.Date(), nullable=True, comment="Last day on which the origin can have said it"),
        sa.Column("published_from", sa.Date(), nullable=True, comment="First day of the article's publication"),
        sa.Column("published_to", sa.Date(), nullable=True, comment="Last day of the article's publication"),
        sa.Column("claim_id", sa.BigInteger(), nullable=True, comment="The claim it tells"),
        sa.Column("origin_entity_id", sa.BigInteger(), nullable=False, comment="Whose claim it is, merges followed"),
        sa.Column("outlet_entity_id", sa.BigInteger(), nullable=True, comment="The outlet, merges followed"),
        sa.Column("article_version_id", sa.BigInteger(), nullable=True, comment="The article's current version; empty where it stands in none"),
        sa.Column("estimate_id", sa.BigInteger(), nullable=False, autoincrement=False, comment="The mention"),
        sa.PrimaryKeyConstraint("estimate_id", name=op.f("pk_counted_mention")),
        comment="The rows of report.counted_mentions, kept: told anew before each commit that touches what they follow from.",
    )
    op.create_table(
        "stale_mark",
        sa.Column("stale_mark_id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Surrogate key"),
        sa.Column("kind", sa.Text(), nullable=False, comment="everything, article_version, estimate, batch or entity"),
        sa.Column("touched_id", sa.BigInteger(), nullable=True, comment="Key of the touched row; empty for everything"),
        sa.CheckConstraint("kind IN ('everything', 'article_version', 'estimate', 'batch', 'entity')", name=op.f("ck_stale_mark_kind_known")),
        sa.PrimaryKeyConstraint("stale_mark_id", name=op.f("pk_stale_mark")),
        comment="What a transaction touched of what counted mentions follow from; empty between transactions.",
    )
    op.create_table(
        "recount_due",
        sa.Column("transaction_id", sa.Text(), nullable=False, comment="The transaction, by PostgreSQL's number"),
        sa.PrimaryKeyConstraint("transaction_id", name=op.f("pk_recount_due")),
        comment="Transactions that touched something: one row each, whose deferred trigger tells the touched mentions anew.",
    )
    op.create_index(
        "ix_counted_mention_figure",
        "counted_mention",
        ["measure", "population", "status", "unit", "is_change"],
        postgresql_include=[
            "is_part", "polarity", "attribution", "low", "best", "high", "as_of_from", "as_of_to", "said_from",
            "said_to", "published_from", "published_to", "claim_id", "origin_entity_id", "outlet_entity_id",
            "article_version_id",
        ],
        postgresql_where=sa.text("kind = 'numeric' AND measure IS NOT NULL"),
    )  # fmt: skip
    op.create_index(op.f("ix_counted_mention_article_version_id"), "counted_mention", ["article_version_id"])
    op.create_index(
        op.f("ix_counted_mention_part_of_estimate_id"),
        "counted_mention",
        ["part_of_estimate_id"],
        postgresql_where=sa.text("part_of_estimate_id IS NOT NULL"),
    )
    op.execute(TOUCHED)
    op.execute(RECOUNT)
    op.execute(RECOUNT_ON_COMMIT)
    op.execute(
        "CREATE CONSTRAINT TRIGGER recount_before_commit AFTER INSERT ON recount_due"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION recount_on_commit()"
    )
    for name, notes in NOTES.items():
        op.execute(NOTE.format(name=name, notes=notes))
    for trigger in TRIGGERS:
        create_trigger(*trigger)
    # What is there already: told when the views are made again.
    op.execute("INSERT INTO stale_mark (kind) VALUES ('everything')")


def downgrade() -> None:
    for table, event, *_ in TRIGGERS:
        op.execute(f"DROP TRIGGER recount_after_{event.split()[0].lower()} ON {table}")
    for name in NOTES:
        op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("recount_due")
    op.execute("DROP FUNCTION recount_on_commit()")
    op.execute("DROP FUNCTION recount_mentions()")
    op.execute("DROP FUNCTION touched_mentions()")
    op.drop_table("stale_mark")
    op.drop_table("counted_mention")
