"""Who can speak at all: people and bodies, by their nouns."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from etl.extract.quotes.vocabulary import channel_nouns, evidence_nouns, informant_nouns
from etl.lexicon import read_table, read_words

_SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})
#: Endings of nouns for those who do something or belong somewhere.
_AGENTS = ("er", "or", "ist", "ian", "man", "woman", "person", "people", "men", "women", "ee", "crat", "ant")


def may_speak(subject: Token) -> bool:
    """Whether a subject names somebody, or a noun for people, bodies or what they publish; "the talks" cannot speak."""
    if subject.pos_ != "NOUN" or subject.ent_type_ in _SPEAKING or subject.text[:1].isupper():
        return True
    lemma = subject.lemma_.lower()
    return not _speaking_nouns().isdisjoint({lemma, subject.lower_}) or lemma.endswith(_AGENTS)


def is_human(noun: Token) -> bool:
    """Whether a noun names people: a person, a role, "residents"; not a body, a document or a thing."""
    if noun.ent_type_ in {"PERSON", "NORP"} or noun.lower_ in {"him", "her", "them", "me", "us"}:
        return True
    if noun.ent_type_ or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    lemma = noun.lemma_.lower()
    return lemma in _human_nouns() or (lemma.endswith(_AGENTS) and noun.pos_ == "NOUN")


def is_body(noun: Token) -> bool:
    """Whether a noun names an organization or state, or is a common noun for one."""
    return noun.ent_type_ in {"ORG", "GPE"} or (noun.pos_ == "NOUN" and noun.lemma_.lower() in _body_nouns())


@cache
def _body_nouns() -> frozenset[str]:
    listed = [row["noun"] for row in read_table("entities/organization_nouns.csv")]
    return frozenset({*(words.split()[-1] for words in listed), "prosecution", "defence", "defense", "government"})


def is_listed_human(noun: Token) -> bool:
    """Whether a common noun is on a list of people; an ending like "-or" is not enough."""
    return not noun.ent_type_ and noun.lemma_.lower() in _human_nouns()


@cache
def _human_nouns() -> frozenset[str]:
    listed = [row["role"] for row in read_table("entities/person_roles.csv")]
    listed += [*read_words("entities/unnamed_sources.txt"), *read_words("numbers/people_nouns.txt")]
    listed += read_words("speech/people.txt")
    return frozenset(words.split()[-1] for words in listed if words)


@cache
def _speaking_nouns() -> frozenset[str]:
    """The last words of all listed roles, sources, bodies and documents."""
    listed = [row["role"] for row in read_table("entities/person_roles.csv")]
    listed += [row["noun"] for row in read_table("entities/organization_nouns.csv")]
    listed += [row["wording"] for row in read_table("entities/institutions.csv")]
    listed += [*read_words("entities/unnamed_sources.txt"), *read_words("numbers/people_nouns.txt")]
    listed += [*read_words("speech/speakers.txt"), *read_words("estimates/finding_sources.txt")]
    listed += [*informant_nouns(), *evidence_nouns(), *channel_nouns(), *read_words("speech/people.txt")]
    return frozenset(words.split()[-1] for words in listed if words)
