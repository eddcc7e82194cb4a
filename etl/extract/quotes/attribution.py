"""Which cue stands beside a quotation: before it, after it, or around the clause that holds it."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc, Token

from etl.extract.quotes.animacy import is_human
from etl.extract.quotes.cue import Cue
from etl.extract.quotes.marks import Marked, last_character

#: How far a cue may stand from the marks, in tokens: room for a name with its title and apposition.
REACH = 28
_ENDS = frozenset(".!?…")
#: Tokens after "X said" that tell when, where and how.
_LONGEST_CIRCUMSTANCE = 16
#: The longest label before a colon, what it cannot reach across, and the verbs it cannot hold.
_LABEL_TOKENS = 12
_LABEL_BREAKS = frozenset({".", "!", "?", "…", ";", ":", "”", '"', "|"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VBG", "VBN"})
#: Auxiliaries, relative clauses, and adjectives before a name that the parse takes for verbs ("hardline").
_NO_PREDICATES = frozenset({"relcl", "aux", "auxpass", "compound", "amod", "nmod"})
_LABEL = re.compile(r"([A-Z][A-Z.'’ -]{1,30}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}):\s+(?=\S)")
_SIGNATURE = re.compile(
    r"\s*[―—–-]{1,2}\s*((?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|de|la|van|von|bin|al)){0,5})(?=[.,]?\s*$|, )"
)


class TokenIndex:
    """Token numbers of a document by character offset."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.starts = [token.idx for token in doc]

    def from_offset(self, offset: int) -> int:
        """The first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Tokens that start inside a range of characters."""
        return self.from_offset(start), self.from_offset(end)


def cue_after(index: TokenIndex, marked: Marked, cues: list[Cue], following: Marked | None) -> Cue | None:
    """``"...," X said`` or ``"...," said X``: the first cue after the marks in the same stretch of text."""
    doc = index.doc
    text = index.text
    inner_end = last_character(text, marked)
    outside = text[marked.outer_end : marked.outer_end + 2].strip()[:1]
    if inner_end in _ENDS and inner_end == "." and not outside.islower():
        return None
    first = index.from_offset(marked.outer_end)
    limit = index.from_offset(following.outer_start) if following else len(doc)
    stop = _stretch_end(index, first, min(limit, first + REACH))
    cue = next((c for c in _from(cues, first, stop) if c.can_quote and c.cue_class != "finding"), None)
    if cue is None or (inner_end in _ENDS and not _only_attributes(doc, cue, first, stop)):
        return None
    if _has_other_predicate(doc, first, cue.start):
        return None
    return cue


def _from(cues: list[Cue], start: int, stop: int) -> list[Cue]:
    """The cues whose first token lies in a range; cues are in text order."""
    return cues[bisect_left(cues, start, key=_start) : bisect_left(cues, stop, key=_start)]


def _start(cue: Cue) -> int:
    return cue.start


def _stretch_end(index: TokenIndex, start: int, stop: int) -> int:
    """The next full stop, but not that of an abbreviation before a bracket: "Jane Roe (D-Md.)"."""
    for at in range(start + 1, stop):
        token = index.doc[at]
        if token.text in {".", "!", "?", ";", "…"} and index.text[token.idx + 1 : token.idx + 2] != ")":
            return at
    return stop


def _only_attributes(doc: Doc, cue: Cue, first: int, stop: int) -> bool:
    """After "?" or "!" a new sentence may begin: what follows must be a bare "X said"."""
    if doc[first].text[:1].islower():
        return True
    rights = [t for t in cue.head.rights if t.left_edge.i < stop]
    reports_more = any(t.dep_ in {"ccomp", "xcomp", "dobj"} and t.pos_ in {"VERB", "AUX"} for t in rights)
    return not reports_more and cue.end - first < REACH and stop - cue.end < _LONGEST_CIRCUMSTANCE


