"""Role nouns and pronouns: which entity named before "the minister", "the agency", "she" or "the bloc" takes up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from etl.extract.entities.organizations import state_named
from etl.extract.entities.registry import Draft, Registry
from etl.extract.entities.titles import role_in
from etl.knowledge import load_knowledge, normalise_name
from etl.lexicon import read_table
from etl.records import EntityMention

#: How far back, in characters, a pronoun and a role noun reach.
PRONOUN_REACH, ROLE_REACH = 1_500, 12_000
#: Beyond this a name that is no subject is preferred to a subject still further away.
SUBJECT_REACH = 700
#: So many characters of a lead go by before whom it speaks of is named.
AHEAD_REACH = 1_000
_LEADING = frozenset({"head_of_state", "head_of_government"})
#: A name so close before a pronoun is preferred to a subject so much further back.
_CLOSE_BY, _FAR_BACK = 160, 250
_GENDERED = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PERSONAL_PRONOUNS = frozenset({*_GENDERED, "it", "its", "itself", "they", "them", "their", "who"})
#: The vice president is no president.
_DEPUTIES = frozenset({"vice", "deputy", "assistant", "acting"})
_ORGANIZATION_TYPES = frozenset({"organization", "military_formation", "outlet"})


#: "The center" is one whose name says so, before any other body of its kind.
_NAMING_NOUNS = frozenset({"center", "centre", "institute", "foundation", "bureau", "board", "council", "commission"})
#: What stands between two people named together: "and", with a bracket, an age or a short title.
_JOINED = re.compile(
    r"(?: \([^()]{1,20}\))?(?:, \d+)?,? (?:and|&) "
    r"(?:(?:[A-Z][\w.]*|the|[a-z]+(?:er|or|ist|man|woman|ent|ant|ey)|chief|head) ){0,4}"
)


@cache
def _general_nouns() -> frozenset[str]:
    """Nouns so general that they fit any organisation of which no kind is known ("the company")."""
    return frozenset(row["noun"] for row in read_table("entities/organization_nouns.csv") if row["any_unlisted"])


@cache
def _noun_kinds() -> dict[str, frozenset[str]]:
    return {row["noun"]: frozenset(row["kinds"].split()) for row in read_table("entities/organization_nouns.csv")}


def organization_noun(words: list[str]) -> str | None:
    """The organisation noun that closes a wording ("secret service"), longest first."""
    for length in (2, 1):
        noun = " ".join(words[-length:])
        if len(words) >= length and noun in _noun_kinds():
            return noun
    return None


def resolve_pronoun(registry: Registry, word: str, offset: int, sentence: int = 0) -> Draft | None:
    """Whom a third-person pronoun at an offset takes up: the last fitting subject, else the last fitting name.

    Given where its sentence starts, a name just before that goes ahead of a subject that is far back.
    """
    wanted = _GENDERED.get(word)
    fallback: Draft | None = None
    spoken_of: Draft | None = None
    near = offset
    for draft, start, is_subject in _named_before(registry, offset, PRONOUN_REACH):
        if not _fits_pronoun(draft, word, wanted):
            continue
        if registry.is_quoted(start) or start in registry.modifiers:
            spoken_of = spoken_of or draft
            continue
        if not is_subject and fallback is not None:
            continue
        if is_subject:
            is_close = wanted is not None and offset - near < _CLOSE_BY and (near < sentence or start < sentence)
            return fallback if fallback and is_close and _is_far(registry, draft, start, near) else draft
        fallback, near = draft, start
        if offset - start > SUBJECT_REACH:
            break
    return fallback or spoken_of


def _is_far(registry: Registry, draft: Draft, start: int, before: int) -> bool:
    """Whether a draft named at ``start`` was not meant for long before an offset, not even by a pronoun."""
    mentions = registry.mentions_before(before)
    last = next((m.start for m in mentions if m.start <= start or m.entity == draft.index), start)
    return before - last > _FAR_BACK


def _fits_pronoun(draft: Draft, word: str, wanted: str | None) -> bool:
    if wanted or word == "who":
        if draft.type == "unnamed_source":
            return not draft.is_plural and bool(draft.gender or word == "who") and draft.gender in {"", wanted}
        return draft.type == "person" and draft.gender in {"", wanted or draft.gender} and not draft.is_plural
    if word in {"it", "its", "itself"}:
        return draft.type in _ORGANIZATION_TYPES or draft.type == "state"
    return draft.type in _ORGANIZATION_TYPES or draft.is_plural


def _named_before(registry: Registry, offset: int, reach: int) -> Iterator[tuple[Draft, int, bool]]:
    for mention in registry.mentions_before(offset):
        if offset - mention.start > reach:
            return
        draft = registry.draft_of(mention)
        if draft is not None and mention.kind not in {"pronoun", "demonym"} and mention.end <= offset:
            last = draft.last_before(mention.start + 1)
            yield draft, mention.start, bool(last and last[0] == mention.start and last[1])


def resolve_person_role(registry: Registry, words: list[str], states: set[str], offset: int) -> Draft | None:
    """The person of the article who holds the role that closes a wording, of one of ``states`` where given."""
    found = role_in(words)
    if found is None or found[1] != len(words):
        return None
    full = normalise_name(found[2].name)
    asked = {full} if full.split()[0] in _DEPUTIES else {full, words[-1]}
    nearest: tuple[Draft, int] | None = None
    seen: set[int] = set()
    for draft, start, is_subject in _named_before(registry, offset, ROLE_REACH):
        if nearest is not None and nearest[1] - start > SUBJECT_REACH:
            break
        if draft.type != "person" or (draft.index in seen and not is_subject):
            continue
        seen.add(draft.index)
        if _holds(registry, draft, asked, states) and _gender_agrees(draft, found[2].gender):
            if is_subject and not registry.is_quoted(start):
                return draft
            nearest = nearest or (draft, start)
    return nearest[0] if nearest else None


def resolve_leader_ahead(registry: Registry, words: list[str], states: set[str], offset: int) -> Draft | None:
    """The one head of a state or government whom a lead leaves unnamed: "Peru's president spoke. Rosa Quispe ..."."""
    found = role_in(words)
    if found is None or found[1] != len(words) or not states or found[2].kind not in _LEADING:
        return None
    asked = {normalise_name(found[2].name), words[-1]}
    ahead = (registry.draft_of(mention) for mention in registry.mentions_between(offset, offset + AHEAD_REACH))
    people = list(_distinct(draft for draft in ahead if draft is not None and draft.type == "person"))
    holders = [draft for draft in people if _holds(registry, draft, asked, states)]
    return holders[0] if len(holders) == 1 else None


def _gender_agrees(draft: Draft, gender: str) -> bool:
    return not gender or not draft.gender or gender == draft.gender


def _distinct(drafts: Iterable[Draft]) -> Iterator[Draft]:
    seen: set[int] = set()
    for draft in drafts:
        if draft.index not in seen:
            seen.add(draft.index)
            yield draft


def _holds(registry: Registry, draft: Draft, asked: set[str], states: set[str]) -> bool:
    if states and not states & _states_of(registry, draft):
        return False
    roles = [title.role for title in draft.titles]
    if any(_is_deputy_of(asked, normalise_name(role.name)) for role in roles):
        return False  # whom the article calls vice president is not its president, whatever came later
    names = {normalise_name(n) for role in roles for n in (role.name, *role.stands_for, role.name.split(" ")[-1])}
    return bool(asked & (names | (_known_roles(draft) if draft.key else set())))


def _is_deputy_of(asked: set[str], role: str) -> bool:
    words = role.replace("-", " ").split()
    return len(words) > 1 and words[0] in _DEPUTIES and role not in asked and words[-1] in asked


def _states_of(registry: Registry, draft: Draft) -> set[str]:
    owners = [registry.drafts[t.organization] for t in draft.titles if t.organization is not None]
    found = {owner.state for owner in owners if owner.state} | ({draft.state} if draft.state else set())
    return {state for state in found if state}


def _known_roles(draft: Draft) -> set[str]:
    """Words for the offices the knowledge base gives a person."""
    words: set[str] = set()
    for relation in load_knowledge().relations_of(draft.key or ""):
        found = role_in(normalise_name(relation.role).split())
        if found:
            words |= {normalise_name(n) for n in (found[2].name, *found[2].stands_for)}
    return words


def resolve_organization_noun(registry: Registry, noun: str, states: set[str], offset: int) -> Draft | None:
    """The organisation named last that a noun fits, of one of ``states`` where given."""
    kinds, last = _noun_kinds()[noun], noun.rsplit(maxsplit=1)[-1]
    of_kind: Draft | None = None
    for draft in _distinct(draft for draft, _, _ in _named_before(registry, offset, ROLE_REACH)):
        if draft.type not in _ORGANIZATION_TYPES or (states and draft.state and draft.state not in states):
            continue
        if noun in draft.nouns or _has_in_name(draft, last):
            return draft
        if (draft.subtype or ("outlet" if draft.type == "outlet" else "")) in kinds:
            if last not in _NAMING_NOUNS:
                return draft
            of_kind = of_kind or draft
    if of_kind is not None:
        return of_kind
    return _unlisted_body(registry, noun, offset) if last in _general_nouns() else None


def _has_in_name(draft: Draft, noun: str) -> bool:
    own = {normalise_name(alias) for alias, kind in draft.aliases if kind == "name"} | {normalise_name(draft.name)}
    return any(noun in name.split() for name in own)


def _unlisted_body(registry: Registry, noun: str, offset: int) -> Draft | None:
    """The organisation named last, nothing of which is known but its name: "the company" may be any such, but for
    those which the article calls something else ("the charity NAME").
    """
    nearest: Draft | None = None
    for draft, start, is_subject in _named_before(registry, offset, PRONOUN_REACH):
        if draft.type == "organization" and not draft.subtype and not draft.state and not draft.key:
            if not _may_be_called(draft, noun):
                continue
            if is_subject and not registry.is_quoted(start):
                return draft
            nearest = nearest or draft
    return nearest


def _may_be_called(draft: Draft, noun: str) -> bool:
    kinds = _noun_kinds()
    return not draft.nouns or any(kinds[noun] & kinds.get(own, frozenset()) for own in draft.nouns)


def resolve_group(registry: Registry, text: str, offset: int) -> list[Draft]:
    """Whom "they" takes up: people named together ("Roe and Doe"), a plural source, or a body, whichever was last."""
    following: EntityMention | None = None
    body: Draft | None = None
    for mention in registry.mentions_before(offset):
        draft = registry.draft_of(mention)
        if offset - mention.start > PRONOUN_REACH:
            break
        if draft is None or mention.kind in {"pronoun", "demonym"} or registry.is_quoted(mention.start):
            continue
        if draft.is_plural or draft.type == "unnamed_source":
            return [draft]
        if draft.type == "person" and following is not None and _JOINED.fullmatch(text, mention.end, following.start):
            other = registry.draft_of(following)
            if other is not None and other is not draft and _is_subject_at(draft, mention.start):
                return [draft, other]
        if draft.type in _ORGANIZATION_TYPES and body is None and _is_subject_at(draft, mention.start):
            body = draft
        following = mention if draft.type == "person" else following
    return [body] if body is not None else []


def _is_subject_at(draft: Draft, start: int) -> bool:
    last = draft.last_before(start + 1)
    return bool(last and last[0] == start and last[1])


def resolve_epithet(registry: Registry, offset: int) -> Draft | None:
    """The person whom "the midfielder" or "the Scot" takes up: the last one to act in a clause."""
    for draft, start, is_subject in _named_before(registry, offset, SUBJECT_REACH):
        if draft.type == "person" and not draft.is_plural and is_subject and not registry.is_quoted(start):
            return draft
    return None


def resolve_unnamed(registry: Registry, noun: str, offset: int, *, is_plural: bool) -> Draft | None:
    """The source without a name that "the official" or "the diplomats" takes up."""
    for draft, _, _ in _named_before(registry, offset, PRONOUN_REACH):
        if draft.type == "unnamed_source" and draft.subtype == noun and draft.is_plural == is_plural:
            return draft
    return None


def modifier_states(words: list[str]) -> set[str]:
    """States that the words before a role noun name ("the South Korean president", "the Kremlin chief")."""
    states = set()
    for start in range(len(words)):
        for length in (3, 2, 1):
            if start + length <= len(words) and (state := state_named(" ".join(words[start : start + length]))):
                states.add(state)
                break
    return states
