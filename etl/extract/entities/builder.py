"""Puts the entities of an article together: names, then who each is, then offices and the outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from etl.extract.document import ParsedArticle
from etl.extract.entities.affiliations import read_titles
from etl.extract.entities.genders import give_genders
from etl.extract.entities.lists import courtesy_titles, roles
from etl.extract.entities.names import Name, find_names
from etl.extract.entities.organizations import (
    add_institution,
    add_organization,
    institution_of,
    is_institution,
    state_named,
)
from etl.extract.entities.outlet import find_outlet
from etl.extract.entities.persons import PersonGrouping
from etl.extract.entities.places import add_place, add_state, is_metonym, seat_of
from etl.extract.entities.registry import Draft, Registry
from etl.extract.entities.roles import ROLE_REACH, organization_noun, resolve_organization_noun
from etl.extract.entities.table import EntityTable
from etl.knowledge import load_knowledge, normalise_name
from etl.records import AliasKind

_WITH_PORTFOLIO = frozenset({"person", "organization", "military_formation"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Whose son or wife somebody is, right before the name.
_KIN_BEFORE = re.compile(r"\b(?:son|daughter|wife|husband|brother|sister|father|mother|widow|nephew|niece),? $")
_KIN_CHARACTERS = 16
_WORD_BEFORE = re.compile(r"\b([A-Z][\w-]+\.?) $")
_TITLE_CHARACTERS = 24


def extract_entities(article: ParsedArticle) -> EntityTable:
    """Names of an article, each tied to one entity of the article."""
    names = find_names(article)
    registry = Registry()
    previous: Name | None = None
    called = [name for name in names if name.label == "PERSON"]
    kin = (n.text for n in called if _KIN_BEFORE.search(article.text, max(0, n.start - _KIN_CHARACTERS), n.start))
    persons = PersonGrouping(registry, (name.text for name in called), kin)
    for name in names:
        span = _span(article, name)
        owner = _state_beside(article, previous, name)
        draft, kind = _entity_of(registry, persons, name, span, owner, _title(article.text, name))
        previous = name
        is_subject = span is not None and _is_agent(span.root)
        registry.mention(name.start, name.end, name.text, name.label, kind, draft, subject=is_subject)
        if span is not None and _modifies(span):
            registry.modifiers.add(name.start)
        if draft is not None and draft.type == "person" and not draft.gender:
            draft.gender = _courtesy_gender(article.text[max(0, name.start - 12) : name.start])
        if draft is not None and draft.type == "organization" and span is not None:
            draft.nouns.update(_nouns_beside(span))
    give_genders(article, registry)
    _read_all_titles(article, registry, names)
    _give_bare_ministries_a_state(registry)
    outlet = find_outlet(article, registry)
    return EntityTable(article, registry, outlet)


def _is_agent(root: Token) -> bool:
    """Whether a name acts in its clause: the subject, joined to it or in apposition to it, or the one after "by"; a
    sentence that opens "For NAME, ..." is about that one too.
    """
    at = root
    for _ in range(3):
        if at.dep_ in _SUBJECTS or (at.dep_ == "ROOT" and _lost_its_verb(at)):
            return True
        if at.dep_ == "pobj" and at.head.lower_ == "for" and at.head.i == at.sent.start:
            return at.i + 1 < len(at.doc) and at.nbor().text == ","  # "For Jane Roe, the day means much."
        if at.dep_ == "pobj" and at.head.lower_ == "by":
            return not any(t.dep_ in _SUBJECTS and t.pos_ in {"PROPN", "PRON"} for t in at.sent.root.lefts)
        if at.dep_ not in {"appos", "conj"}:
            return False
        at = at.head
    return False


def _modifies(span: Span) -> bool:
    """Whether a name stands before a common noun that it tells the kind of: "the Roe administration"."""
    root = span.root
    return root.dep_ == "compound" and root.head.i >= span.end and root.head.tag_ in {"NN", "NNS"}


def _lost_its_verb(root: Token) -> bool:
    """Whether a name at the root of a sentence is the subject of a verb that the parse took for something else."""
    following = root.sent[root.i + 1 - root.sent.start :]
    return len(following) > 0 and following[0].tag_ in {"VBN", "VBD", "VBZ"}


def _nouns_beside(span: Span) -> Iterator[str]:
    """What kind of body a name is said to be: "the Verdi union", "airline Skylark", "Haldane, a charity"."""
    root, doc = span.root, span.doc
    if root.dep_ == "compound" and root.head.i == span.end and root.head.pos_ == "NOUN":
        yield from _body_noun(root.head)
    if span.start and doc[span.start - 1].pos_ == "NOUN":
        yield from _body_noun(doc[span.start - 1])
    for child in root.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            yield from _body_noun(child)


def _body_noun(noun: Token) -> Iterator[str]:
    found = organization_noun([noun.lower_])
    if found is not None:
        yield found


def _span(article: ParsedArticle, name: Name) -> Span | None:
    paragraph = article.paragraphs[name.paragraph]
    span = paragraph.doc.char_span(name.start - paragraph.start, name.end - paragraph.start, alignment_mode="expand")
    return span if span is not None and len(span) else None


def _entity_of(
    registry: Registry, persons: PersonGrouping, name: Name, span: Span | None, owner: str | None, title: str
) -> tuple[Draft | None, AliasKind]:
    listed = [entry for entry in name.listed if entry.known is not None]
    if name.label == "PERSON":
        return persons.draft_for(name.text, name.start, title), "name" if " " in name.text.strip() else "surname"
    if name.label == "ORG":
        known = next((e for e in listed if e.known and e.label == "ORG"), None)
        body = institution_of(owner, name.text) if owner and known is None else None
        if body:
            return add_institution(registry, body, name.text), "name"
        is_noun = known is None and name.text.isalpha() and not name.text.isupper()
        noun = organization_noun([name.text.lower()]) if is_noun else None
        if noun and (taken_up := resolve_organization_noun(registry, noun, set(), name.start)):
            return taken_up, "role"
        draft = add_organization(registry, name.text, known.known if known else None, name.stands_for)
        is_short = name.text.isupper() and " " not in name.text
        return draft, "acronym" if is_short else "name"
    if name.label in {"GPE", "LOC", "FAC"}:
        state = seat_of(name.listed)
        if state and span is not None and is_metonym(span):
            return add_state(registry, state), "metonym"
        return add_place(registry, name.text, name.listed), "name"
    if name.label == "NORP":
        state = next((e.known for e in listed if e.kind == "demonym"), None)
        return (add_state(registry, state), "demonym") if state else (None, "name")
    return None, "name"


def _state_beside(article: ParsedArticle, previous: Name | None, name: Name) -> str | None:
    """The state whose name owns or modifies this one ("Kyiv's Defense Intelligence", "Russian Foreign Ministry"),
    or follows it ("the Defense Ministry in Moscow").
    """
    if previous is not None and article.text[previous.end : name.start] in {" ", "'s ", "’s ", "' ", "’ "}:
        return state_named(previous.text)
    following = re.match(r" (?:of|in) (?:the )?([A-Z][\w.]+(?: [A-Z][\w.]+)?)", article.text[name.end : name.end + 40])
    if following:
        words = following.group(1)
        return state_named(words) or state_named(words.split()[0])
    return None


def _title(text: str, name: Name) -> str:
    """The title right before a person's name, in lower case: "mrs", "president"."""
    word = _WORD_BEFORE.search(text, max(0, name.start - _TITLE_CHARACTERS), name.start)
    title = word.group(1).rstrip(".").lower() if word else ""
    return title if title in courtesy_titles() or title in roles() else ""


