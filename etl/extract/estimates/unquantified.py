"""Claims of a followed sort that give no number: "soldiers have deployed", told by a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.estimates.counted import Role, governors
from etl.extract.estimates.populations import group_named
from etl.extract.estimates.standing import status_of_verb
from etl.extract.estimates.vocabulary import Measure, hedges, measure_of_noun, measures, modals, outcome_by_verb, words
from etl.records import Quote

#: Statuses of a force on its way, which readers follow.
FOLLOWED = frozenset({"dispatched", "in_training", "at_front", "present"})
_EXCLUDING = frozenset(
    {"rule", "avoid", "oppose", "consider", "discuss", "resist", "reject", "suggest", "stop", "mull"}
)
#: What a force does once, and no standing of it.
_ATTACKING = frozenset({"attack", "assault", "storm"})
_OPEN = frozenset({"if", "whether", "unless", "should", "once", "until"})


@dataclass(frozen=True, slots=True)
class BareClaim:
    """A clause inside a quote that says something happened to people of a kind, without a number."""

    paragraph: Paragraph
    quote: Quote
    start: int
    end: int
    noun: Token
    verb: Token
    measure: Measure
    status: str
    population: str | None


def bare_claims(article: ParsedArticle, quotes: list[Quote], taken: set[int]) -> Iterator[BareClaim]:
    """Unquantified claims in attributed speech, one a clause.

    ``taken`` holds article offsets of nouns that a quantity counts.
    """
    seen: set[tuple[int, int]] = set()
    for quote in quotes:
        paragraph = article.paragraph_at(quote.start) if quote.speakers else None
        if paragraph is None:
            continue
        span = paragraph.doc.char_span(
            quote.start - paragraph.start, quote.end - paragraph.start, alignment_mode="contract"
        )
        for noun in span or ():
            if noun.pos_ not in {"NOUN", "PROPN"} or paragraph.start_of(noun) in taken:
                continue
            claim = _claim(paragraph, quote, noun)
            if claim is not None and (paragraph.start, claim.verb.i) not in seen:
                seen.add((paragraph.start, claim.verb.i))
                yield claim


def _claim(paragraph: Paragraph, quote: Quote, noun: Token) -> BareClaim | None:
    kind = measure_of_noun().get(noun.lemma_.lower()) or measure_of_noun().get(noun.lower_)
    population = group_named([leaf for token in noun.lefts for leaf in token.subtree] + [noun])
    if kind is None and noun.tag_ in {"NNPS", "NNS"} and population is not None:
        kind = measures()["troops"] if noun.text[:1].isupper() else None
    if kind is None or kind.counts != "person" or _has_number(noun) or not _is_of_many(noun):
        return None
    governor = next(iter(governors(noun)), None)
    if governor is None:
        return None
    verb, role = governor
    if role == "other" or not _is_fact(verb, quote.start - paragraph.start):
        return None
    measure, status = _read(verb, role, kind)
    if measure is None or status is None:
        return None
    if population is None:
        hosts = (verb, verb.head) if verb.dep_ == "conj" else (verb,)  # "supplied arms and sent soldiers"
        subjects = [token for host in hosts for child in host.lefts if child.dep_ == "nsubj" for token in child.subtree]
        population = group_named(subjects)
    start, end = _clause(paragraph, quote, verb)
    return BareClaim(paragraph, quote, start, end, noun, verb, measure, status, population)


def _is_of_many(noun: Token) -> bool:
    return noun.tag_ in {"NNS", "NNPS"} or noun.lemma_.lower() in words("collective_nouns")


def _has_number(noun: Token) -> bool:
    return any(child.dep_ == "nummod" or child.tag_ == "CD" for child in noun.lefts)


def _read(verb: Token, role: Role, kind: Measure) -> tuple[Measure | None, str | None]:
    outcome = outcome_by_verb("object" if role == "object" else "subject").get(verb.lemma_.lower())
    if outcome is not None and outcome.code in words("bare_outcomes"):
        return outcome, "occurred"
    if verb.lemma_.lower() in _ATTACKING:
        return None, None
    status = status_of_verb(verb, role, kind) if kind.code == "troops" else None
    return (kind, status) if status in FOLLOWED and verb.lemma_ not in {"be", "have"} else (None, None)


def _is_fact(verb: Token, first: int) -> bool:
    """No modal, negation, condition or intention over the verb inside the speech."""
    token = verb
    while token.idx >= first:
        for child in token.children:
            if child.dep_ == "neg" or (child.dep_ == "aux" and child.lower_ in modals()):
                return False
            if child.dep_ in {"mark", "advmod"} and child.lower_ in _OPEN:
                return False
        if any(child.dep_ == "det" and child.lower_ == "no" for child in token.children):
            return False  # "no evidence that soldiers have ..."
        if token.tag_ == "VBG" and token.head.lemma_.lower() in _EXCLUDING and token.dep_ in {"xcomp", "pcomp", "dobj"}:
            return False  # "has ruled out sending troops"
        if token.dep_ == "xcomp" and token.head.lemma_.lower() in words("intention_verbs") | hedges("verb"):
            return False
        if token.head == token:
            break
        token = token.head
    return verb.tag_ != "VB" or any(child.dep_ == "aux" and child.lemma_ == "do" for child in verb.children)


def _clause(paragraph: Paragraph, quote: Quote, verb: Token) -> tuple[int, int]:
    tokens = [token for token in verb.subtree if not token.is_punct and token.dep_ != "mark"]
    start = max(paragraph.start_of(tokens[0]), quote.start)
    return start, min(max(paragraph.end_of(tokens[-1]), start + 1), quote.end)
