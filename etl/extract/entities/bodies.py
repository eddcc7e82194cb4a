"""Bodies that a wording describes: a state's ministry, a person's office, campaign or administration."""

from __future__ import annotations

from spacy.tokens import Span

from etl.extract.document import Paragraph
from etl.extract.entities.lists import short_states
from etl.extract.entities.organizations import (
    Institution,
    add_institution,
    institution,
    institution_of,
    is_institution,
    split_state,
    state_named,
)
from etl.extract.entities.phrases import head_words_of
from etl.extract.entities.registry import Draft, Registry
from etl.extract.entities.roles import PERSONAL_PRONOUNS, PRONOUN_REACH, resolve_pronoun
from etl.knowledge import normalise_name
from etl.records import EntityMention, EntityType

_OFFICE_NOUNS = frozenset({"office", "team", "campaign", "administration", "lawyer", "attorney", "spokesman",
                           "spokeswoman", "spokesperson", "aide"})  # fmt: skip
#: Of the office nouns those that name a body, not an aide.
_OFFICES = frozenset({"office", "team", "campaign", "administration"})
#: What only some states call a part of their government by; a state that has it is known to.
_DEPARTMENTS = frozenset({"department", "ministry"})
_BODIES_OF_PERSONS = frozenset({"campaign", "administration", "team", "camp"})


def body_described(
    registry: Registry, span: Span, text: str, head_words: list[str], states: set[str], start: int
) -> Draft | None:
    """The state or the body of a state that a wording describes."""
    is_name = text[:1].isupper()
    if is_name and (short := registry.known_as(short_states().get(normalise_name(text), ""))):
        return short
    body = institution(text) or institution(" ".join(head_words)) or _of_context(span, head_words, states)
    if body:
        return _add_body(registry, body, text, start)
    body = None if states else _of_state_before(registry, head_words, start)
    return _add_body(registry, body, " ".join(head_words), start) if body else None


def _of_state_before(registry: Registry, head_words: list[str], start: int) -> Institution | None:
    """The ministry or other body of several words that the state named last has ("the defence ministry")."""
    wording = " ".join(head_words)
    if len(head_words) < 2 or not (is_institution(wording) or head_words[-1] in _DEPARTMENTS):
        return None
    nearest: Institution | None = None
    for mention in registry.mentions_before(start):
        draft = registry.draft_of(mention)
        body = institution_of(draft.state, wording) if draft is not None and draft.state else None
        if body is not None and registry.known_as(body.identity):
            return body
        nearest = nearest or body
        if start - mention.start > PRONOUN_REACH:
            break
    return nearest


def _of_context(span: Span, head_words: list[str], states: set[str]) -> Institution | None:
    """A body whose state stands elsewhere in the phrase: "the ministry in Moscow"."""
    if len(states) == 1 and head_words:
        state = next(iter(states))
        bare = [w for w in head_words if state_named(w) != state and w != "s"]
        return institution_of(state, " ".join(bare)) if bare else None
    parts = split_state(span.text)
    return institution_of(*parts) if parts else None


def _add_body(registry: Registry, body: Institution, text: str, start: int) -> Draft:
    if body.known is None and body.kind == "intelligence":
        for draft in registry.drafts:
            if draft.state == body.state and draft.subtype == "intelligence" and draft.last_before(start):
                return draft
    return add_institution(registry, body, text)


def campaign(registry: Registry, span: Span, lemma: str, mentions: list[EntityMention]) -> Draft | None:
    """A body called by a person: "the Trump campaign", "the Biden administration"."""
    if lemma not in _BODIES_OF_PERSONS or span.root.i == span.start:
        return None
    return _body_of_person(registry, lemma, mentions)


def campaign_of(registry: Registry, owned: Span, mentions: list[EntityMention]) -> Draft | None:
    """Whose campaign a "campaign manager" works for."""
    noun = next((t.lemma_.lower() for t in owned if t.lemma_.lower() in _BODIES_OF_PERSONS), None)
    return _body_of_person(registry, noun, mentions) if noun else None


def _body_of_person(registry: Registry, lemma: str, mentions: list[EntityMention]) -> Draft | None:
    holder = next((d for m in mentions if m.label == "PERSON" and (d := registry.draft_of(m))), None)
    if holder is None:
        return None
    name = f"{holder.name}'s {lemma}"
    draft = registry.add(name, "organization", identity=normalise_name(name))
    draft.state = holder.state
    return draft


def office_of(registry: Registry, paragraph: Paragraph, span: Span, lemma: str) -> Draft | None:
    """A body or aide of a person: "his office", "Yoon's campaign"."""
    if lemma not in _OFFICE_NOUNS:
        return None
    owner = next((t for t in span.root.children if t.dep_ == "poss" and t.i >= span.start), None)
    if owner is None:
        return None
    if owner.lower_ in PERSONAL_PRONOUNS:
        sentence = paragraph.start_of(owner.sent)
        holder = resolve_pronoun(registry, owner.lower_, paragraph.start_of(owner), sentence)
    else:
        mention = next((m for m in registry.mentions_between(paragraph.start_of(span), paragraph.end_of(owner))), None)
        holder = registry.draft_of(mention) if mention else None
    if holder is None or holder.type != "person":
        return None
    noun = " ".join(head_words_of(span)) or lemma
    name = f"{holder.name}'s {noun}"
    kind: EntityType = "organization" if lemma in _OFFICES else "unnamed_source"
    draft = registry.add(name, kind, identity=normalise_name(name))
    draft.state = holder.state
    return draft
