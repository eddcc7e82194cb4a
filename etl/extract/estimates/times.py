"""When: the time a claim speaks of, and when it was said."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Token

from etl.extract.estimates.counted import Counted
from etl.extract.estimates.voice import Voice
from etl.records import UNKNOWN_TIME, Basis, DateExpression, Interval, TimeKind

_CUMULATIVE_WORDS = ("so far", "since ", "in total", "total of", "to date", "altogether", "overall", "toll", "in all")
#: How far up the parse from a date a relative clause is looked for.
_CLIMB = 12
_CLAUSE_TOKENS = 80
#: Prepositions of a date that a number is compared with: "a 35 percent jump from 2010".
_COMPARING = ("from ", "since ", "than ", "over ", "after ")
#: How far before "since" a superlative stands, in tokens.
_SUPERLATIVE_REACH = 4
_SPAN_PRECISIONS = frozenset({"range", "month", "year"})


class Clock:
    """The dated expressions of an article and its publication, asked by characters."""

    def __init__(self, dates: list[DateExpression], published: Interval) -> None:
        self._dates = dates
        self._starts = [date.start for date in dates]
        self.published = published

    def within(self, start: int, end: int) -> list[DateExpression]:
        return self._dates[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def said(self, voice: Voice) -> Interval:
        """When the source said it: as dated at its cue, else no later than the article."""
        for speech in voice.speeches:
            if speech.said.precision != "unknown" or speech.said.expression is not None:
                return speech.said
        if voice.source is None:
            return self.published
        return self._no_later_than(self.published)

    def as_of(self, counted: Counted, voice: Voice, status: str | None) -> Interval:
        """The time the quantity speaks of: a date of its own clause, else no later than it was said."""
        own = self._own_date(counted, voice)
        if own is not None:
            if own.interval.precision == "unknown" or not _is_now(own):
                return own.interval
            said = self.said(voice)
            return own.interval if said.precision in {"unknown", "no_later_than"} else said
        said = self.said(voice)
        if said.precision == "unknown" and said.expression is None:
            return UNKNOWN_TIME
        if status in {"planned", "preparing", "projected"}:
            return Interval(said.from_on, said.to_on, said.precision, _derived(said), said.expression)
        return self._no_later_than(said)

    def _own_date(self, counted: Counted, voice: Voice) -> DateExpression | None:
        """The date nearest to the number inside the speech it stands in, else in the sentence outside all cues."""
        speech = voice.speech
        start, end = counted.scope_offsets
        if speech is not None and speech.start < end and start < speech.end:
            start, end = max(start, speech.start), min(end, speech.end)
        number = counted.quantity.number_start
        said = {quote.said.expression for quote in voice.speeches}
        dates = [date for date in self.within(start, end) if date.text not in said]
        found = [date for date in dates if not _is_aside(counted, date)]
        found = [date for date in found if not _is_of_another(counted, date)]
        return min(
            found,
            key=lambda date: (_is_elsewhere(counted, date), not _is_of_noun(counted, date), abs(date.start - number)),
            default=None,
        )

    @staticmethod
    def _no_later_than(interval: Interval) -> Interval:
        last = interval.to_on
        if last is None:
            return UNKNOWN_TIME
        return Interval(None, last, "no_later_than", _derived(interval), interval.expression)


def _is_aside(counted: Counted, date: DateExpression) -> bool:
    """Whether a date stands in a relative clause about something else: "Mr Ames, who ran in 1992, gave $5 million"."""
    paragraph = counted.paragraph
    span = paragraph.doc.char_span(date.start - paragraph.start, date.end - paragraph.start, alignment_mode="expand")
    token = None if span is None else span.root
    if token is not None and _is_outside(counted, token):
        return True
    for _ in range(_CLIMB):
        if token is None or token.head == token:
            return False
        if token.dep_ == "relcl":
            return not token.left_edge.i <= counted.anchor.i <= token.right_edge.i and token.head != counted.anchor
        token = token.head
    return False


def _root_of(counted: Counted, date: DateExpression) -> Token | None:
    paragraph = counted.paragraph
    span = paragraph.doc.char_span(date.start - paragraph.start, date.end - paragraph.start, alignment_mode="expand")
    return None if span is None else span.root


def _is_of_another(counted: Counted, date: DateExpression) -> bool:
    """Whether a date dates another number of the clause, or what is compared: "to 12 from [9 in April]", "up 5 percent
    compared with last year".
    """
    root = _root_of(counted, date)
    if root is None:
        return False
    above = list(root.ancestors)[:_CLIMB]
    since = next((over for over in above if over.lower_ == "since" and over.i < root.i), None)
    if date.text.lower().startswith("since") or (since is not None and since.dep_ == "prep"):
        return _is_best_since(counted, since.i if since is not None else root.i)
    for over in above:
        if (over.pos_ in {"VERB", "AUX"} and over.lower_ != "compared") or over.is_ancestor(counted.anchor):
            return False
        if over == counted.anchor or over in counted.number:
            return False
        if (
            over.lower_ in {"compared", "than"}
            or over.like_num
            or any(c.like_num and c.dep_ == "nummod" for c in over.lefts)
        ):
            return True
    return False


def _is_of_noun(counted: Counted, date: DateExpression) -> bool:
    """Whether a date stands in the words that say which are counted: "87,000 jobs created in [April]"."""
    root = _root_of(counted, date)
    if root is None or root.i < counted.number.start or date.text.lower().startswith(_COMPARING):
        return False
    for over in list(root.ancestors)[:_CLIMB]:
        if over == counted.anchor:
            return True
        if over.dep_ not in {"prep", "acl", "pobj", "agent"}:
            return False
    return False


def _is_best_since(counted: Counted, at: int) -> bool:
    """As in "20,000 jobs, the fewest since 2017": the date after the token ``at`` is what it is compared with."""
    before = counted.paragraph.doc[max(counted.sentence.start, at - _SUPERLATIVE_REACH) : at]
    return any(
        token.tag_ in {"JJS", "RBS"}
        or token.lower_ == "first"
        or (token.pos_ == "ADJ" and token.lower_.endswith("est"))  # "bloodiest", as the model has it
        for token in before
    )


def _is_elsewhere(counted: Counted, date: DateExpression) -> bool:
    """Whether a date stands at another verb than the number's nearest."""
    root = _root_of(counted, date)
    own = next((over for over in counted.anchor.ancestors if over.pos_ in {"VERB", "AUX"}), None)
    if root is None or own is None:
        return False
    between = counted.paragraph.doc[min(root.i, counted.anchor.i) : max(root.i, counted.anchor.i)]
    return not own.is_ancestor(root) or any(token.text == ";" for token in between[:_CLAUSE_TOKENS])


def _is_outside(counted: Counted, date: Token) -> bool:
    """Whether the number stands in a relative clause and the date beyond its noun: "voted on Monday, a month after a
    shooting that killed 17".
    """
    token = counted.anchor
    for _ in range(_CLIMB):
        if token.head == token:
            return False
        if token.dep_ == "relcl":
            return not (token.is_ancestor(date) or token.head.is_ancestor(date) or token.head == date)
        token = token.head
    return False


def _is_now(date: DateExpression) -> bool:
    return date.text.lower().endswith(("now", "currently", "at present", "at the moment", "presently"))


def _derived(interval: Interval) -> Basis:
    return "unknown" if interval.precision == "unknown" else "derived"


def time_kind_of(counted: Counted, as_of: Interval, measure_counts: str | None) -> TimeKind:
    """Cumulative where the wording adds up, a period where it counts over a span, else an instant."""
    if any(word in counted.scope_text for word in _CUMULATIVE_WORDS):
        return "cumulative"
    if counted.quantity.per is not None or (as_of.precision in _SPAN_PRECISIONS and measure_counts == "event"):
        return "period"
    return "instant"
