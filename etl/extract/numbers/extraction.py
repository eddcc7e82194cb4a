"""From a parsed article to its quantities: the steps in order, paragraph by paragraph."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.extract.document import Paragraph, ParsedArticle, legible
from etl.extract.numbers import contexts
from etl.extract.numbers.amounts import Amount, past_tail, read_amount
from etl.extract.numbers.changes import is_change
from etl.extract.numbers.completion import complete
from etl.extract.numbers.lexing import holds_number
from etl.extract.numbers.masking import mask_forms
from etl.extract.numbers.measures import per_after
from etl.extract.numbers.nouns import NounFinder, NounPhrase
from etl.extract.numbers.numerals import read_numerals
from etl.extract.numbers.qualifiers import QualifierMention, qualifier_after, qualifier_before
from etl.extract.numbers.ranges import is_score, join_ranges
from etl.extract.numbers.vocabulary import topic_prepositions, unit_names
from etl.records import Quantity

_RANGE_LEAD = re.compile(r"\b(?:between|from)\s$", re.IGNORECASE)
_LONGEST_LEAD = 8
_OF = re.compile(r"\sof\b")
_STRONG = re.compile(r"-strong(?=\s)")
_PER_LEAD = re.compile(r"\b(?:per|for every|out of every)\s$", re.IGNORECASE)
#: A rate and its base stand within so many characters, and the base is at least so many.
_LONGEST_RATE = 40
_SMALLEST_BASE = 100
_GAP_STOP = re.compile(r"[.;:,!?]\s")
#: Bounds that leave the upper or the lower end open.
_OPEN_HIGH = frozenset({"at_least", "more_than"})
_OPEN_LOW = frozenset({"up_to", "less_than"})


def extract_quantities(article: ParsedArticle) -> list[Quantity]:
    """Every written quantity of an article in text order.

    Ages, scores and the like are kept with ``is_claimable`` false; dates, clock times, ordinals, years and
    figures inside names are no quantities and are left out.
    """
    quantities: list[Quantity] = []
    for paragraph in article.paragraphs:
        quantities.extend(_paragraph_quantities(article.text, paragraph))
    return quantities


def _paragraph_quantities(article_text: str, paragraph: Paragraph) -> list[Quantity]:
    parsed = legible(article_text[paragraph.start : paragraph.end])
    if not holds_number(parsed):
        return []
    text = mask_forms(parsed)
    numerals = read_numerals(text)
    amounts = [amount for numeral in numerals if (amount := read_amount(text, numeral)) is not None]
    amounts = [amount for amount in amounts if not contexts.is_sure_year(text, amount)]
    reader = _ParagraphReader(article_text, paragraph, text)
    for amount in join_ranges(text, amounts):
        reader.read(amount)
    return complete(reader.quantities, paragraph, reader.finder, text)


class _ParagraphReader:
    """Turns the amounts of one paragraph into quantities, in order."""

    def __init__(self, article_text: str, paragraph: Paragraph, text: str) -> None:
        self.article_text = article_text
        self.paragraph = paragraph
        self.text = text
        self.finder = NounFinder(paragraph.doc)
        self.quantities: list[Quantity] = []
        self._age_end: int | None = None
        self._label_end: int | None = None

    def read(self, amount: Amount) -> None:
        """Keep an amount as a quantity unless its context makes it something else."""
        qualifier = qualifier_before(self.text, amount)
        if qualifier is not None and self._is_of_the_verb(qualifier):
            qualifier = None
        if amount.form == "multiple":
            if self._tells_how_often(amount):
                self._keep(amount, qualifier, None, unit="time", is_claimable=True)
            return
        if contexts.is_age(self.text, self.finder, amount, qualifier, self._age_end):
            self._age_end = amount.end
            self._keep(amount, qualifier, None, unit="year of age", is_claimable=False)
            return
        if self._is_rate_base(amount):
            return
        noun = self._noun(amount)
        if contexts.is_label(self.text, amount, noun, self._label_end):
            self._label_end = amount.end
            return
        if self._counts_nothing(amount, qualifier, noun):
            return
        unit = amount.unit
        aged = unit is not None and unit.kind == "age"
        score = unit is None and is_score(self.text, amount, counts=noun is not None)
        is_of_who = contexts.is_of_family(self.text, amount) or contexts.is_banknote(self.text, amount)
        is_claimable = not (score or aged or is_of_who)
        self._keep(amount, qualifier, noun, unit=unit.name if unit else None, is_claimable=is_claimable)

    def _is_rate_base(self, amount: Amount) -> bool:
        """As in "10.3 per 100,000": the second number is what the first one is given by, which takes it over."""
        lead = _PER_LEAD.search(self.text[max(0, amount.start - _LONGEST_RATE) : amount.start])
        previous = self.quantities[-1] if self.quantities else None
        if lead is None or previous is None or amount.unit is not None or (amount.value or 0) < _SMALLEST_BASE:
            return False
        gap = self.text[previous.number_end - self.paragraph.start : amount.start]
        if len(gap) > _LONGEST_RATE or _GAP_STOP.search(gap):
            return False
        base = self.article_text[self.paragraph.start + amount.start : self.paragraph.start + amount.end]
        unit = f"{previous.unit} per {base}" if previous.unit else None
        self.quantities[-1] = replace(previous, per=base, unit=unit)
        return True

    def _is_of_the_verb(self, qualifier: QualifierMention) -> bool:
        """As in "ran over two men", "talk about 40 houses": the word belongs to the verb before it."""
        word, before = self.finder.token_at(qualifier.start), self.finder.token_before(qualifier.start)
        if word is None or before is None:
            return False
        return word.dep_ == "prt" or (before.lemma_.lower(), qualifier.qualifier.phrase) in topic_prepositions()

    def _tells_how_often(self, amount: Amount) -> bool:
        """As in "has twice rejected", "was arrested twice": an adverb of something done."""
        adverb = self.finder.token_at(amount.start)
        return adverb is not None and adverb.dep_ in {"advmod", "npadvmod"} and adverb.head.pos_ == "VERB"

    def _counts_nothing(self, amount: Amount, qualifier: QualifierMention | None, noun: NounPhrase | None) -> bool:
        return (
            contexts.is_year(self.text, amount, qualifier, noun)
            or contexts.is_address(self.text, amount)
            or contexts.is_identifier(self.text, amount, noun)
            or contexts.is_pronoun(self.text, self.finder, amount, noun)
            or (qualifier is None and contexts.is_name_part(self.text, self.finder, amount, noun))
        )

    def _noun(self, amount: Amount) -> NounPhrase | None:
        """What is counted: the noun phrase after the number, or after its unit's "of"."""
        if amount.unit is None:
            return (
                self.finder.noun_after(self._past_strong(past_tail(self.text, amount.end)))
                or self.finder.noun_before_or(amount.start)
                or self.finder.noun_predicated(amount.number_start)
            )
        end = amount.per_end or amount.end
        if _OF.match(self.text, end):
            return self.finder.noun_of(end)
        noun = self.finder.noun_after(end)
        hyphenated = "-" in self.text[amount.number_end : amount.end]
        if noun is None or hyphenated:
            return noun
        modifies = amount.unit.kind in {"ratio", "money"} and self.finder.modifies(amount.end - 1, noun)
        return noun if modifies and noun.head not in unit_names() else None

    def _past_strong(self, end: int) -> int:
        """As in "the 14,000-strong force", which counts what follows."""
        match = _STRONG.match(self.text, end)
        return match.end() if match else end

    def _keep(
        self,
        amount: Amount,
        before: QualifierMention | None,
        noun: NounPhrase | None,
        *,
        unit: str | None,
        is_claimable: bool,
    ) -> None:
        offset = self.paragraph.start
        after = None if before else qualifier_after(self.text, _ends(amount, noun))
        start, end = self._span(amount, before, after)
        bound, wording = self._bound(amount, start, end, before or after)
        per, unit = self._rate(amount, noun, unit)
        counted = self._noun_span(amount, noun)
        self.quantities.append(
            Quantity(
                start=offset + start,
                end=offset + end,
                text=self.article_text[offset + start : offset + end],
                number_start=offset + amount.number_start,
                number_end=offset + amount.number_end,
                low=None if bound in _OPEN_LOW else amount.low,
                high=None if bound in _OPEN_HIGH else amount.high,
                value=amount.value,
                qualifier=wording,
                qualifier_class=bound,
                unit=unit,
                noun=self.article_text[offset + counted[0] : offset + counted[1]] if counted else None,
                noun_start=offset + counted[0] if counted else None,
                noun_end=offset + counted[1] if counted else None,
                per=per,
                is_change=is_change(
                    self.text, start, counts=amount.form == "fraction" or (noun is not None and amount.unit is None)
                ),
                is_claimable=is_claimable,
            )
        )

    def _span(self, amount: Amount, before: QualifierMention | None, after: QualifierMention | None) -> tuple[int, int]:
        """Where qualifier, number and unit begin and end; a qualifier past the noun stays outside."""
        start = before.start if before else amount.start
        if amount.is_range and (lead := _RANGE_LEAD.search(self.text[max(0, start - _LONGEST_LEAD) : start])):
            start = max(0, start - _LONGEST_LEAD) + lead.start()
        end = after.end if after and after.start <= amount.end + 1 else amount.end
        if amount.form == "vague" and (of := _OF.match(self.text, end)):
            end = of.end()
        return start, end

    def _bound(self, amount: Amount, start: int, end: int, mention: QualifierMention | None) -> tuple[str, str | None]:
        """The class of bound and the qualifier's wording."""
        wording = self.text[mention.start : mention.end].strip().lower() if mention else None
        if amount.form == "vague":
            return "vague", wording or self.text[amount.start : end].lower()
        if amount.is_range:
            lead = self.text[start : amount.start].strip().lower()
            return "range", lead or wording
        if mention is None or mention.qualifier.bound == "exact":
            return "exact", None
        return mention.qualifier.bound, wording

    def _rate(self, amount: Amount, noun: NounPhrase | None, unit: str | None) -> tuple[str | None, str | None]:
        """What the amount is per, and its unit with that said ("dollar per barrel")."""
        per = amount.per
        if unit is None and noun is not None:
            unit = noun.head
        if unit is None and (rate := per_after(self.text, amount.end)):
            return rate[0], None
        if per is None and noun is not None and (rate := per_after(self.text, noun.end)):
            return rate[0], f"{unit} per {rate[0]}"
        return per, f"{unit} per {per}" if unit and per and amount.per_end else unit

    def _noun_span(self, amount: Amount, noun: NounPhrase | None) -> tuple[int, int] | None:
        """The counted noun's offsets; a spelled-out unit is its own noun where nothing else is counted."""
        if noun is not None:
            return noun.start, noun.end
        measure = amount.measure
        if measure is not None and measure.unit.kind not in {"ratio", "money", "age"}:
            return measure.start, measure.end
        return None


def _ends(amount: Amount, noun: NounPhrase | None) -> tuple[int, ...]:
    """Places where a qualifier may follow."""
    ends = [amount.number_end, amount.end]
    if amount.per_end:
        ends.append(amount.per_end)
    if noun is not None:
        ends.append(noun.end)
    return tuple(dict.fromkeys(ends))
