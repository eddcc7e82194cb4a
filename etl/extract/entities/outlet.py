"""The article's own outlet: what the metadata say, else what the text says of itself."""

from __future__ import annotations

import re

from etl.extract.document import ParsedArticle
from etl.extract.entities.registry import Draft, Registry
from etl.knowledge import KnownEntity, load_knowledge, normalise_name
from etl.records import Party

_NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,4})"
#: Wordings in which an outlet speaks of itself; the flag says whether it must be an outlet we know.
_SELF = tuple(
    (re.compile(pattern), must_be_known)
    for pattern, must_be_known in (
        (rf"\b{_NAME} (?:has|have) (?:contacted|reached out|approached|asked)\b", True),
        (
            rf"\b{_NAME} (?:has |have )?(?:reached out to|contacted|approached) .{{3,120}}? for (?:comment|a comment)",
            False,
        ),
        (
            rf"\b{_NAME} (?:could|can|was|were|has|is)(?: ?not|n['’]t)?[a-z ]{{0,24}} independently (?:verif|confirm)",
            False,
        ),
        (rf"\b{_NAME} (?:was|is) (?:unable|not able) to (?:independently |immediately )?(?:verify|confirm)\b", False),
        (rf"\b[Bb]y (?:[\w.'’ -]{{0,60}}? and )?{_NAME} (?:news desk|staff|newsroom)\b", False),
        (rf"\bReporting by .{{3,120}}? for {_NAME}", True),
        (rf"(?:©|\(c\)|[Cc]opyright) (?:\d{{4}} )?{_NAME}", True),
    )
)  # fmt: skip
#: A line is searched only where one of these words stands in it.
_HINTS = ("contacted", "reached out", "approached", "asked", "independently", "unable to", "not able to", "news desk",
          "staff", "newsroom", "Reporting by", "©", "(c)", "opyright")  # fmt: skip
_DATELINE = re.compile(r"^[A-Z][\w ,./'’-]{1,40}?\((?P<name>[A-Za-z .'-]{2,30})\)\s*(?:[-–—]|[A-Z“\"])")


def find_outlet(article: ParsedArticle, registry: Registry) -> Party | None:
    """The outlet of an article, or ``None``. What others are told ("told X") is never the outlet itself."""
    if article.outlet:
        known = known_outlet(article.outlet)
        draft = _draft(registry, known, article.outlet)
        return Party(article.outlet, None, None, draft.name, draft.index)
    for paragraph in article.paragraphs:
        text = paragraph.text
        if any(hint in text for hint in _HINTS):
            for pattern, must_be_known in _SELF:
                for match in pattern.finditer(text[:4000]):
                    start = paragraph.start + match.start("name")
                    if party := _self_named(article, registry, start, match["name"], must_be_known=must_be_known):
                        return party
    return _dateline(article, registry)


def _self_named(
    article: ParsedArticle, registry: Registry, start: int, name: str, *, must_be_known: bool
) -> Party | None:
    name = name.strip(" .")
    known = known_outlet(name)
    end = start + len(name)
    mention = next(iter(registry.mentions_between(start, end)), None)
    if known is None and (must_be_known or mention is None or mention.label != "ORG" or mention.end != end):
        return None
    draft = _draft(registry, known, name)
    registry.mention(start, end, article.text[start:end], "ORG", "name", draft)
    return Party(article.text[start:end], start, end, draft.name, draft.index)


def _dateline(article: ParsedArticle, registry: Registry) -> Party | None:
    """The outlet of a dateline: "CITY (Outlet) -"."""
    for paragraph in article.paragraphs[:6]:
        match = _DATELINE.match(paragraph.text[:120])
        known = known_outlet(match["name"]) if match else None
        if match and known:
            start, end = paragraph.start + match.start("name"), paragraph.start + match.end("name")
            draft = _draft(registry, known, match["name"])
            return Party(article.text[start:end], start, end, draft.name, draft.index)
    return None


def known_outlet(name: str) -> KnownEntity | None:
    """The outlet of the knowledge base that bears a name or web domain."""
    for form in (name, re.sub(r"^(?:the|The) ", "", name)):
        for known, _ in load_knowledge().named(form):
            if known.type == "outlet":
                return known
    bare = name.lower().removeprefix("www.")
    return next((k for k in load_knowledge().entities if k.type == "outlet" and bare in k.domains), None)


def _draft(registry: Registry, known: KnownEntity | None, name: str) -> Draft:
    if known:
        draft = registry.add(known.name, "outlet", identity=known.key, key=known.key)
        draft.state, draft.subtype = known.state, known.subtype
    else:
        draft = registry.add(name, "outlet", identity=normalise_name(re.sub(r"^[Tt]he ", "", name)))
        draft.type = "outlet"
    draft.aliases.setdefault((" ".join(name.split()), "name"))
    return draft
