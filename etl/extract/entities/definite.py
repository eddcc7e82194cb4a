"""Definite wordings that take up whoever was named before: "the minister", "the company", "the official"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from etl.extract.entities.lists import epithets, unnamed_nouns
from etl.extract.entities.registry import Draft, Registry
from etl.extract.entities.roles import (
    organization_noun,
    resolve_leader_ahead,
    resolve_organization_noun,
    resolve_person_role,
    resolve_unnamed,
)
from etl.knowledge import normalise_name

_DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their", "both"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
#: "A senior U.S. official" is somebody new, whatever the state.
_INTRODUCING = frozenset({"a", "an", "another", "one", "some"})
#: Roles that anybody may have in any body.
_HEADS = frozenset({"head", "chief", "director", "boss", "president", "chair", "chairman"})
_SUPERLATIVE = frozenset({"JJS", "RBS"})
_SEVERAL = frozenset({"two", "three", "four", "several"})


def is_epithet(noun: Token) -> bool:
    """Whether a noun with "the" only takes somebody up: "the midfielder", "the Scot", "the 27-year-old"."""
    if noun.tag_ not in {"NN", "NNP", "JJ"}:
        return False
    is_age = noun.lower_ == "old" and noun.i > 1 and noun.doc[noun.i - 2].lower_ == "year"
    return is_age or noun.lower_ in epithets() or noun.lower_.endswith("year-old")


def taken_up(registry: Registry, span: Span, head_words: list[str], states: set[str], start: int) -> Draft | None:
    """Whoever was named before, where a definite wording takes somebody up."""
    opener, lemma = span[0].lower_, span.root.lemma_.lower()
    is_definite = opener in _DEFINITE or span[0].tag_ == "POS" or (bool(states) and opener not in _INTRODUCING)
    is_plural = span.root.tag_ in {"NNS", "NNPS"} or opener in _SEVERAL
    if head_words == ["police"]:
        return resolve_organization_noun(registry, "police", states, start)
    if opener == "the" and lemma in unnamed_nouns() and not is_plural:
        source = resolve_unnamed(registry, lemma, start, is_plural=False)
        if source is not None:
            return source
    if is_definite and not is_plural:
        draft = resolve_person_role(registry, head_words, states, start)
        if draft is not None and not _heads_another(registry, span, draft, start):
            return draft
        if draft := _body(registry, span, head_words, states, start):
            return draft
        if draft := resolve_leader_ahead(registry, head_words, states, start):
            return draft
    if opener in _POINTING and not states:
        return resolve_unnamed(registry, lemma, start, is_plural=is_plural)
    return None


def _heads_another(registry: Registry, span: Span, holder: Draft, start: int) -> bool:
    """Whether "the head of NAME" heads a body that the holder of the role is not said to belong to."""
    if span.root.lemma_.lower() not in _HEADS or not any(t.lower_ == "of" for t in span.root.rights):
        return False
    bodies = {m.entity for m in registry.mentions_between(start, start + len(span.text)) if m.label == "ORG"}
    return bool(bodies) and bodies.isdisjoint(title.organization for title in holder.titles)


def _body(registry: Registry, span: Span, head_words: list[str], states: set[str], start: int) -> Draft | None:
    """The body that "the company" takes up; "the NAME company" is NAME and no other."""
    noun = organization_noun(head_words)
    # Who tells the largest from the others introduces it.
    if noun is None or any(token.tag_ in _SUPERLATIVE for token in span):
        return None
    named = [] if states else [t.text for t in span if t.i < span.root.i and _is_capitalised_name(t)]
    draft = resolve_organization_noun(registry, noun, states, start)
    if draft is not None and not draft.state and any(token.tag_ == "POS" for token in span) and states:
        return None  # "Mexico's immigration agency" is none that no state is known of
    if not named or (draft is not None and _is_called(draft, named)):
        return draft
    name = " ".join(named)
    called = registry.called(name)
    if called is not None and called.type == "person":
        return None  # "the Trump administration"
    return called or registry.add(name, "organization", identity=normalise_name(name))


def _is_capitalised_name(token: Token) -> bool:
    return token.tag_ in {"NNP", "NNPS"} and token.is_alpha and token.text[0].isupper()


def _is_called(draft: Draft, words: list[str]) -> bool:
    own = {word for alias, _ in draft.aliases for word in normalise_name(alias).split()}
    return bool({normalise_name(word) for word in words} & (own | set(normalise_name(draft.name).split())))
