"""Where: the place that a locative preposition names on the counted noun or its verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted, clause_verbs, figure_of, is_told_apart, modifiers, subject_of_level
from etl.extract.estimates.vocabulary import kind_of_unit, words
from etl.records import EntityMention

#: Nouns that with "in" and "to" make a preposition that names no place.
_PHRASAL = frozenset({"addition", "response", "contrast", "relation", "regard", "comparison", "according", "compared"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written, and the name inside it that the article's entities know."""

    text: str
    start: int
    end: int
    name: str


def place_of(counted: Counted, mentions: list[EntityMention], text: str, first: int = 0) -> Place | None:
    """The place of the counted among the mentions of its sentence, nearest attachment first.

    ``first``: character of the paragraph before which words belong to the speaker's cue.
    """
    places = [mention for mention in mentions if mention.label in _PLACE_LABELS]
    if not places:
        return None
    if (home := _home(counted)) is not None:
        return _named(counted, home, places, text)
    figure = figure_of(counted)
    aside = _of_doers(counted, first)
    for preposition in _prepositions(counted, first):
        if (preposition.lower_ == "from" and preposition in aside) or preposition.head.lower_ in _PHRASAL:
            continue  # "fire from Syria killed six"; "in addition to the United States"
        is_of_noun = preposition.head.pos_ == "NOUN" and preposition.head not in _listed(counted)
        if preposition.lower_ == "to" and is_of_noun:
            continue  # "a reminder to Pyongyang"
        if figure is not None and preposition.i > counted.anchor.i:
            continue  # "named a figure of 2,000 in Brussels": where it was named
        if preposition.lower_ == "from" and preposition.head in _listed(counted) and not _is_length(counted):
            continue  # "500 officers and three generals from Pyongyang": whose they are
        for item in preposition.children:
            if item.dep_ in {"pobj", "pcomp"} and (found := _named(counted, item, places, text)) is not None:
                return found
            if preposition.head in {counted.noun, counted.anchor} and item.lower_ in words("place_nouns"):
                return None  # "three sites in the east of the country": told, though not by a name
    return None


def _home(counted: Counted) -> Token | None:
    """As in "[Japan], home to 38,000 soldiers"."""
    to = counted.anchor.head
    home = to.head if counted.anchor.dep_ == "pobj" and to.lower_ == "to" else None
    return home.head if home is not None and home.lower_ == "home" and home.head.pos_ == "PROPN" else None


def _of_doers(counted: Counted, first: int) -> set[Token]:
    """The words for those who do something to the counted."""
    verb, role = next(clause_verbs(counted.anchor, first), (None, "other"))
    doers = [child for child in verb.lefts if child.dep_ == "nsubj"] if verb is not None and role == "object" else []
    return {token for doer in doers for token in doer.subtree}


def _listed(counted: Counted) -> set[Token]:
    """The counted noun, its number, and what else is counted in one list with it."""
    nouns = [token for token in (counted.noun, counted.anchor) if token is not None]
    return {*nouns, *(listed for noun in nouns for listed in noun.conjuncts)}


def _is_in_aside(token: Token, verb: Token, counted: Counted) -> bool:
    """Whether a clause on another name or one with "whose" holds a token: "a firm whose office is [in] Riga"."""
    for over in token.ancestors:
        if over == verb:
            return False
        if over.dep_ == "relcl":
            is_owned = any(child.tag_ == "WP$" for leaf in over.lefts for child in (leaf, *leaf.lefts))
            return over.head not in {counted.noun, counted.anchor} and (is_owned or over.head.pos_ == "PROPN")
    return False


def _is_of_joined(token: Token, verb: Token) -> bool:
    """Whether a token belongs to a clause joined to the verb's: "killed 22, and a blast [in] Riga killed nine"."""
    for over in (token, *token.ancestors):
        if over == verb:
            return False
        if over.pos_ in {"VERB", "AUX"} and is_told_apart(over):
            return True
    return False


def _is_length(counted: Counted) -> bool:
    return kind_of_unit().get((counted.quantity.unit or "").partition(" per ")[0]) == "length"


def _prepositions(counted: Counted, first: int) -> Iterator[Token]:
    """Locative prepositions on the noun and its participles, then those of the verb's clause behind the number."""
    hosts = [verb for verb, _ in modifiers(counted)]
    hosts += [token for token in (counted.noun, counted.anchor) if token is not None]
    verbs = [verb for verb, _ in clause_verbs(counted.anchor, first)][:3]
    near = [token for host in (*hosts, *verbs) for child in host.rights for token in (child, *child.rights)]
    clause = [
        token
        for verb in verbs[:1]
        for token in counted.scope
        if counted.anchor.i < token.i <= verb.right_edge.i and token.i >= verb.left_edge.i
        if token.lower_ in words("locative_prepositions")
        if not _is_in_aside(token, verb, counted) and not _is_of_joined(token, verb)
    ]
    level = subject_of_level(counted)
    named = list(level.subtree) if level is not None else []  # "the toll from the quake in Morocco rose to 12"
    for verb, role in list(clause_verbs(counted.anchor, first))[:1]:
        if role == "object":  # "police in Minsk detained hundreds"
            named += [token for c in verb.lefts if c.dep_ in {"nsubj", "agent"} for token in c.subtree]
    seen = set()
    for token in (*near, *clause, *named, *_around_result(counted, verbs)):
        is_locative = token.lower_ in words("locative_prepositions") or (token.lower_ == "of" and _is_out(token.head))
        if token.i not in seen and is_locative and token.head.lower_ != "according":
            seen.add(token.i)
            yield token


def _is_out(token: Token) -> bool:
    """As in "pulled 900 soldiers [out] of Chad"."""
    return token.lower_ == "out" and token.dep_ in {"prep", "advmod", "prt"}


def _around_result(counted: Counted, verbs: list[Token]) -> list[Token]:
    """The words before a result that a participle adds: "a bus blew up in Kabul, [killing] 12"."""
    if not verbs or verbs[0].dep_ != "advcl" or verbs[0].tag_ != "VBG":
        return []
    return [token for token in counted.scope if token.i < verbs[0].i and verbs[0].head.is_ancestor(token)]


def _of_which(noun: Token) -> Iterator[Token]:
    """The name in "the west of [Russia]"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (inner for inner in child.children if inner.dep_ == "pobj")


def _named(counted: Counted, item: Token, places: list[EntityMention], text: str) -> Place | None:
    paragraph = counted.paragraph
    own_start, end = paragraph.start_of(item), paragraph.end_of(item)
    subtree = [token for token in item.subtree if token.i <= item.i]
    start = paragraph.start_of(subtree[0])
    if item.lower_ not in words("place_nouns") and item.lemma_.lower() not in words("place_nouns"):
        start = own_start
    if item.lower_ in words("place_nouns"):
        end = max([end, *(paragraph.end_of(inner) for inner in _of_which(item))])
    mention = next((place for place in places if place.start < end and start < place.end), None)
    if mention is None:
        return None
    leading = [token for token in subtree if token.pos_ not in {"DET", "PUNCT"} and token.dep_ not in {"poss", "case"}]
    start = min(paragraph.start_of(leading[0]) if leading else own_start, mention.start)
    end = max(end, mention.end)
    return Place(text[start:end], start, end, mention.name or mention.text)
