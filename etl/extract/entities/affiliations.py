"""Which organisation a person of the article is presented for, and in what office (DESIGN section 1, chain)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from etl.extract.document import ParsedArticle
from etl.extract.entities.lists import Role
from etl.extract.entities.organizations import add_institution, add_organization, institution
from etl.extract.entities.places import add_state
from etl.extract.entities.registry import Draft, Registry, Title
from etl.extract.entities.roles import organization_noun, resolve_organization_noun, resolve_pronoun
from etl.extract.entities.titles import OfficeWords, offices_beside
from etl.knowledge import load_knowledge, normalise_name
from etl.records import EntityMention, Party

AffiliationKind = Literal["officer", "spokesperson", "head_of_state", "head_of_government", "minister", "other"]
_OF_STATES = frozenset({"head_of_state", "head_of_government", "minister"})
_KIND_OF_RELATION: dict[str, AffiliationKind] = {
    "officer_of": "officer", "spokesperson_of": "spokesperson", "head_of_state_of": "head_of_state",
    "head_of_government_of": "head_of_government", "minister_of": "minister",
}  # fmt: skip
_RANK: dict[str, int] = {
    "spokesperson": 0, "head_of_state": 1, "head_of_government": 1, "minister": 2, "officer": 3, "other": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Affiliation:
    """An organisation (or state) a person is presented for; ``role`` is the wording it was read from."""

    organisation: Party | None
    role: str
    kind: AffiliationKind


def read_titles(article: ParsedArticle, registry: Registry, mention: EntityMention, named: dict[int, set[int]]) -> None:
    """Give a person's draft the offices written beside one of its names. ``named`` holds, by paragraph
    start, the tokens of persons' names.
    """
    paragraph = article.paragraph_at(mention.start)
    draft = registry.draft_of(mention)
    if paragraph is None or draft is None:
        return
    span = paragraph.doc.char_span(
        mention.start - paragraph.start, mention.end - paragraph.start, alignment_mode="expand"
    )
    if span is None:
        return
    others = named.get(paragraph.start, set()) - set(range(span.start, span.end))
    for office in offices_beside(span.doc, span.start, span.end, others):
        first, last = paragraph.start_of(span.doc[office.first]), paragraph.end_of(span.doc[office.last - 1])
        owner = _owner(article, registry, office, paragraph.start, span.doc)
        if not office.role.name and (owner is None or owner.type in {"state", "place"}):
            continue
        title = Title(office.role, " ".join(article.text[first:last].split()), None if owner is None else owner.index)
        if title not in draft.titles:
            draft.titles.append(title)
        if office.role.gender and not draft.gender:
            draft.gender = office.role.gender
        if owner is not None and draft.state is None:
            draft.state = owner.state


def _owner(article: ParsedArticle, registry: Registry, office: OfficeWords, base: int, doc: Any) -> Draft | None:
    """Whose office it is: the institution its words name, else the last organisation or state among them."""
    if office.owner_first >= office.owner_last:
        return None
    start = base + doc[office.owner_first].idx
    last = doc[office.owner_last - 1]
    end = base + last.idx + len(last.text)
    wording = (
        article.text[start:end].rstrip("'’s ")
        if article.text[start:end].endswith(("'s", "’s"))
        else article.text[start:end]
    )
    mentions = list(registry.mentions_between(start, end))
    # "The state's military intelligence chief" heads its military intelligence, not its military.
    whole = _without_head(article, office, base, doc) or wording
    for named in (whole, wording):
        if body := institution(named):
            return add_institution(registry, body, named)
    organizations = [m for m in mentions if m.label == "ORG" and m.entity is not None]
    if organizations:
        return registry.draft_of(organizations[-1])
    drafts = [draft for mention in mentions if (draft := registry.draft_of(mention))]
    places = [draft for draft in drafts if draft.type == "place"]
    # A town's mayor is not the state's, though the town lies in it.
    states = [draft.state for draft in drafts if draft.state and draft.type != "place"]
    if states:
        return add_state(registry, load_knowledge().by_key[states[0]])
    return _local_owner(registry, office.role, whole, places[0]) if places else _owner_before(registry, wording, start)


def _without_head(article: ParsedArticle, office: OfficeWords, base: int, doc: Any) -> str | None:
    """An office's words but for the noun that closes them, where they tell more than whose it is."""
    if office.last - 1 <= office.owner_last:
        return None
    last = doc[office.last - 2]
    return article.text[base + doc[office.owner_first].idx : base + last.idx + len(last.text)]


def _local_owner(registry: Registry, role: Role, wording: str, place: Draft) -> Draft:
    """A body that a place's name tells apart ("PLACE police"), the state of a seat that speaks, else the place."""
    bearers = load_knowledge().named(wording)
    seat = next((known for known, kind in bearers if kind == "metonym" and known.type == "state"), None)
    if seat and role.kind == "spokesperson":
        return add_state(registry, seat)
    if organization_noun(normalise_name(wording).split()):
        return add_organization(
            registry, wording, next((k for k, _ in bearers if k.type == "organization"), None), None
        )
    return place


def _owner_before(registry: Registry, wording: str, offset: int) -> Draft | None:
    """The body named before that "the agency's" or "its" takes up."""
    words = [word for word in normalise_name(wording).split() if word not in {"the", "s"}]
    if words and words[0] in {"its", "their"}:
        owner = resolve_pronoun(registry, words[0], offset)
        return owner if owner is not None and owner.type not in {"state", "person"} else None
    noun = organization_noun(words)
    return resolve_organization_noun(registry, noun, set(), offset) if noun else None


def affiliation_of(registry: Registry, draft: Draft, day: date | None) -> Affiliation | None:
    """What the text says of a person's office first, then what is known of the person on that day."""
    stated = [t for t in draft.titles if t.role.kind != "other" or t.organization is not None]
    placed = sorted(stated, key=lambda t: (t.organization is None, _RANK[_kind(registry, t)]))
    if placed and placed[0].organization is not None:
        return _from_title(registry, placed[0])
    kinds = {_kind(registry, title) for title in placed}
    for relation in load_knowledge().relations_of(draft.key or ""):
        kind = _KIND_OF_RELATION.get(relation.kind)
        if kind and (relation.holds_on(day) or (day is None and kind in kinds)):
            known = load_knowledge().by_key[relation.object_key]
            owner = registry.add(known.name, known.type, identity=known.key, key=known.key)
            owner.state, owner.subtype = load_knowledge().state_of(known.key), known.subtype
            return Affiliation(_party(owner), relation.role, kind)
    return _from_title(registry, placed[0]) if placed else None


def _from_title(registry: Registry, title: Title) -> Affiliation:
    owner = None if title.organization is None else registry.drafts[title.organization]
    return Affiliation(_party(owner) if owner else None, title.text, _kind(registry, title))


def _kind(registry: Registry, title: Title) -> AffiliationKind:
    """A president of a company or minister of nothing known is an officer, not a head of state."""
    role: Role = title.role
    kind: AffiliationKind = role.kind  # type: ignore[assignment]
    if kind in _OF_STATES and title.organization is not None:
        owner = registry.drafts[title.organization]
        if kind == "head_of_state" and role.name == "leader" and owner.type != "state":
            return "head_of_state" if owner.subtype in {"presidency", "government"} else "officer"
        if kind != "minister" and owner.type != "state" and owner.subtype not in {"presidency", "government"}:
            return "officer"
    return kind


def _party(draft: Draft) -> Party:
    return Party(draft.name, None, None, draft.name, draft.index)
