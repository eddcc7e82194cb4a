"""The reported speech of one paragraph: marks and cues brought together, before speakers are resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from etl.extract.quotes.attribution import TokenIndex, cue_after, cue_before, signature, transcript_label
from etl.extract.quotes.cues import Cue, find_cues
from etl.extract.quotes.marks import Marked, find_marked, last_character
from etl.extract.quotes.speakers import subject_outside
from etl.records import QuoteKind

_FRAGMENT_WORDS = 6
#: The writer's own clause after the quoted words ("... has not changed" after the president asked).
_TEMPORAL = re.compile(r",?\s+(?:after|as|when|while|amid|following|during|before|in an?)\b")
_SENTENCE_END = ".!?…"
_TRIM = " \t,;:—–-()[]\u200b"
_TRIM_END = _TRIM + "."
_LEADING = ("that ", "“", '"', "and ", "but ")


@dataclass(slots=True)
class Utterance:
    """A stretch of reported speech in a paragraph, offsets into the paragraph."""

    start: int
    end: int
    kind: QuoteKind
    cue: Cue | None
    confidence: float
    #: Utterances of one paragraph with the same number are parts of one.
    part_of: int
    #: The quotation runs on: its marks do not close in this paragraph.
    is_open: bool = False
    #: No cue: the speaker must be carried on from what stands before.
    is_carried: bool = False
    #: Where a label names the speaker ("SMITH:", a signature).
    speaker: tuple[int, int] | None = None


class ParagraphReader:
    """Brings the marks and the cues of one paragraph together."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.index = TokenIndex(doc)
        self.marked = find_marked(self.text)
        inside = [self.index.range(m.start, m.end) for m in self.marked]
        self.quoted = {at for first, last in inside for at in range(first, last)}
        self.cues = [self._with_speaker_outside(c) for c in find_cues(doc) if c.head.i not in self.quoted]
        self.cue_ends = {self._end(c.end) for c in self.cues if c.can_quote and c.frame != "naming"}
        self.utterances: list[Utterance] = []
        self.direct: list[Marked] = []

    def read(self) -> list[Utterance]:
        self._read_direct()
        self._read_clauses()
        self._read_uncued()
        self.utterances.sort(key=lambda u: (u.start, -u.end))
        return self.utterances

    def _with_speaker_outside(self, cue: Cue) -> Cue:
        if cue.speaker is None or cue.speaker.i not in self.quoted:
            return cue
        other = subject_outside(cue.head, self.quoted.__contains__)
        return replace(cue, speaker=other) if other is not None else cue

    def _end(self, token: int) -> int:
        """Offset just past the token before number ``token``."""
        return self.doc[token - 1].idx + len(self.doc[token - 1])

    def _read_direct(self) -> None:
        """Quotations with a cue right beside them."""
        previous_end = 0
        for number, marked in enumerate(self.marked):
            following = next((m for m in self.marked[number + 1 : number + 4] if not self._is_name_part(m)), None)
            if self._add_signed(marked, following):
                previous_end = marked.outer_end
                continue
            if self._is_sentential(marked):
                cue = cue_after(self.index, marked, self.cues, following) or cue_before(
                    self.index, marked, self.cues, previous_end
                )
                if cue is not None:
                    self._add_direct(marked, cue, 0.95)
            previous_end = marked.outer_end

    def _add_signed(self, marked: Marked, following: Marked | None) -> bool:
        """A quotation whose speaker stands as a label: a transcript's "SMITH:", a signature after a dash."""
        label = transcript_label(self.text, marked)
        start = label[1] if label else marked.start
        speaker = label[0] if label else signature(self.text, marked, following)
        if speaker is None or start >= marked.end:
            return False
        self.direct.append(marked)
        self.utterances.append(
            Utterance(start, marked.end, "direct", None, 0.9, -marked.start - 2, not marked.is_closed, False, speaker)
        )
        return True

    def _add_direct(self, marked: Marked, cue: Cue | None, confidence: float, *, is_carried: bool = False) -> None:
        self.direct.append(marked)
        part = cue.head.i if cue else -1
        if is_carried:
            part = self.utterances[-1].part_of if self.utterances else -1
        utterance = Utterance(
            marked.start, marked.end, "direct", cue, confidence, part, not marked.is_closed, is_carried
        )
        self.utterances.append(utterance)

    def _is_sentential(self, marked: Marked) -> bool:
        """Marks that hold a sentence of their own rather than some words of the writer's sentence."""
        before = self.text[: marked.outer_start].rstrip()
        ends = last_character(self.text, marked) in ",.!?…—-" or not marked.is_closed
        starts = not before or before[-1] in ".!?…:,—–”\"’'|" or before.endswith("--")
        starts = starts or (ends and len(before) in self.cue_ends)
        return starts and (ends or self.text[marked.outer_end : marked.outer_end + 1] in {",", ".", "?"})

    def _read_clauses(self) -> None:
        """What cues report: clauses without marks, or with some words in marks."""
        taken: list[tuple[int, int]] = [(m.outer_start, m.outer_end) for m in self.direct]
        for cue in sorted(self.cues, key=_reach):
            if cue.cue_class == "attitude" and cue.frame == "object":
                continue
            if cue.frame == "parenthesis" and any(u.cue is cue for u in self.utterances):
                continue  # its quotation has been read; the rest of the sentence is the writer's
            for first, last in cue.content:
                span = self._clause_span(first, last, taken)
                if span is not None and not any(s <= span[0] and span[1] <= e for s, e in taken):
                    self._add_clause(span, cue)
                    taken.append(span)

    def _clause_span(self, first: int, last: int, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
        """Characters of a token range, fitted to the marks and clear of quotations already read."""
        if first >= last:
            return None
        start = self.doc[first].idx
        end = self.doc[last - 1].idx + len(self.doc[last - 1])
        for outer_start, outer_end in taken:
            if outer_start <= start < outer_end:
                start = outer_end
            elif start < outer_start < end:
                end = outer_start
        for marked in self.marked:
            if start <= marked.outer_start < end:
                end = max(end, marked.outer_end)
            elif marked.outer_start < start < marked.outer_end:
                start = marked.outer_start
        return self._trim(start, end)

    def _trim(self, start: int, end: int) -> tuple[int, int] | None:
        changed = True
        while changed and start < end:
            changed = False
            while start < end and self.text[start] in _TRIM:
                start += 1
            while start < end and self.text[end - 1] in _TRIM_END:
                end -= 1
            if self.text[start : start + 5].lower() == "that ":
                start, changed = start + 5, True
        return (start, end) if start < end and any(c.isalnum() for c in self.text[start:end]) else None

    def _add_clause(self, span: tuple[int, int], cue: Cue) -> None:
        start, end = span
        inside = [m for m in self.marked if start <= m.outer_start and m.outer_end <= end]
        quoted = sum(_letters(self.text[m.start : m.end]) for m in inside)
        total = _letters(self.text[start:end])
        if cue.frame == "evaluation" and not inside:
            return  # praise and blame without quoted words tell of an act, not of what was said
        kind: QuoteKind = "partial" if inside else "indirect"
        confidence = _CONFIDENCE.get(cue.frame, 0.6) * (0.8 if cue.cue_class == "attitude" else 1.0)
        if inside and _TEMPORAL.match(self.text, inside[-1].outer_end, end):
            end = inside[-1].outer_end
            total = _letters(self.text[start:end])
        if len(inside) == 1 and quoted >= 0.9 * total:
            kind, start, end = "direct", inside[0].start, inside[0].end
            if cue.frame in {"naming", "object", "evaluation"}:
                kind = "partial"
            self.direct.append(inside[0])
        self.utterances.append(Utterance(start, end, kind, cue, confidence, cue.head.i))

    def _read_uncued(self) -> None:
        """Quotations with no cue of their own: carried on from the utterance before, or left without a speaker."""
        for marked in self.marked:
            if any(u.start < marked.end and marked.start < u.end for u in self.utterances):
                continue
            words = len(self.text[marked.start : marked.end].split())
            if self._stands_alone(marked) and words >= 2:
                before = [u for u in self.utterances if u.end <= marked.start]
                before = [u for u in before if u.kind == "direct"] or before
                cue = before[-1].cue if before else None
                utterance = Utterance(
                    marked.start, marked.end, "direct", cue, 0.7, before[-1].part_of if before else -1,
                    not marked.is_closed, is_carried=True,
                )  # fmt: skip
                self.utterances.append(utterance)
            elif words >= _FRAGMENT_WORDS:
                self.utterances.append(Utterance(marked.start, marked.end, "partial", None, 0.4, -1, is_carried=True))
            self.utterances.sort(key=lambda u: (u.start, -u.end))

    def _is_name_part(self, marked: Marked) -> bool:
        """A nickname or the like between two names, as in Jane "Jay" Roe."""
        words = self.text[marked.start : marked.end].split()
        return len(words) == 1 and self.text[marked.outer_end : marked.outer_end + 2].strip()[:1].isupper()

    def _is_heading(self, marked: Marked) -> bool:
        alone = not self.text[marked.outer_end :].strip(" .")
        return alone and _is_title(self.text[marked.start : marked.end].split())

    def _cue_in_sentence(self, marked: Marked) -> Cue | None:
        """The nearest speech cue of the sentence that holds quoted words which no clause accounts for."""
        first = self.index.from_offset(marked.start)
        if first >= len(self.doc):
            return None
        sentence = self.doc[first].sent
        near = [
            c for c in self.cues if sentence.start <= c.start < sentence.end and c.can_quote and c.speaker is not None
        ]
        return min(near, key=lambda c: abs(c.start - first), default=None)

    def _stands_alone(self, marked: Marked) -> bool:
        before = self.text[: marked.outer_start].rstrip()
        starts = not before or before[-1] in '.!?…:”"'
        ends = last_character(self.text, marked) in ".!?…,—-" or not marked.is_closed
        return starts and (ends or self.text[marked.outer_end : marked.outer_end + 1] in {"", ".", "?"})


def _is_title(words: list[str]) -> bool:
    """Capitals on every long word: the name of a work or a heading, not speech."""
    return len(words) <= 8 and all(word[:1].isupper() for word in words if len(word) > 3)


def _reach(cue: Cue) -> tuple[int, int]:
    """Longest report first: what stands inside another's report is not reported twice."""
    return (-sum(last - first for first, last in cue.content), cue.start)


_CONFIDENCE = {
    "clause": 0.9, "parenthesis": 0.85, "according": 0.9, "infinitive": 0.7, "object_infinitive": 0.7,
    "naming": 0.7, "passive": 0.6, "object": 0.5, "evaluation": 0.45, "noun": 0.6,
}  # fmt: skip


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