def _courtesy_gender(before: str) -> str:
    words = normalise_name(before).split()
    return courtesy_titles().get(words[-1], "") if words else ""


def _read_all_titles(article: ParsedArticle, registry: Registry, names: list[Name]) -> None:
    persons = [name for name in names if name.label == "PERSON"]
    named: dict[int, set[int]] = {}
    for name in persons:
        span = _span(article, name)
        if span is not None:
            named.setdefault(article.paragraphs[name.paragraph].start, set()).update(range(span.start, span.end))
    for name in persons:
        mention = next((m for m in registry.mentions_between(name.start, name.end) if m.end == name.end), None)
        if mention is not None:
            read_titles(article, registry, mention, named)
    _states_of_titles(registry)


def _give_bare_ministries_a_state(registry: Registry) -> None:
    """Tie a bare "Foreign Ministry" to the state of whoever was named last with that portfolio, else at all."""
    for draft in list(registry.drafts):
        if draft.key or draft.state or draft.type != "organization" or not draft.places:
            continue
        state = _state_of_portfolio(registry, draft) if is_institution(draft.name) else None
        body = institution_of(state, draft.name) if state else None
        if body:
            registry.repoint(draft, add_institution(registry, body, draft.name))


def _state_of_portfolio(registry: Registry, ministry: Draft) -> str | None:
    first = ministry.places[0][0]
    portfolio = set(normalise_name(ministry.name).split()) - {"ministry", "of", "the", "affairs", "department"}
    nearest: str | None = None
    for mention in registry.mentions_before(first):
        if first - mention.start > ROLE_REACH:
            break
        holder = registry.draft_of(mention)
        if holder is None or holder is ministry or not holder.state or holder.type not in _WITH_PORTFOLIO:
            continue
        words = {word for title in holder.titles for word in normalise_name(title.role.name).split()}
        if portfolio & words:
            return holder.state
        if nearest is None and _has_body(holder.state, ministry.name):
            nearest = holder.state
    return nearest


def _has_body(state: str, wording: str) -> bool:
    """Whether a state is known to have a body of that name, or it is a ministry, which every state has."""
    body = institution_of(state, wording)
    return body is not None and (body.known is not None or "ministry" in normalise_name(wording))


def _states_of_titles(registry: Registry) -> None:
    """A person's state, where the offices tell one."""
    knowledge = load_knowledge()
    for draft in registry.drafts:
        if draft.type == "person" and draft.state is None:
            for title in draft.titles:
                owner = None if title.organization is None else registry.drafts[title.organization]
                if owner is not None and owner.key:
                    draft.state = draft.state or knowledge.state_of(owner.key)
