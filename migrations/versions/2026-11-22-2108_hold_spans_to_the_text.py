"""Hold spans to the text: the words kept beside an offset are the words the article has there.

Revision: 0002
After: 0001
Created: 2026-11-22 21:08:04.074698+00:00
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


#: Tables whose rows carry the words at their offsets. The check is per statement, not per row: one join a load.
SPANNED = ("mention", "quote", "estimate")

SURFACE_IS_IN_TEXT = """
CREATE FUNCTION surface_is_in_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT added.start_offset, added.end_offset, added.surface, version.article_version_id INTO wrong
    FROM added
    JOIN extraction ON extraction.extraction_id = added.extraction_id
    JOIN article_version AS version ON version.article_version_id = extraction.article_version_id
    WHERE substr(version.text, added.start_offset::integer + 1, (added.end_offset - added.start_offset)::integer)
        IS DISTINCT FROM added.surface
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'article version % does not say "%" at characters % to %',
            wrong.article_version_id, wrong.surface, wrong.start_offset, wrong.end_offset
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_surface_is_in_text';
    END IF;
    RETURN NULL;
END
$$
"""

PASSAGE_IS_IN_TEXT = """
CREATE FUNCTION passage_is_in_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT added.end_offset, version.text_length, version.article_version_id INTO wrong
    FROM added
    JOIN extraction ON extraction.extraction_id = added.extraction_id
    JOIN article_version AS version ON version.article_version_id = extraction.article_version_id
    WHERE added.end_offset > version.text_length
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'a passage of article version % ends at character % of %',
            wrong.article_version_id, wrong.end_offset, wrong.text_length
            USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_is_in_text';
    END IF;
    RETURN NULL;
END
$$
"""


def upgrade() -> None:
    op.execute(SURFACE_IS_IN_TEXT)
    op.execute(PASSAGE_IS_IN_TEXT)
    for table in SPANNED:
        watch(table, "surface_is_in_text")
    watch("passage", "passage_is_in_text")


def watch(table: str, function: str) -> None:
    for event in ("insert", "update"):
        op.execute(
            f"CREATE TRIGGER {function}_on_{event} AFTER {event.upper()} ON {table}"
            f" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
        )


def downgrade() -> None:
    for function, tables in (("surface_is_in_text", SPANNED), ("passage_is_in_text", ("passage",))):
        for table in tables:
            for event in ("insert", "update"):
                op.execute(f"DROP TRIGGER {function}_on_{event} ON {table}")
        op.execute(f"DROP FUNCTION {function}()")
