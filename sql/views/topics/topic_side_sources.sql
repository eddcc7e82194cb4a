-- question: Which source speaks for which side of a topic?
-- grain: one topic and entity that belongs to one of its sides
-- key: topic, origin_key
CREATE VIEW report.topic_side_sources AS
SELECT
    topic.topic,
    nearest.side,
    origin.name AS origin,
    origin.type AS origin_type,
    origin.entity_key AS origin_key,
    nearest.ordinal AS side_ordinal,
    nearest.distance
FROM topic
-- One step a topic, so that who asks for one goes through the relations of its sides alone.
INNER JOIN LATERAL (  -- noqa: ST05
    WITH RECURSIVE reached (side, ordinal, entity_id, distance) AS (
        SELECT
            member.side,
            topic_side.ordinal,
            coalesce(entity.merged_into_entity_id, entity.entity_id) AS entity_id,
            0 AS distance
        FROM topic_side_member AS member
        INNER JOIN topic_side ON topic_side.topic = member.topic AND topic_side.side = member.side
        INNER JOIN entity ON entity.entity_id = member.entity_id
        WHERE member.topic = topic.topic
        UNION
        -- Down to agencies, officers, leaders and members. An outlet is not the state it lies in, so located_in stays
        -- out.
        SELECT
            reached.side,
            reached.ordinal,
            coalesce(entity.merged_into_entity_id, entity.entity_id) AS entity_id,
            reached.distance + 1 AS distance
        FROM reached
        INNER JOIN entity_relation AS relation ON relation.related_entity_id = reached.entity_id
        INNER JOIN entity ON entity.entity_id = relation.entity_id
        WHERE
            relation.kind <> 'located_in'
            AND entity.type <> 'place'
            AND reached.distance < 6
    )

    -- The nearest side counts: a state that is a side of its own, before the bloc it is a member of.
    SELECT DISTINCT ON (reached.entity_id)
        reached.entity_id,
        reached.side,
        reached.ordinal,
        reached.distance
    FROM reached
    ORDER BY reached.entity_id, reached.distance, reached.ordinal
) AS nearest ON TRUE
INNER JOIN entity AS origin ON origin.entity_id = nearest.entity_id;

COMMENT ON VIEW report.topic_side_sources IS 'One row a topic and source: the side it speaks for, by the nearest way through the relations of the knowledge base.';
COMMENT ON COLUMN report.topic_side_sources.topic IS 'Short name of the topic, used in filters';
COMMENT ON COLUMN report.topic_side_sources.side IS 'Party of the topic';
COMMENT ON COLUMN report.topic_side_sources.origin IS 'The source';
COMMENT ON COLUMN report.topic_side_sources.origin_type IS 'person, organization, state, ...';
COMMENT ON COLUMN report.topic_side_sources.origin_key IS 'Natural key of the origin';
COMMENT ON COLUMN report.topic_side_sources.side_ordinal IS 'Order of the sides';
COMMENT ON COLUMN report.topic_side_sources.distance IS 'Relations between the source and the side: 0 for the side itself';
