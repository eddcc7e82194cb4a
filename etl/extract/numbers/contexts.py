"""Amounts that the words around them make something else: years, labels, names, addresses, ages, scores."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from etl.extract.numbers.amounts import Amount
from etl.extract.numbers.nouns import NounFinder, NounPhrase
from etl.extract.numbers.qualifiers import QualifierMention
from etl.extract.numbers.vocabulary import words

_LAST_WORD = re.compile(r"([A-Za-z][\w.’'&-]*)\s{1,2}[\"“(]?$")
_LONGEST_WORD = 30
#: A bare run of so many figures is an identifier, the shorter one only where nothing is counted.
_FEWEST_ID_FIGURES, _SURE_ID_FIGURES = 8, 10
_OLDEST = 115
#: From here on a figure after "number" is how many there are.
_LARGE = 100
_FIRST_YEAR, _LAST_YEAR = 1100, 2199
_MODERN = (1900, 2035)
_AGED = re.compile(r"\b(?:aged|ages?|age\sof|ages\sof)\s(?:between\s|from\s)?$", re.IGNORECASE)
#: What the model does not know for a form of "be", as printed.
_SHORT_BE = frozenset({"’re", "’m", "’s"})
_DIED = re.compile(r"(?<!\bthe\s)\b(?:dead|died|dies|dying)\sat\s$", re.IGNORECASE)
_AND_OLDER = re.compile(
    r"[\s-](?:and|or)[\s-](?:older|younger)\b|[\s-](?:and|or)[\s-](?:over|up|above|under)\b(?!\s(?:[\d$£€]|(?:an?|the|half)\s))"
)
_TURNED = re.compile(r"\b(?:turned|turning|turns|turn)\s$", re.IGNORECASE)
_APPOSITION = re.compile(r"(?:,\s|\()$")
_APPOSITION_END = re.compile(r"\s?(?:[,.;)]|and\b|$)|\s(?:who|was|is|of|from)\b")
_LISTED_GAPS = frozenset({" and ", ", ", " or ", ", and ", " to ", "-", "–"})
#: A capitalised word before a label makes a name of it: "SEAL Team 6 commandos".
_NAME_LEAD = re.compile(r"\b[A-Z]\w*\s$")
#: A lower-case word or a figure and no end of a sentence, before a number.
_INSIDE_SENTENCE = re.compile(r"[a-z0-9]\s[\"“‘(]?$")
_TITLE_LEAD = re.compile(r"\b[A-Z][a-z]+\sof\s$")
_CAPITAL = re.compile(r"\s[A-Z]")
_SINCE = re.compile(r"\b(?:since|until|till|through|back to) $", re.IGNORECASE)
_NOTES = frozenset({1, 2, 5, 10, 20, 50, 100, 200, 500})
_NOTE = re.compile(r"[\s-](?:bills?|notes?|banknotes?)\b")
_LIST_MARK = re.compile(r"[.)](?:\s|$)")
_NOT_PERSONS = frozenset({"GPE", "LOC", "FAC", "NORP", "DATE", "TIME", "EVENT"})


def year_like(text: str, amount: Amount) -> bool:
    """Whether the figures could be a year: four of them, no comma, no unit, no scale."""
    if amount.unit is not None or amount.form != "figures" or amount.low is None or amount.high is None:
        return False
    figures = re.findall(r"\d+", text[amount.number_start : amount.number_end])
    return all(len(run) == 4 for run in figures) and amount.low >= _FIRST_YEAR and amount.high <= _LAST_YEAR


def is_year(text: str, amount: Amount, qualifier: QualifierMention | None, noun: NounPhrase | None) -> bool:
    """Modern years unless people are counted or a bound is stated; others only after a cue such as "in"."""
    if not year_like(text, amount):
        return False
    word = last_word(text, amount.start).lower()
    if word in words("sure_year_cues"):
        return True
    if qualifier is not None and noun is None and _SINCE.search(text[max(0, qualifier.start - 12) : qualifier.start]):
        return True  # "since at least 2010"
    if noun is not None and _counts(text, amount, qualifier, noun):
        return False
    if (
        qualifier is not None
        and qualifier.qualifier.phrase not in words("year_qualifiers")
        and qualifier.qualifier.bound != "exact"
    ):
        return False
    if _MODERN[0] <= (amount.low or 0) <= _MODERN[1]:
        return True
    directly = noun is not None and noun.is_plural and noun.start - amount.end < 2
    return word in words("year_cues") and (amount.is_range or not directly)


def is_sure_year(text: str, amount: Amount) -> bool:
    """A year that needs no look at what follows ("in 2008"): it must not become the end of a range."""
    return year_like(text, amount) and last_word(text, amount.start).lower() in words("sure_year_cues")


def _counts(text: str, amount: Amount, qualifier: QualifierMention | None, noun: NounPhrase) -> bool:
    """Whether what follows is counted: people, or a plural after a bound such as "more than"."""
    if text[noun.start : noun.end].rsplit(maxsplit=1)[-1].lower() in words("people_nouns"):
        return True
    bounded = qualifier is not None and qualifier.qualifier.phrase not in words("year_qualifiers")
    return bounded and noun.is_plural and noun.start - amount.end < 2


def last_word(text: str, start: int) -> str:
    """The word right before an offset, with nothing but a space between."""
    match = _LAST_WORD.search(text[max(0, start - _LONGEST_WORD) : start])
    return match.group(1) if match else ""


def is_label(text: str, amount: Amount, noun: NounPhrase | None, previous_label_end: int | None) -> bool:
    """As in "Article 5", "phase one", "Unit 3", "Nos. 10 and 11"."""
    if amount.unit is not None or amount.scale > 1 or amount.form in {"fraction", "vague"}:
        return False
    counts = noun is not None and noun.is_plural
    if previous_label_end is not None and text[previous_label_end : amount.start] in _LISTED_GAPS and not counts:
        return True
    written = last_word(text, amount.start)
    word = written.lower()
    if word in {"number", "numbers"} and (amount.low or 0) >= _LARGE:
        return False  # "the contingent could number 15,000"
    is_named = written[:1].isupper() and _NAME_LEAD.search(text[: amount.start - len(written) - 1][-_LONGEST_WORD:])
    return word in words("number_labels") or (word in words("weak_number_labels") and bool(is_named or not counts))


def is_name_part(text: str, finder: NounFinder, amount: Amount, noun: NounPhrase | None) -> bool:
    """As in "iPhone 11", "737 Max jets", "Channel Four": the number belongs to a proper name beside it."""
    if amount.unit is not None or amount.scale > 1 or amount.form in {"fraction", "vague"} or amount.is_range:
        return False
    surface = text[amount.number_start : amount.number_end]
    if "," in surface or (amount.form == "words" and surface[0].islower()):
        return False
    if amount.form == "words" and (_begins_title(text, amount, noun) or _ends_title(text, amount)):
        return True
    return _name_before(text, finder, amount, noun) or _name_after(text, finder, amount, noun)


def _ends_title(text: str, amount: Amount) -> bool:
    """As in "the Gang of Eight", "the Group of Seven"."""
    return bool(_TITLE_LEAD.search(text[max(0, amount.start - _LONGEST_WORD) : amount.start]))


def _begins_title(text: str, amount: Amount, noun: NounPhrase | None) -> bool:
    """As in "the Four Freedoms", "a “Three Strikes” law": a capitalised number inside a sentence, before a capital."""
    if noun is not None and noun.is_name and last_word(text, amount.start).islower():
        return True
    return bool(_INSIDE_SENTENCE.search(text[max(0, amount.start - 4) : amount.start])) and bool(
        _CAPITAL.match(text, amount.end)
    )


def is_of_family(text: str, amount: Amount) -> bool:
    """As in "a father of three", "a family of five": who somebody is, and no claim."""
    return amount.unit is None and bool(
        _family_lead().search(text[max(0, amount.start - _LONGEST_WORD) : amount.start])
    )


@cache
def _family_lead() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('family_nouns'))})(?:\sof\s|-of-)$", re.IGNORECASE)


def is_banknote(text: str, amount: Amount) -> bool:
    """As in "several $100 bills"."""
    is_money = amount.unit is not None and amount.unit.kind == "money"
    return is_money and amount.value in _NOTES and bool(_NOTE.match(text, amount.end))


def _name_before(text: str, finder: NounFinder, amount: Amount, noun: NounPhrase | None) -> bool:
    before = finder.token_before(amount.start)
    if before is None or before.tag_ not in {"NNP", "NNPS"} or not last_word(text, amount.start):
        return False
    if not before.text[:1].isupper() or before.ent_type_ in {"DATE", "TIME"}:
        return False
    if noun is None or not noun.is_plural:
        return True
    number = finder.token_at(amount.number_start)
    head = finder.token_before(noun.end)
    heads = {token.i for token in (number, head) if token is not None}
    return (
        before.dep_ in {"compound", "nmod"}
        and before.head.i in heads
        and before.ent_type_ not in {"GPE", "LOC", "NORP"}
    )


def _name_after(text: str, finder: NounFinder, amount: Amount, noun: NounPhrase | None) -> bool:
    decimal = "." in text[amount.number_start : amount.number_end]
    if amount.form != "figures" or decimal or text[amount.end : amount.end + 1] != " ":
        return False
    index = finder.token_from(amount.end)
    if index >= len(finder.doc):
        return False
    after = finder.doc[index]
    if after.tag_ != "NNP" or not after.text[:1].isupper() or after.ent_type_ in {"NORP", "GPE", "LOC"}:
        return False
    before = finder.token_before(amount.start)
    if before is not None and before.tag_ in {"JJ", "JJR", "JJS"} and (amount.low or 0) >= 100:
        return True
    return noun is None or not noun.is_plural


@cache
def _street_pattern() -> re.Pattern[str]:
    types = "|".join(re.escape(word) for word in sorted(words("street_types"), key=len, reverse=True))
    return re.compile(
        rf"\s(?:[NSEW]\.?\s)?(?:[A-Z0-9\x00][\w\x00’'.-]{{0,20}}\s){{0,3}}(?:{types})(?![a-z])|\s(?:Ave|Avenue|Rue|Via|Calle)\s[A-Z]"
    )


def is_address(text: str, amount: Amount) -> bool:
    """As in "575 Wilbraham Road", "16-18 Industrial Avenue"."""
    return amount.unit is None and amount.form == "figures" and bool(_street_pattern().match(text, amount.end))


def is_identifier(text: str, amount: Amount, noun: NounPhrase | None) -> bool:
    """Long runs of figures, figures with a leading zero, and a figure that is all its paragraph holds."""
    if amount.unit is not None or amount.form != "figures":
        return False
    surface = text[amount.number_start : amount.number_end]
    if surface.startswith("0") and len(surface) > 1 and surface[1].isdigit():
        return True
    if surface.isdigit() and len(surface) >= (_FEWEST_ID_FIGURES if noun is None else _SURE_ID_FIGURES):
        return True
    if not text[: amount.start].strip("#*-•( \x00") and (_LIST_MARK.match(text, amount.end)):
        return True
    return not text[: amount.start].strip(" #*-•(") and not text[amount.end :].strip(" .)*")


def is_pronoun(text: str, finder: NounFinder, amount: Amount, noun: NounPhrase | None) -> bool:
    """As in "one" that stands for somebody or something named before ("the same one", "one can")."""
    if text[amount.number_start : amount.number_end].lower() != "one" or amount.unit is not None:
        return False
    index = finder.token_from(amount.end)
    after = finder.doc[index].lower_ if index < len(finder.doc) else ""
    if (
        after in words("pronoun_followers")
        or text[amount.end : amount.end + 8] == " after a"
        or text[amount.end : amount.end + 1] in {"-", "’", "'"}
    ):
        return True
    before = finder.token_before(amount.start)
    adjective = before is not None and (before.tag_.startswith("JJ") or before.dep_ == "amod")
    return noun is None and (adjective or last_word(text, amount.start).lower() in words("pronoun_leads"))


def is_age(
    text: str, finder: NounFinder, amount: Amount, qualifier: QualifierMention | None, previous_age_end: int | None
) -> bool:
    """As in "aged 40 and 73", "Maddon, 66,", "He will be 35": a number of years lived, the unit left out."""
    if amount.unit is not None or amount.scale > 1 or amount.form in {"fraction", "vague"}:
        return False
    if not 0 < (amount.high or 0) <= _OLDEST or amount.low != int(amount.low or 0):
        return False
    before = text[
        max(0, (qualifier.start if qualifier else amount.start) - _LONGEST_WORD) : qualifier.start
        if qualifier
        else amount.start
    ]
    if _AGED.search(before) or (_TURNED.search(before) and amount.form == "figures"):
        return True
    if amount.form == "figures" and (_DIED.search(before) or _is_age_group(text, finder, amount)):
        return True
    if previous_age_end is not None and text[previous_age_end : amount.start] in _LISTED_GAPS:
        return True
    if amount.form != "figures" or amount.is_range:
        return False
    return _is_apposition(text, finder, amount, before) or _is_predicate(finder, amount)


def _is_age_group(text: str, finder: NounFinder, amount: Amount) -> bool:
    """As in "voters 65 and over", "children 12 and younger"."""
    tail = _AND_OLDER.match(text, amount.end)
    if tail is None:
        return False
    named = finder.token_before(amount.start)
    says_so = tail.group().lower().endswith(("older", "younger")) or tail.group().startswith("-")
    return says_so or (named is not None and named.tag_ in {"NNS", "NNPS"})


def _is_apposition(text: str, finder: NounFinder, amount: Amount, before: str) -> bool:
    mark = _APPOSITION.search(before)
    if mark is None or not _APPOSITION_END.match(text, amount.end):
        return False
    named = finder.token_before(amount.start - len(mark.group()))
    closed = (mark.group() == "(" and text[amount.end : amount.end + 1] == ")") or mark.group() != "("
    return (
        closed
        and named is not None
        and (named.ent_type_ == "PERSON" or (_is_called(named) and named.ent_type_ not in _NOT_PERSONS))
        and named.text[:1].isupper()
    )


def _is_called(named: Token) -> bool:
    """Whether a word may be somebody's name: a name as tagged, or the subject that a sentence begins with."""
    return named.tag_ == "NNP" or (bool(named.is_sent_start) and named.dep_ in {"nsubj", "nsubjpass"})


def _is_predicate(finder: NounFinder, amount: Amount) -> bool:
    """A person's pronoun, a form of "be" and a number that counts nothing."""
    number = finder.token_at(amount.number_start)
    if number is None or number.dep_ not in {"attr", "acomp"}:
        return False
    if number.head.lemma_ != "be" and number.head.lower_ not in _SHORT_BE:
        return False
    if any(
        child.i > number.i and child.dep_ in {"prep", "npadvmod"} and child.lower_ in {"of", "for", "%"}
        for child in number.children
    ):
        return False
    return any(
        child.dep_ == "nsubj" and (child.lower_ in {"he", "she", "i", "you", "who"} or child.ent_type_ == "PERSON")
        for child in number.head.children
    )
