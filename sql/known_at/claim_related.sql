-- What told a claim then: what still does and did already, and what did and does no more.
SELECT
    claim_related.claim_id,
    claim_related.estimate_id,
    claim_related.kind,
    claim_related.joined_at
FROM public.claim_related
WHERE claim_related.joined_at <= (SELECT public_at.known_at())
UNION ALL
SELECT
    former.claim_id,
    former.estimate_id,
    former.kind,
    former.joined_at
FROM public.claim_former_related AS former
WHERE
    former.joined_at <= (SELECT public_at.known_at())
    AND former.left_at > (SELECT public_at.known_at())
