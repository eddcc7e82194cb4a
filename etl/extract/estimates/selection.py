"""Which written quantities are claims of how many, and which only look like one."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted, governors
from etl.extract.estimates.measuring import is_share
from etl.extract.estimates.vocabulary import Measure, measure_of_noun, words
from etl.records import DateExpression, Quantity, Quote

#: Passages whose numbers are the page's own: dates of posting, counters, credits.
_NO_CLAIM_PASSAGES = frozenset({"boilerplate", "credit"})
#: Up to here "the two", "these three" point back to people or things already told of.
_LARGEST_POINTER = 12
_OLDEST = 115
_YOUNGEST = 10
_ADULTS = frozenset({"man", "woman", "boy", "girl"})
#: What makes of a number the half of a ratio or the kind of a race, behind it and before.
_RATIO_AFTER = re.compile(r"-(?:to|for|in)-[a-z0-9]|\s?to\s?(?:1|one)\b|-(?:way|tier|tiered|pronged)\b", re.IGNORECASE)
_RATIO_BEFORE = re.compile(r"[a-z0-9]-(?:to|for|in)-$", re.IGNORECASE)
_TO_ONE_BEFORE = re.compile(r"\b\d{1,2} to $")
_LOWEST_RANK = 20
#: So many names before a number are thought to be of those it counts.
_MOST_NAMED = 5
#: Words that make a point in time of a length of time, and how far behind it they are looked for.
_LATER = frozenset({"later", "earlier", "ago", "hence", "prior", "into"})
_LONGEST_LATER = 12
_POINTING = frozenset({"the", "these", "those", "both", "all", "any", "either", "neither", "this", "that", "other"})
#: "One of its two plants" picks one out of those it has.
_ONE_OF_THEIR = re.compile(r"\bone of (?:its|his|her|their|our|my|your) $", re.IGNORECASE)
_LONGEST_LEAD = 16
_ANYBODY = frozenset({"anyone", "anybody", "someone", "everyone", "everybody", "those"})
_ASKING = frozenset({"interview", "conversation", "discussion", "talk", "speak"})


class DateSpans:
    """Dates of an article, to ask whether characters belong to one."""

    def __init__(self, dates: list[DateExpression]) -> None:
        self._dates = dates
        self._starts = [date.start for date in dates]

    def holds(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, end - 1)
        return at > 0 and self._dates[at - 1].end > start


def speaker_starts(quotes: list[Quote]) -> frozenset[int]:
    """Where the words for speakers begin: a number there counts those who speak ("three people familiar with ...")."""
    return frozenset(party.start for quote in quotes for party in quote.speakers if party.start is not None)


def may_be_claim(quantity: Quantity, passage_kind: str, dates: DateSpans) -> bool:
    """A first sieve that needs no parse."""
    if not quantity.is_claimable or passage_kind in _NO_CLAIM_PASSAGES:
        return False
    return not dates.holds(quantity.number_start, quantity.number_start + 1)


def is_claim(counted: Counted, measure: Measure | None, speech: Quote | None) -> bool:
    """Whether a quantity claims how many: not a pointer back, a lone "one", or a count of the sources."""
    quantity = counted.quantity
    if counts_speakers(counted, speech) or _is_age(counted) or _is_distance_in_time(counted, measure):
        return False
    if _is_enumerator(counted) or _is_ratio(counted):
        return False
    if _is_cell(counted) or _is_rank(counted) or (_are_named(counted) and not _is_outcome(measure)):
        return False
    if quantity.qualifier_class == "vague":
        return _is_real_amount(counted, measure)
    if quantity.value == 0 and (measure is None or not measure.is_outcome) and quantity.unit != "percentage":
        return False  # "zero effect", "get the risk to zero"
    if quantity.value is None or quantity.value > _LARGEST_POINTER or quantity.unit == "percentage":
        return True
    if quantity.value == 1 and counted.number.text.lower() in {"one", "a", "an", "1", "a single", "single"}:
        return _is_counted_one(counted, measure)
    return not _points_back(counted) or (measure is not None and measure.is_outcome and _follows_the(counted))


def _is_age(counted: Counted) -> bool:
    """A bare number between commas behind a person: "the minister, 54, resigned"."""
    first, last = counted.number.start, counted.number.end
    doc, sentence, quantity = counted.paragraph.doc, counted.sentence, counted.quantity
    if _is_age_limit(counted) or _is_at_age(counted):
        return True
    if quantity.qualifier is not None or quantity.value is None or quantity.value > _OLDEST or counted.noun is not None:
        return False
    if first - 2 < sentence.start or last >= sentence.end or not counted.number.text.isdigit():
        return False
    return doc[first - 1].text == "," and doc[last].text in {",", "."} and doc[first - 2].pos_ in {"NOUN", "PROPN"}


def _is_age_limit(counted: Counted) -> bool:
    """As in "three girls under 15", "anyone over 65": a bare bound right behind people."""
    quantity = counted.quantity
    begin = quantity.start - counted.paragraph.start
    first = counted.paragraph.doc.char_span(begin, begin + 1, alignment_mode="expand")
    if first is None or counted.noun is not None or quantity.unit is not None or first.start <= counted.sentence.start:
        return False
    is_bound = (quantity.qualifier or "") in {"under", "over", "below", "above"}
    before = counted.paragraph.doc[first.start - 1]
    named = measure_of_noun().get(before.lemma_.lower())
    is_person = before.lower_ in _ANYBODY or (named is not None and named.counts == "person")
    return is_bound and is_person and not (quantity.value or 0) > _OLDEST


def _is_enumerator(counted: Counted) -> bool:
    """As in "Two, the economy decides": the mark of a point, and not "Five, two of them children, died"."""
    quantity, doc, last = counted.quantity, counted.paragraph.doc, counted.number.end
    if quantity.noun is not None or quantity.unit is not None or quantity.qualifier is not None:
        return False
    if (quantity.value or 0) > _LOWEST_RANK or last >= counted.sentence.end or doc[last].text not in {",", ":"}:
        return False
    is_first = all(token.is_space or token.is_punct for token in doc[counted.sentence.start : counted.number.start])
    return is_first and counted.number.root.dep_ not in {"nsubj", "nsubjpass", "dobj", "nummod", "compound"}


def _is_ratio(counted: Counted) -> bool:
    """As in "four-to-one", "2 to 1", "a three-way race": how one stands to another, or of how many kinds."""
    quantity, text = counted.quantity, counted.paragraph.text
    if quantity.unit in {"percentage", "percentage point"} or is_share(quantity):
        return False
    begin, end = quantity.start - counted.paragraph.start, quantity.number_end - counted.paragraph.start
    before = text[max(0, begin - _LONGEST_LEAD) : begin]
    is_to_one = quantity.value == 1 and _TO_ONE_BEFORE.search(before)
    return bool(is_to_one or _RATIO_AFTER.match(text, end) or _RATIO_BEFORE.search(before))


def _is_at_age(counted: Counted) -> bool:
    """As in "at 49, the minister has decades ahead": a bare number that opens a clause, of the person who follows."""
    quantity, doc, last = counted.quantity, counted.paragraph.doc, counted.number.end
    if quantity.qualifier is not None or counted.noun is not None or quantity.unit is not None:
        return False
    first = counted.number.start
    if not counted.number.text.isdigit() or not _YOUNGEST <= (quantity.value or 0) <= _OLDEST or first < 1:
        return False
    over = counted.anchor.head
    if counted.anchor.dep_ == "pobj" and over.lower_ == "of" and over.head.lower_ in _ADULTS:
        return True  # "a young man of 55"
    if doc[first - 1].lower_ == "now" and last + 1 < counted.sentence.end and doc[last].text == ",":
        return doc[last + 1].lower_ in {"he", "she", "i"} or doc[last + 1].ent_type_ == "PERSON"
    if doc[first - 1].lower_ != "at" or last + 1 >= counted.sentence.end or doc[last].text != ",":
        return False
    over = doc[first - 1].head
    subject = next((child for child in over.lefts if child.dep_ in {"nsubj", "nsubjpass"} and child.i > last), None)
    if subject is None:
        return False
    named = measure_of_noun().get(subject.lemma_.lower())
    is_person = named is not None and named.counts == "person" and subject.tag_ == "NN"
    return subject.ent_type_ == "PERSON" or subject.lower_ in {"he", "she", "i"} or is_person


def _is_distance_in_time(counted: Counted, measure: Measure | None) -> bool:
    """As in "two years later", "130 years earlier": when, and not how long."""
    if measure is None or measure.code != "duration":
        return False
    over = counted.anchor.head
    if counted.anchor.dep_ == "npadvmod" and over.lower_ in {"before", "after"} and over.i > counted.anchor.i:
        return True  # "three days after the raid"
    end = max(counted.quantity.end, counted.quantity.noun_end or 0) - counted.paragraph.start
    after = counted.paragraph.text[end : end + _LONGEST_LATER]
    following = after.split(maxsplit=1)
    return after.startswith(" from now") or (bool(following) and following[0].strip(".,;").lower() in _LATER)


def _is_cell(counted: Counted) -> bool:
    """A bare number beside another with nothing between: a row of a table that lost its lines."""
    quantity, doc = counted.quantity, counted.paragraph.doc
    if quantity.noun is not None or quantity.unit is not None or quantity.qualifier is not None:
        return False
    first, last = counted.number.start, counted.number.end
    is_compound = last + 1 < len(doc) and doc[last + 1].text == "-"  # "84 500-pound bombs"
    before = first > 0 and doc[first - 1].like_num and doc[first - 1].tag_ == "CD"  # not "the first 109"
    return before or (last < len(doc) and doc[last].like_num and not is_compound)


def _are_named(counted: Counted) -> bool:
    """As in "Reed and Cole, two old hands": those just named are no claim of how many."""
    value, anchor = counted.quantity.value, counted.anchor
    if value is None or not 1 < value <= _MOST_NAMED or counted.quantity.qualifier is not None:
        return False
    names = [token for token in (anchor.head, *anchor.head.conjuncts) if token.pos_ == "PROPN" and token.i < anchor.i]
    return anchor.dep_ == "appos" and len(names) == value


def _is_outcome(measure: Measure | None) -> bool:
    return measure is not None and measure.is_outcome


def _is_rank(counted: Counted) -> bool:
    """As in "the top five", "the top two candidates": how far down a list one reads."""
    before, quantity = counted.number.start - 1, counted.quantity
    is_measured = quantity.unit is not None and (quantity.noun is None or quantity.unit == "percentage")
    if is_measured or (quantity.value or 0) > _LOWEST_RANK or quantity.qualifier is not None:
        return False
    return before >= counted.sentence.start and counted.paragraph.doc[before].lower_ in {"top", "bottom"}


def _is_real_amount(counted: Counted, measure: Measure | None) -> bool:
    before = counted.paragraph.doc[counted.number.start - 1] if counted.number.start > counted.sentence.start else None
    if before is not None and counted.noun is None and before.dep_ == "compound" and before.head in counted.number:
        return False  # "roll-call scores"
    if counted.number.text.lower() not in words("vague_amounts"):
        return True
    return measure is not None and (measure.is_outcome or measure.code in words("vague_measures"))


def _points_back(counted: Counted) -> bool:
    """As in "the two countries", "these three": a determiner before a small bare number and no qualifier."""
    if counted.quantity.qualifier is not None or counted.number.start == counted.sentence.start:
        return False
    if _ONE_OF_THEIR.search(counted.paragraph.text[: counted.number.start_char][-_LONGEST_LEAD:]):
        return True
    before = counted.paragraph.doc[counted.number.start - 1]
    return before.lower_ in _POINTING and before.dep_ != "mark" and not _is_superlative(counted)


def _follows_the(counted: Counted) -> bool:
    """As in "the six soldiers were killed", which says how many were."""
    return counted.paragraph.doc[counted.number.start - 1].lower_ in {"the", "all"}


def _is_superlative(counted: Counted) -> bool:
    """As in "the 12 killed": the definite article of a number with its outcome is a claim all the same."""
    last = counted.number.end
    return last < counted.sentence.end and counted.paragraph.doc[last].tag_ in {"VBN", "VBG"}


def _is_counted_one(counted: Counted, measure: Measure | None) -> bool:
    """As in "one" counts where it is killed or the like, or stands for one more of what was counted before."""
    after = counted.paragraph.doc[counted.number.end] if counted.number.end < counted.sentence.end else None
    if after is not None and after.lower_ in {"of", "another", "day", "-", "that", "which", "who"}:
        return False
    if measure is not None and measure.is_outcome:
        return True
    if measure is not None and measure.counts == "amount":
        return counted.quantity.unit != "bit"
    return counted.noun is None and _is_told_of(counted) and _joins_counted(counted)


def _is_told_of(counted: Counted) -> bool:
    """Whether a finite verb tells of a "one", and it is not only told apart: "in two letters, [one] to the mayor"."""
    last = counted.number.end
    if counted.number.text.isdigit():
        return True  # "four sent to Riga, 1 to Oslo"
    if last < counted.sentence.end and counted.paragraph.doc[last].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    if any(token.dep_ == "conj" or token.lower_ == "and" for token in _beginning(counted)):
        return True  # "three sailed from Riga, five from Oslo and one from Bergen"
    verb, role = next(governors(counted.anchor), (None, "other"))
    if verb is None or role == "other":
        return False
    return verb.tag_ not in {"VBG", "VBN"} or any(child.dep_ in {"aux", "auxpass"} for child in verb.children)


def _beginning(counted: Counted) -> tuple[Token, ...]:
    """A number and the word before it."""
    before = counted.number.start - 1
    return (counted.anchor, counted.paragraph.doc[before]) if before >= counted.sentence.start else (counted.anchor,)


def _joins_counted(counted: Counted) -> bool:
    """Whether an earlier number in the sentence makes "one" part of a count: "two flew back and one stayed"."""
    doc = counted.paragraph.doc
    before = doc[counted.scope.start : counted.number.start]
    return any(token.like_num and token.ent_type_ not in {"DATE", "TIME", "ORDINAL"} for token in before)


def counts_speakers(counted: Counted, speech: Quote | None) -> bool:
    """A number of sources who speak: "four unnamed officials said"."""
    start, end = counted.quantity.number_start, counted.quantity.number_end
    if is_share(counted.quantity):
        return False
    if speech is not None and any(
        party.start is not None and party.end is not None and party.start <= start and end <= party.end
        for party in speech.speakers
    ):
        return True
    noun = counted.noun
    if noun is None:
        return False
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() == "cite":
        kind = measure_of_noun().get(noun.lower_) or measure_of_noun().get(noun.lemma_.lower())
        return noun.lemma_.lower() in words("source_nouns") or (kind is not None and kind.counts == "person")
    if noun.lemma_.lower() not in words("source_nouns"):
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head.lemma_ in _ASKING:
        return True  # "according to interviews with a dozen officials"
    if noun.dep_ == "pobj" and noun.head.lower_ == "to" and noun.head.head.lower_ == "according":
        return True
    return any(role == "subject" and verb.lemma_ in {"say", "tell"} for verb, role in list(governors(noun))[:1])
