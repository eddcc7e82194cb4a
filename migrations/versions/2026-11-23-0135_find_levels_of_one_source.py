"""Find what one source belongs to without following the relations of all others.

Revision: 0414
After: 0413
Created: 2026-11-23 01:35:00+00:00
"""

from __future__ import annotations

from alembic import op

revision = "0414"
down_revision = "0413"
branch_labels = None
depends_on = None

COMMENT = "What an entity belongs to, itself included, merges followed, with the days on which that holds."
ENTITY_LEVELS = """
CREATE FUNCTION entity_levels(of_entity_id bigint) RETURNS TABLE (
    level_entity_id bigint, level text, level_name text, level_key text, valid_from date, valid_to date,
    distance integer
)
LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE ROWS 5
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH RECURSIVE reached (level_entity_id, valid_from, valid_to, distance) AS (
        SELECT of_entity_id, cast(NULL AS date), cast(NULL AS date), 0
        UNION
        SELECT
            coalesce(related.merged_into_entity_id, related.entity_id),
            greatest(reached.valid_from, relation.valid_from),
            least(reached.valid_to, relation.valid_to),
            reached.distance + 1
        FROM reached
        INNER JOIN entity AS subject
            ON coalesce(subject.merged_into_entity_id, subject.entity_id) = reached.level_entity_id
        INNER JOIN entity_relation AS relation ON relation.entity_id = subject.entity_id
        INNER JOIN entity AS related ON related.entity_id = relation.related_entity_id
        WHERE reached.distance < 6
    )
    SELECT
        nearest.level_entity_id,
        CASE
            WHEN entity.type IN ('person', 'state', 'bloc', 'outlet') THEN entity.type
            WHEN entity.type IN ('organization', 'military_formation') THEN 'agency'
            ELSE 'other'
        END,
        entity.name,
        entity.entity_key,
        nearest.valid_from,
        nearest.valid_to,
        nearest.distance
    FROM (
        SELECT level_entity_id, valid_from, valid_to, min(distance) AS distance
        FROM reached
        WHERE valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to
        GROUP BY level_entity_id, valid_from, valid_to
    ) AS nearest
    INNER JOIN entity ON entity.entity_id = nearest.level_entity_id
$$
"""


def upgrade() -> None:
    op.execute(ENTITY_LEVELS)
    op.execute(f"COMMENT ON FUNCTION entity_levels(bigint) IS '{COMMENT}'")


def downgrade() -> None:
    op.execute("DROP FUNCTION entity_levels(bigint)")