def _has_other_predicate(doc: Doc, first: int, last: int) -> bool:
    """A finite verb between marks and cue ("..." is what people heard when he said) breaks the link."""
    if first < last and _is_misread_adjective(doc[first]):
        first += 1
    between = doc[first:last]
    return any(t.tag_ in {"VBD", "VBZ", "VBP"} and t.dep_ not in _NO_PREDICATES for t in between)


def _is_misread_adjective(word: Token) -> bool:
    """Whether a supposed verb before a name has no ending of one: '"...," hardline Republican Roe wrote'."""
    is_next_to_name = word.i + 1 < len(word.doc) and word.nbor().pos_ == "PROPN"
    return word.tag_ in {"VBD", "VBZ"} and is_next_to_name and not word.lower_.endswith(("d", "s", "t"))


def cue_before(index: TokenIndex, marked: Marked, cues: list[Cue], previous_end: int) -> Cue | None:
    """``X said, "..."`` or ``X said of the plan: "..."``: the last cue before the marks."""
    doc = index.doc
    before = index.from_offset(marked.outer_start)
    floor = max(index.from_offset(previous_end), before - REACH)
    mark = _last_visible(doc, before)
    if mark is None or mark.text in {".", "!", "?", "…"}:
        return None
    introduces = mark.text in {",", ":", "—", "–", "--"}
    for cue in reversed(_from(cues, floor, before)):
        if cue.end > before:
            continue
        if _sentence_break(doc, cue.end, before):
            return None
        adjacent = before - cue.end <= 1 or mark.text == ":"
        if cue.can_quote and (adjacent or introduces):
            return cue
        if cue.frame in {"naming", "clause"} and adjacent:
            return cue
    return None


def _last_visible(doc: Doc, before: int) -> Token | None:
    for at in range(before - 1, max(-1, before - 4), -1):
        if not doc[at].is_space and not doc[at].is_quote:
            return doc[at]
    return None


def _sentence_break(doc: Doc, start: int, stop: int) -> bool:
    return any(doc[at].text in {".", "!", "?"} for at in range(start, stop))


def transcript_label(index: TokenIndex, marked: Marked) -> tuple[tuple[int, int], int] | None:
    """The speaker's label at the head of a quotation, and where the words begin: ``"SMITH: We ..."``."""
    match = _LABEL.match(index.text, marked.start, marked.end)
    if match is None:
        return None
    first, last = index.range(match.start(1), match.end(1))
    is_name = match.group(1).isupper() or any(token.ent_type_ == "PERSON" for token in index.doc[first:last])
    return ((match.start(1), match.end(1)), match.end()) if is_name else None


def heading_label(index: TokenIndex, marked: Marked) -> tuple[int, int] | None:
    """Who stands before a colon at the head of a sentence, without any verb: ``Mayor: "..."``."""
    before = index.text[: marked.outer_start].rstrip()
    if not before.endswith(":"):
        return None
    first, last = index.range(0, len(before) - 1)
    start = max(first, last - _LABEL_TOKENS)
    start = next((at for at in range(last - 1, start - 1, -1) if index.doc[at].text in _LABEL_BREAKS), start - 1) + 1
    words = index.doc[start:last]
    if not len(words) or (start == last - _LABEL_TOKENS and start > 0) or not words[0].text[:1].isupper():
        return None
    if any(token.tag_ in _FINITE for token in words) or not _names_somebody(words[len(words) - 1]):
        return None
    return words.start_char, words.end_char


def _names_somebody(last: Token) -> bool:
    return last.ent_type_ in {"PERSON", "ORG"} or is_human(last)


def signature(text: str, marked: Marked, following: Marked | None) -> tuple[int, int] | None:
    """The name after a dash that signs a quotation: ``"..." - Jane Roe``."""
    end = following.outer_start if following else len(text)
    match = _SIGNATURE.match(text, marked.outer_end, min(end, marked.outer_end + 120))
    return match.span(1) if match else None
