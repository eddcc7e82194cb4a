"""The reported speech of one paragraph: marks and cues brought together, before speakers are resolved."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from etl.extract.quotes.attribution import TokenIndex, cue_after, cue_before, heading_label, signature, transcript_label
from etl.extract.quotes.cue import Cue
from etl.extract.quotes.cues import find_cues
from etl.extract.quotes.datelines import dateline_end
from etl.extract.quotes.marks import Marked, find_marked
from etl.extract.quotes.outside import subject_outside
from etl.extract.quotes.stretches import Stretches
from etl.extract.quotes.titles import ends_sentence, is_heading, is_name_part, is_title
from etl.extract.quotes.vocabulary import reporting_verbs
from etl.records import QuoteKind

#: So many words in marks are speech even where no cue accounts for them; fewer may be irony or a title.
_FRAGMENT_WORDS = 6
_CONFIDENCE = {
    "clause": 0.9, "parenthesis": 0.85, "according": 0.9, "infinitive": 0.7, "object_infinitive": 0.7,
    "naming": 0.7, "passive": 0.6, "object": 0.5, "evaluation": 0.45, "noun": 0.6,
}  # fmt: skip


#: The longest object between "called" and the quoted words.
_LONGEST_NAMED = 14
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE_ENDS = frozenset({",", ";", ":", ".", "“", '"'})


@dataclass(slots=True)
class Utterance:
    """A stretch of reported speech in a paragraph, offsets into the paragraph."""

    start: int
    end: int
    kind: QuoteKind
    #: ``None`` where the speaker is carried on from what stands before.
    cue: Cue | None
    confidence: float
    #: Utterances of one paragraph with the same number are parts of one.
    part_of: int
    #: The quotation runs on: its marks do not close in this paragraph.
    is_open: bool = False
    #: Where a label names the speaker ("SMITH:", a signature).
    speaker: tuple[int, int] | None = None


class ParagraphReader:
    """Brings the marks and the cues of one paragraph together."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.index = TokenIndex(doc)
        self.text = self.index.text
        self.marked = find_marked(self.text)
        self.stretches = Stretches(self.text, self.marked)
        inside = [self.index.range(m.start, m.end) for m in self.marked]
        self.opening = dateline_end(self.text)
        #: Tokens that name no speaker of what stands outside them.
        silent = [(0, self.index.from_offset(self.opening)), *inside]
        self.quoted = {at for first, last in silent for at in range(first, last)}
        self.cues = [self._with_speaker_outside(c) for c in find_cues(doc) if c.head.i not in self.quoted]
        self.cue_ends = {self._end(c.end) for c in self.cues if c.can_quote and c.frame != "naming"}
        self.utterances: list[Utterance] = []
        self.spent: set[int] = set()  # heads of cues whose quotation has been read

    def read(self) -> list[Utterance]:
        self._read_direct()
        self._read_clauses()
        self._read_uncued()
        return sorted(self.utterances, key=lambda u: (u.start, -u.end))

    def _with_speaker_outside(self, cue: Cue) -> Cue:
        if cue.speaker is not None and cue.speaker.i not in self.quoted:
            return cue
        if cue.speaker is None and (cue.frame != "quote" or not _is_finite_or_gerund(cue.head)):
            return cue
        other = subject_outside(cue.head, self.quoted.__contains__)
        return replace(cue, speaker=other) if other is not None else cue

    def _end(self, token: int) -> int:
        """Offset just past the token before number ``token``."""
        return self.doc[token - 1].idx + len(self.doc[token - 1])

    def _add(self, utterance: Utterance, start: int, end: int) -> None:
        self.utterances.append(utterance)
        self.stretches.take(start, end)

    def _read_direct(self) -> None:
        """Quotations with a cue or a label right beside them."""
        previous_end = 0
        for number, marked in enumerate(self.marked):
            following = next((m for m in self.marked[number + 1 : number + 4] if not is_name_part(self.index, m)), None)
            utterance = self._signed(marked, following) or self._cued(marked, following, previous_end)
            if utterance is not None:
                self._add(utterance, marked.outer_start, marked.outer_end)
            previous_end = marked.outer_end

    def _signed(self, marked: Marked, following: Marked | None) -> Utterance | None:
        """A quotation whose speaker stands as a label: a transcript's "SMITH:", a signature after a dash."""
        label = transcript_label(self.index, marked)
        start = label[1] if label else marked.start
        speaker = label[0] if label else signature(self.text, marked, following) or heading_label(self.index, marked)
        if speaker is None or start >= marked.end:
            return None
        return Utterance(
            start, marked.end, "direct", None, 0.9, _part(marked), is_open=not marked.is_closed, speaker=speaker
        )

    def _cued(self, marked: Marked, following: Marked | None, previous_end: int) -> Utterance | None:
        if not self._is_sentential(marked) or is_title(self.index, marked):
            return None
        after = cue_after(self.index, marked, self.cues, following)
        before = cue_before(self.index, marked, self.cues, previous_end)
        cue = self._nearer(before, after, marked, following)
        if cue is None:
            return None
        self.spent.add(cue.head.i)
        return Utterance(marked.start, marked.end, "direct", cue, 0.95, cue.head.i, is_open=not marked.is_closed)

    def _nearer(self, before: Cue | None, after: Cue | None, marked: Marked, following: Marked | None) -> Cue | None:
        """Which of two cues a quotation belongs to: the one after it, unless that before introduces it.

        "Roe scolded him: "...," she said": the name that introduces tells more than the pronoun after. "When Roe
        said, "...," I swore": the verb and its comma stand right before the mark.
        """
        if before is None or after is None or before.head.i == after.head.i:
            return after or before
        if after.speaker is not None and after.speaker.pos_ == "PRON" and self._introduces(before, marked):
            self.spent.add(after.head.i)
            return before
        if following is not None and self.text[self._end(after.end) : following.outer_start].strip() == ":":
            return before  # "Roe wrote: "..." Doe replied: "...""
        adjoins = self.text[self._end(before.end) : marked.outer_start].strip() in {",", ":"}
        is_free = before.head.i not in self.spent and before.speaker is not None
        return before if adjoins and is_free else after

    def _introduces(self, cue: Cue, marked: Marked) -> bool:
        names = cue.speaker is not None and cue.speaker.pos_ in {"NOUN", "PROPN"}
        return names and self.text[: marked.outer_start].rstrip().endswith(":")

    def _is_sentential(self, marked: Marked) -> bool:
        """Marks that hold a sentence of their own rather than some words of the writer's sentence."""
        before = self.text[: marked.outer_start].rstrip()
        ends = ends_sentence(self.text, marked)
        starts = not before or before[-1] in ".!?…:,—–”\"’'|" or before.endswith("--")
        starts = starts or (ends and len(before) in self.cue_ends)
        return starts and (ends or self.text[marked.outer_end : marked.outer_end + 1] in {",", ".", "?"})

    def _read_clauses(self) -> None:
        """What cues report: clauses without marks, or with some words in marks."""
        self.spent.update(u.cue.head.i for u in self.utterances if u.cue is not None)
        for cue in sorted(self.cues, key=_longest_first):
            if cue.cue_class == "attitude" and cue.frame == "object":
                continue
            if cue.frame == "parenthesis" and cue.head.i in self.spent:
                continue  # its quotation has been read; the rest of the sentence is the writer's
            for first, last in cue.content:
                span = self._clause(first, last) if first < last else None
                if span is not None and not self.stretches.is_taken(*span):
                    self._add_clause(*span, cue)

    def _clause(self, first: int, last: int) -> tuple[int, int] | None:
        """The characters of a range of tokens, past a dateline, as far as nothing else has taken them."""
        start, end = max(self.doc[first].idx, self.opening), self._end(last)
        keeps_that = first + 1 < last and _is_argument(self.doc[first])
        return self.stretches.fit(start, end, keeps_that=keeps_that) if start < end else None

    def _add_clause(self, start: int, end: int, cue: Cue) -> None:
        inside = self.stretches.marked_in(start, end)
        if cue.frame == "evaluation" and not inside:
            return  # praise and blame without quoted words tell of an act, not of what was said
        if any(_is_within(m, start, end) and is_title(self.index, m) for m in self.stretches.marks_over(start)):
            return
        kind: QuoteKind = "partial" if inside else "indirect"
        if inside:
            end = self.stretches.without_writers_clause(end, inside[-1])
        confidence = _CONFIDENCE.get(cue.frame, 0.6) * (0.8 if cue.cue_class == "attitude" else 1.0)
        utterance = Utterance(start, end, kind, cue, confidence, cue.head.i)
        if len(inside) == 1 and self.stretches.is_all(inside[0], start, end):
            utterance.start, utterance.end = inside[0].start, inside[0].end
            utterance.kind = "partial" if cue.frame in {"naming", "object", "evaluation"} else "direct"
        self._add(utterance, start, end)

    def _read_uncued(self) -> None:
        """Quotations with no cue of their own: carried on from the utterance before, or left without a speaker."""
        earlier = sorted(self.utterances, key=lambda u: u.end)
        ends = [u.end for u in earlier]
        latest: Utterance | None = None  # the last one added here
        for marked in self.marked:
            if not self.stretches.is_free(marked.start, marked.end):
                continue
            before = _latest_direct(earlier, bisect_left(ends, marked.start + 1))
            if latest is not None and (before is None or latest.end > before.end):
                before = latest
            utterance = self._uncued(marked, before)
            if utterance is not None:
                self._add(utterance, marked.outer_start, marked.outer_end)
                latest = utterance

    def _uncued(self, marked: Marked, before: Utterance | None) -> Utterance | None:
        if not self.text[: marked.outer_start].strip() and is_heading(self.index, marked):
            return None
        words = len(self.text[marked.start : marked.end].split())
        is_open = not marked.is_closed
        if words >= 2 and self._stands_alone(marked) and not is_title(self.index, marked):
            cue = before.cue if before else None
            part = before.part_of if before else _part(marked)
            return Utterance(marked.start, marked.end, "direct", cue, 0.7, part, is_open)
        if (named := self._naming_before(marked)) is not None:
            start, cue = named
            return Utterance(start, marked.outer_end, "partial", cue, 0.6, cue.head.i)
        if words >= _FRAGMENT_WORDS and not is_title(self.index, marked):
            cue = self._cue_in_sentence(marked)
            part = cue.head.i if cue else _part(marked)
            return Utterance(marked.start, marked.end, "partial", cue, 0.4, part, is_open)
        return None

    def _stands_alone(self, marked: Marked) -> bool:
        before = self.text[: marked.outer_start].rstrip()
        starts = not before or before[-1] in '.!?…:”"'
        return starts and (
            ends_sentence(self.text, marked) or self.text[marked.outer_end : marked.outer_end + 1] in {"", ".", "?"}
        )

    def _naming_before(self, marked: Marked) -> tuple[int, Cue] | None:
        """The cue "called" with what it calls so, where the parse has no object: "called the reply “disingenuous”"."""
        before = self.index.from_offset(marked.outer_start)
        for cue in reversed(self.cues[: bisect_left(self.cues, before, key=lambda c: c.start)]):
            between = self.doc[cue.end : before]
            if len(between) > _LONGEST_NAMED or any(t.tag_ in _FINITE or t.text in _CLAUSE_ENDS for t in between):
                return None
            verb = reporting_verbs().get(cue.head.lemma_.lower())
            names = verb is not None and verb.takes("naming") and not verb.takes("evaluation")
            if names and cue.speaker is not None and len(between):
                return between[0].idx, cue
        return None

    def _cue_in_sentence(self, marked: Marked) -> Cue | None:
        """The nearest speech cue of the sentence that holds quoted words which no clause accounts for."""
        first = self.index.from_offset(marked.start)
        if first >= len(self.doc):
            return None
        sentence = self.doc[first].sent
        start = bisect_left(self.cues, sentence.start, key=lambda c: c.start)
        cues = self.cues[start : start + 12]
        near = [c for c in cues if c.start < sentence.end and c.can_quote and c.speaker is not None]
        return min(near, key=lambda c: abs(c.start - first), default=None)


