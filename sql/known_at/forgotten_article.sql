-- What had been erased by then. What was erased since shows at no time.
SELECT forgotten_article.other_columns
FROM public.forgotten_article
WHERE forgotten_article.forgotten_at <= (SELECT public_at.known_at())
