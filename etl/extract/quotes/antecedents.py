"""Whom a pronoun that speaks takes up when no name does: the plural subject, the spokeswoman, the writer before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from etl.extract.quotes.animacy import is_human, is_listed_human, may_speak
from etl.extract.quotes.speakers import speaker_span
from etl.extract.quotes.subjects import SUBJECTS
from etl.extract.quotes.vocabulary import document_nouns
from etl.lexicon import read_table

#: How many sentences "they" and "she" reach back in their paragraph.
_SENTENCES_BACK = 3
#: And how many tokens in each, so that an endless sentence costs no more than a long one.
_REACH = 120
_PRONOUNS = frozenset({"they", "it", "that", "this", "he", "she", "i", "we", "you", "there", "who", "which", "what"})
GENDERS = {"he": "m", "she": "f"}
_PLACES = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "MONEY", "PERCENT"})
#: Of these many, "some of the voters" are people; without "of" they count anything.
_AMOUNTS = frozenset({"some", "many", "most", "several", "few", "both", "all", "others", "those"})

#: And of these, where "of" and a plural follow.
_COLLECTIVES = frozenset({"majority", "minority", "plurality", "number", "handful", "group", "pair", "couple", "host"})
#: The verbs of a sentence beside its root: auxiliaries that the parse gives the subject to, joined clauses.
_OF_THE_MAIN_CLAUSE = frozenset({"aux", "auxpass", "conj"})

#: Parts of a clause whose holder "he" or "she" may take up; not "as chairman", "the mother of NAME".
_TAKES_PART = SUBJECTS | {"dobj", "dative"}

Inside = Callable[[Token], bool]


def plural_antecedent(pronoun: Token, inside: Inside) -> Span | None:
    """The people or bodies without a name that "they" takes up in its own paragraph."""
    subject = next(_subjects_before(pronoun, inside), None)
    return _as_plural(subject)


def last_plural(doc: Doc, inside: Inside) -> Span | None:
    """The plural subject that closes a paragraph, for a "they" that opens the next."""
    sentences = list(doc.sents)[-_SENTENCES_BACK:]
    found = (subject for sentence in reversed(sentences) for subject in _telling_subjects(sentence, len(doc), inside))
    return _as_plural(next(found, None))


def has_subject_before(pronoun: Token, inside: Inside) -> bool:
    """Whether the paragraph names somebody or something before a pronoun that it could take up."""
    return next(_subjects_before(pronoun, inside), None) is not None


def _subjects_before(pronoun: Token, inside: Inside) -> Iterator[Token]:
    """Subjects of a pronoun's sentence and of those before it, nearest first; pronouns are passed over."""
    at = pronoun.sent
    for _ in range(_SENTENCES_BACK):
        yield from _telling_subjects(at, pronoun.i, inside)
        if at.start == 0:
            return
        at = pronoun.doc[at.start - 1].sent


def _telling_subjects(sentence: Span, before: int, inside: Inside) -> Iterator[Token]:
    """Subjects of a sentence's main clauses before a token, nearest first."""
    last = min(before, sentence.end)
    for at in range(last - 1, max(sentence.start, last - _REACH) - 1, -1):
        token = sentence.doc[at]
        if token.dep_ in SUBJECTS and _is_main(token.head) and token.lower_ not in _PRONOUNS and not inside(token):
            yield token


def _is_main(verb: Token) -> bool:
    return verb.dep_ == "ROOT" or (verb.dep_ in _OF_THE_MAIN_CLAUSE and verb.head.dep_ == "ROOT")


def _as_plural(subject: Token | None) -> Span | None:
    """A subject that stands for several; two names joined are left to those who know both."""
    if subject is None or any(child.dep_ == "conj" for child in subject.rights):
        return None
    is_amount = (
        subject.lower_ in _AMOUNTS
        or (subject.lower_ in _COLLECTIVES and _of_several(subject))
        or (subject.tag_ == "CD" and any(t.lower_ == "of" for t in subject.rights))
    )
    is_plural = subject.tag_ in {"NNS", "NNPS"} and subject.ent_type_ not in _PLACES and may_speak(subject)
    return speaker_span(subject) if is_amount or is_plural else None


def _of_several(noun: Token) -> bool:
    """Whether "of" and a plural follow: "a majority of the judges"."""
    parts = (t for of in noun.rights if of.lower_ == "of" for t in of.children)
    return any(t.dep_ == "pobj" and t.tag_ == "NNS" for t in parts)


def document_antecedent(pronoun: Token, inside: Inside) -> Span | None:
    """The lawsuit, order or film that "it" takes up: the subject before it."""
    subject = next(_subjects_before(pronoun, inside), None)
    if subject is None or subject.tag_ != "NN" or subject.ent_type_ or subject.lemma_.lower() not in document_nouns():
        return None
    return speaker_span(subject)


def unnamed_antecedent(pronoun: Token, inside: Inside) -> Span | None:
    """The person without a name whom "he" or "she" takes up: the subject of its sentence ("one writer told what he
    ..."), somebody of that gender before it ("his spokeswoman"), or the subject of the sentence before.
    """
    own = next((t for t in pronoun.sent.root.lefts if t.dep_ in SUBJECTS), None)
    if own is not None and own.i < pronoun.i and own.tag_ == "NN" and is_human(own):
        return speaker_span(own)
    gendered = _gendered_before(pronoun, inside)
    if gendered is not None:
        return speaker_span(gendered)
    subject = next((t for t in _subjects_before(pronoun, inside) if t.i < pronoun.sent.start), None)
    if subject is None or subject.tag_ != "NN" or not is_listed_human(subject) or not _agrees(subject, pronoun):
        return None
    return speaker_span(subject)


def _gendered_before(pronoun: Token, inside: Inside) -> Token | None:
    """The nearest noun of a pronoun's own gender, in its sentence or the one before."""
    doc, sentence = pronoun.doc, pronoun.sent
    first = doc[sentence.start - 1].sent.start if sentence.start else 0
    wanted = GENDERS[pronoun.lower_]
    for at in range(pronoun.i - 1, max(first, pronoun.i - _REACH) - 1, -1):
        token = doc[at]
        if token.tag_ == "NN" and token.dep_ in _TAKES_PART and not inside(token):
            gender = _genders().get(token.lower_, "")
            if gender == wanted:
                return token
    return None


def _agrees(noun: Token, pronoun: Token) -> bool:
    return _genders().get(noun.lower_, "") in {"", GENDERS[pronoun.lower_]}


@cache
def _genders() -> dict[str, str]:
    """Noun -> the gender of whom it names."""
    roles = {row["role"]: row["gender"] for row in read_table("entities/person_roles.csv")}
    return roles | {row["noun"]: row["gender"] for row in read_table("speech/gendered_nouns.csv")}