def _is_within(marked: Marked, start: int, end: int) -> bool:
    """Whether a stretch holds nothing outside some marks, which may end in a stop: "told the “Late Hour.”"."""
    return marked.outer_start <= start and end <= marked.outer_end


def _is_argument(that: Token) -> bool:
    """Whether "that" is the subject of its clause: "said [that is no crime]"."""
    return that.dep_ in {"nsubj", "nsubjpass"} and that.nbor().pos_ in {"AUX", "VERB"}


def _longest_first(cue: Cue) -> tuple[int, int]:
    """What stands inside another's report is not reported twice."""
    return (-sum(last - first for first, last in cue.content), cue.start)


def _latest_direct(utterances: list[Utterance], count: int) -> Utterance | None:
    """The last direct one of the first ``count`` utterances, looked for a few back; else the last of all."""
    recent = utterances[max(0, count - 6) : count]
    return next((u for u in reversed(recent) if u.kind == "direct"), recent[-1] if recent else None)


def _is_finite_or_gerund(verb: Token) -> bool:
    """Whether a verb without a subject of its own has one nearby: "..., said in a statement", not "quoted by"."""
    if verb.tag_ == "VB" and verb.lower_ == "read":  # '"...," read a post': its past looks like its base form
        return not any(child.dep_ == "aux" for child in verb.lefts)
    return verb.tag_ in {"VBD", "VBZ", "VBP", "VBG"}


def _part(marked: Marked) -> int:
    """A number for an utterance without a cue that no cue's token has."""
    return -marked.outer_start - 1
