"""Articles as readers found them -> articles whose outlets are known by natural keys."""

from __future__ import annotations

from etl.records import Article, ResolvedArticle
from etl.resolve.entities import resolve_outlet


def resolve_article(article: Article) -> ResolvedArticle:
    """Resolve the outlet and republisher that an article's metadata name."""
    return ResolvedArticle(
        article,
        resolve_outlet(article.outlet, article.key) if article.outlet else None,
        resolve_outlet(article.republisher, article.key) if article.republisher else None,
    )
