"""HTML to text: the article of a page (trafilatura), or all text of a fragment such as a feed's entry."""

from __future__ import annotations

import logging
import re
from typing import Any

from etl.read.bounded import BoundedCall
from etl.read.reader import Unusable

#: A page of an article is far smaller; above it, parsing takes minutes and what comes out is no article.
PAGE_LIMIT_BYTES = 5_000_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_DEEPEST = 2_000
_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table",
                     "blockquote", "section", "article", "header", "footer", "figure", "figcaption"})  # fmt: skip
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "p", "li", "td", "tr", "th", "option", "source"})
_UNREAD = frozenset({"script", "style", "template", "noscript", "head"})


def read_page(html: str, url: str | None) -> dict[str, Any]:
    """Text and metadata of a page's article: text, title, byline, published, outlet, url, language.

    Raises:
        Unusable: too deep to parse, or no article in it.
    """
    import trafilatura  # noqa: PLC0415  (0.4 s, for HTML alone)

    refuse_deep(html)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        page: Any = trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, favor_recall=True
        )
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, LookupError) as error:
        raise Unusable("unreadable_html", f"the page cannot be parsed ({error!r:.150}): save its text") from error
    if page is None or not (page.text or "").strip():
        raise Unusable("no_article", "no article found in this page: save its text as a plain text file")
    return {
        "text": page.text,
        "title": page.title or None,
        "byline": page.author or None,
        "published": page.date or None,
        "outlet": page.sitename or None,
        "url": page.url or url,
    }


#: As `read_page`, within a limit of time.
read_page_in_time = BoundedCall(read_page)


def refuse_deep(html: str) -> None:
    """Refuse elements nested so deep that no page means them and parsers run out of stack.

    Raises:
        Unusable: with the depth where reading stopped.
    """
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[3] or tag[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            raise Unusable("nested_too_deep", f"elements nested more than {_DEEPEST:,} deep: not an article's page")


def fragment_text(markup: str) -> str:
    """All text of an HTML fragment, a line a block; plain text stays as it is.

    Raises:
        Unusable: nested too deep.
    """
    from lxml import html  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    if "<" not in markup and "&" not in markup:
        return markup
    refuse_deep(markup)
    try:
        root = html.fragment_fromstring(f"<div>{_without_controls(markup)}</div>", create_parent="div")
    except (LxmlError, ValueError, AssertionError) as error:
        raise Unusable("unreadable_html", f"the markup cannot be parsed ({error!r:.150})") from error
    lines = "".join(_pieces(root)).splitlines()
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(root: Any) -> list[str]:
    """Text in reading order with line ends around blocks; a stack instead of recursion."""
    pieces: list[str] = []
    stack: list[Any] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        end = "\n" if item.tag in _BLOCKS else ""
        stack.append(end)
        for child in reversed(item):
            stack.append(child.tail or "")
            if isinstance(child.tag, str) and child.tag not in _UNREAD:
                stack.append(child)
        stack.append((item.text or "") if isinstance(item.tag, str) else "")
        stack.append(end)
    return pieces


def _without_controls(markup: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", markup)
