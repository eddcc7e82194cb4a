"""States and places of an article; whether a capital's name means its government or the town."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span, Token

from etl.extract.entities.lists import Listed
from etl.extract.entities.registry import Draft, Registry
from etl.knowledge import KnownEntity, load_knowledge, normalise_name
from etl.lexicon import read_table

_SUBJECT = frozenset({"nsubj", "csubj"})
_LOCATING = frozenset({"be", "lie", "remain", "become", "wake"})


@cache
def _cues(position: str) -> dict[str, str]:
    return {
        row["cue"]: row["reading"] for row in read_table("entities/metonym_cues.csv") if row["position"] == position
    }


def seat_of(listed: tuple[Listed, ...]) -> KnownEntity | None:
    """The state whose seat of power a name is."""
    return next((e.known for e in listed if e.kind == "metonym" and e.known and e.known.type == "state"), None)


def is_metonym(span: Span) -> bool:
    """Whether a seat's name stands for the government: it acts, owns policy or is dealt with; it is not where."""
    root = span.root
    while root.dep_ == "conj" and root.head.i != root.i and root.head.pos_ in {"PROPN", "NOUN"}:
        root = root.head
    if root.dep_ in _SUBJECT:
        return root.head.lemma_.lower() not in _LOCATING and root.head.pos_ in {"VERB", "AUX"}
    if root.dep_ in {"poss", "compound", "amod", "nmod"}:
        owned = root.head
        if owned.text[:1].isupper() and owned.dep_ == "compound":
            return False
        return _cues("head_noun").get(owned.lower_, "metonym" if root.dep_ == "poss" else "place") == "metonym"
    if root.dep_ == "agent" or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        return True
    if root.dep_ in {"pobj", "dobj"} and root.head.pos_ in {"ADP", "SCONJ", "VERB"}:
        return _governed(root)
    return False


def _governed(root: Token) -> bool:
    preposition = root.head
    if preposition.pos_ == "VERB":
        return root.dep_ == "dobj" and preposition.lemma_ in {
            "accuse",
            "urge",
            "blame",
            "support",
            "help",
            "warn",
            "ask",
        }
    governor = preposition.head
    if preposition.lower_ == "to" and governor.lower_ == "according":
        return True
    if governor.pos_ in {"NOUN", "PROPN"} and governor.lower_ in _cues("governor"):
        return preposition.lower_ not in {"in", "at", "near"}
    if governor.lower_ in _cues("head_noun"):
        return False
    if preposition.lower_ in {"for", "of"} and governor.pos_ == "VERB":
        return False
    return _cues("preposition").get(preposition.lower_, "place") == "metonym"


def add_state(registry: Registry, known: KnownEntity) -> Draft:
    draft = registry.add(known.name, "state", identity=known.key, key=known.key)
    draft.state, draft.subtype = known.key, "state"
    return draft


def add_place(registry: Registry, surface: str, listed: tuple[Listed, ...]) -> Draft:
    """The draft of a place's name: by key where the knowledge base has it, else by its words."""
    known = next(
        (e.known for e in listed if e.known and e.known.type in {"place", "state"} and e.kind != "metonym"), None
    )
    if known and known.type == "state":
        return add_state(registry, known)
    if known is None:
        known = next((e for e, _ in load_knowledge().named(surface) if e.type == "place"), None)
    if known is None:
        return registry.add(" ".join(surface.split()), "place", identity=f"place {normalise_name(surface)}")
    draft = registry.add(known.name, "place", identity=known.key, key=known.key)
    draft.state, draft.subtype = load_knowledge().state_of(known.key), known.subtype
    return draft
