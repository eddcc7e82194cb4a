"""The article's own outlet: what the metadata say, else what the text says of itself."""

from __future__ import annotations

import re

from etl.extract.document import ParsedArticle
from etl.extract.entities.lists import outlet_heads
from etl.extract.entities.registry import Draft, Registry
from etl.knowledge import KnownEntity, load_knowledge, normalise_name
from etl.records import Party

_NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,4})"
_NOT = r"(?:has |have )?(?:could|can|was|were|has|is)(?: ?not|n['’]t)?"
_FOR_COMMENT = r".{3,120}? (?:for|seeking) (?:an? |further )?(?:comment|response|statement|reaction)s?\b"
_CHECK = r"(?:verify|verified|confirm|confirmed|authenticate|corroborate)\b"
#: Who must be named for a wording to be an outlet's word on itself: any organisation ("any"), a name that closes
#: like an outlet's or is known as one ("outlet"), a known one ("known").
_SELF = tuple(
    (re.compile(pattern), wanted)
    for pattern, wanted in (
        (rf"\b{_NAME} (?:ha[sd]|have)? ?(?:reached out to|contacted|approached|asked|e-?mailed) {_FOR_COMMENT}", "any"),
        (rf"\b{_NAME} (?:has |have |had )?(?:requested|sought) (?:a )?comments? from\b", "any"),
        (rf"\b{_NAME} {_NOT}[a-z ]{{0,24}} independently {_CHECK}", "any"),
        (rf"\b{_NAME} (?:has|have) (?:contacted|reached out|approached|asked)\b", "outlet"),
        (rf"\b{_NAME} {_NOT}(?: yet)?(?: been able to| able to)?(?: immediately)? {_CHECK}", "outlet"),
        (rf"\b{_NAME} (?:was|is|were|has been) (?:unable|not able) to (?:\w+ly )?{_CHECK}", "outlet"),
        (rf"\b(?:respon\w+ to|return(?:ed)?|answer\w*) {_NAME}['’]s? (?:\w+ )?(?:request|call|question)s?\b", "outlet"),
        (rf"\b[Bb]y (?:[\w.'’ -]{{0,60}}? and )?{_NAME} (?:news desk|staff|newsroom)\b", "any"),
        (rf"\bReporting by .{{3,120}}? for {_NAME}", "known"),
        (rf"(?:©|\(c\)|[Cc]opyright) (?:\d{{4}} )?{_NAME}", "known"),
    )
)  # fmt: skip
#: A line is searched only where one of these words stands in it.
_HINTS = ("contacted", "reached out", "approached", "asked", "mailed", "omment", "verif", "confirm", "authenticate",
          "corrob", "request", "news desk", "staff", "newsroom", "Reporting by", "©", "(c)", "opyright")  # fmt: skip
_DATELINE = re.compile(
    r"^(?P<town>[A-Z][\w .'’-]{1,28})[\w ,./'’-]{0,30}?\((?P<name>[A-Za-z .'-]{2,30})\)\s*(?:(?P<dash>[-–—])|[A-Z“\"])"
)


def find_outlet(article: ParsedArticle, registry: Registry) -> Party | None:
    """The outlet of an article, or ``None``. What others are told ("told X") is never the outlet itself."""
    if article.outlet:
        known = known_outlet(article.outlet)
        draft = _draft(registry, known, article.outlet)
        return Party(article.outlet, None, None, draft.name, draft.index)
    for paragraph in article.paragraphs:
        text = paragraph.text
        if any(hint in text for hint in _HINTS):
            for pattern, wanted in _SELF:
                for match in pattern.finditer(text[:4000]):
                    start = paragraph.start + match.start("name")
                    if party := _self_named(article, registry, start, match["name"], wanted=wanted):
                        return party
    return _dateline(article, registry)


def _self_named(article: ParsedArticle, registry: Registry, start: int, name: str, *, wanted: str) -> Party | None:
    name = _without_opener(name)
    start = article.text.index(name, start)
    name = name.rstrip(" .")
    end = start + len(name)
    known = known_outlet(name)
    if known is None and (wanted == "known" or not _may_be_outlet(registry, start, end, name, wanted)):
        return None
    draft = _draft(registry, known, name)
    if not any(mention.end == end for mention in registry.mentions_between(start, end)):
        registry.mention(start, end, article.text[start:end], "ORG", "name", draft)
    return Party(article.text[start:end], start, end, draft.name, draft.index)


def _without_opener(name: str) -> str:
    """A name without the capitalised word that only opens its sentence ("While NPR")."""
    first, _, rest = name.partition(" ")
    return rest if rest and first in {"While", "But", "And", "Although", "Though", "However", "Yet"} else name


def _may_be_outlet(registry: Registry, start: int, end: int, name: str, wanted: str) -> bool:
    """Whether a name that no list knows may be an outlet's: it closes like one, or at least it is an organisation
    that is nothing else.
    """
    mentions = list(registry.mentions_between(start, end))
    drafts = [draft for mention in mentions if (draft := registry.draft_of(mention))]
    if any(draft.key and draft.type != "outlet" and mentions[-1].end == end for draft in drafts[-1:]):
        return False
    if outlet_heads().get(name.rsplit(" ", 1)[-1]) is not None and " " in name.removeprefix("The ").removeprefix(
        "the "
    ):
        return True
    is_body = bool(mentions) and mentions[-1].label == "ORG" and mentions[-1].end == end
    return wanted == "any" and is_body and not any(draft.subtype or draft.state for draft in drafts)


def _dateline(article: ParsedArticle, registry: Registry) -> Party | None:
    """The outlet of a dateline: "CITY (Outlet) -"."""
    for paragraph in article.paragraphs[:6]:
        match = _DATELINE.match(paragraph.text[:120])
        if match is None:
            continue
        known = known_outlet(match["name"])
        if known or _signs_dateline(match):
            start, end = paragraph.start + match.start("name"), paragraph.start + match.end("name")
            draft = _draft(registry, known, match["name"])
            return Party(article.text[start:end], start, end, draft.name, draft.index)
    return None


def _signs_dateline(match: re.Match[str]) -> bool:
    """Whether a name no list knows signs a dateline: a town in capitals, an outlet's name or acronym, a dash."""
    town, name = match["town"], match["name"]
    if not town.isupper() or not match["dash"] or load_knowledge().named(name):
        return False
    return name.rsplit(" ", 1)[-1] in outlet_heads() or (name.isupper() and 2 < len(name) < 7 and " " not in name)


def known_outlet(name: str) -> KnownEntity | None:
    """The outlet of the knowledge base that bears a name or web domain."""
    for form in (name, re.sub(r"^(?:the|The) ", "", name)):
        if known := load_knowledge().outlet(form):
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
