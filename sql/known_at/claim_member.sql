-- What told a claim then: what still does and did already, and what did and does no more.
SELECT
    claim_member.claim_id,
    claim_member.estimate_id,
    claim_member.joined_at
FROM public.claim_member
WHERE claim_member.joined_at <= (SELECT public_at.known_at())
UNION ALL
SELECT
    former.claim_id,
    former.estimate_id,
    former.joined_at
FROM public.claim_former_member AS former
WHERE
    former.joined_at <= (SELECT public_at.known_at())
    AND former.left_at > (SELECT public_at.known_at())
