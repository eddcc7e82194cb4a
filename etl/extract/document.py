"""The parsed article: passages, paragraphs, and spaCy documents whose characters line up with the text.

Everything downstream works on :class:`ParsedArticle`. The text is parsed paragraph by paragraph (one
parse over a whole article glues headlines to speakers). What is handed to the parser is a same-length
copy of the paragraph (:func:`legible`), so an offset in the document plus ``paragraph.start`` is an
offset in the article. A text longer than any article is read in sections: see :func:`parse_sections`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from etl.extract.passages import split_passages, without_cards
from etl.records import UNKNOWN_TIME, ArticleText, Interval, Passage

#: A paragraph longer than this is parsed in pieces, so that time and memory stay linear in length.
PIECE_CHARACTERS = 8_000
#: Twice the longest of 10,000 articles. A longer text is read in sections of about this many characters, so
#: that memory, and the time of a rule that looks back, are bounded by a section.
SECTION_CHARACTERS = 100_000
#: What is read again before a section: as far as a pronoun reaches back.
CONTEXT_CHARACTERS = 2_000
#: Paragraphs parsed at once: the networks take some 16 kB a token while they run.
PARAGRAPHS_A_BATCH = 32
TOKENS_A_BATCH = 8_000

_ENTITY = re.compile(
    r"&(?:quot|amp|apos|nbsp|lt|gt|rsquo|lsquo|rdquo|ldquo|mdash|ndash|hellip|#\d{1,5}|#x[0-9a-fA-F]{1,4});"
)
_NAMED = {
    "quot": '"', "amp": "&", "apos": "'", "nbsp": " ", "lt": "<", "gt": ">", "rsquo": "’", "lsquo": "‘",
    "rdquo": "”", "ldquo": "“", "mdash": "—", "ndash": "–", "hellip": "…",
}  # fmt: skip
#: The tokenizer takes quadratic time in a run without spaces from which it splits mark after mark.
_UNBROKEN = re.compile(r"[^\w\s]{48}(?=[^\w\s]{16})|\S{240}(?=\S{16})")
#: For longer than any ruled line nothing but marks, or for longer than any list of figures not one letter: nobody's
#: words, and a token each.
_NO_WORDS = re.compile(r"[\W\d_]{1000,}|[\W_]{256,}")
_LINE_OR_SPACE = re.compile(r"[\n\r\t\v\f\u00a0\u2007\u202f\u2028\u2029\u200b\ufeff\u00ad]")


def legible(raw: str) -> str:
    """A copy of the same length that a parser reads better: HTML entities become their character
    and padding, line ends, odd spaces and cards of other stories become spaces, endless runs without a
    space get some, endless runs of marks or figures become spaces.
    """

    def unescape(match: re.Match[str]) -> str:
        body = match.group(0)[1:-1]
        if body.startswith("#"):
            code = int("0" + body[1:], 0) if body[1] in "xX" else int(body[1:])
            character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        else:
            character = _NAMED[body]
        return character + " " * (len(match.group(0)) - 1)

    text = without_cards(_ENTITY.sub(unescape, raw) if "&" in raw else raw)
    text = _NO_WORDS.sub(lambda run: " " * len(run.group()), _LINE_OR_SPACE.sub(" ", text))
    return _UNBROKEN.sub(lambda run: run.group()[:-1] + " ", text)


@dataclass(frozen=True, eq=False)
class Paragraph:
    """One parsed paragraph. ``doc`` has exactly ``end - start`` characters."""

    start: int
    end: int
    passage: int
    doc: Doc

    def start_of(self, item: Token | Span) -> int:
        """Offset in the article of a token's or span's first character."""
        return self.start + (item.idx if isinstance(item, Token) else item.start_char)

    def end_of(self, item: Token | Span) -> int:
        """Offset in the article just past a token's or span's last character."""
        return self.start + (item.idx + len(item.text) if isinstance(item, Token) else item.end_char)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds an article offset of this paragraph (the last one past its end)."""
        found = bisect_right(self._sentence_ends, offset - self.start)
        return self.sentences[min(found, len(self.sentences) - 1)]

    @cached_property
    def text(self) -> str:
        """The characters the parser saw; ``doc.text`` builds them anew each time."""
        return self.doc.text

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(self.doc.sents)

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [sentence.end_char for sentence in self.sentences]


@dataclass(frozen=True, eq=False)
class ParsedArticle:
    """An article's text with its passages and parsed paragraphs, both in text order."""

    text: str
    passages: tuple[Passage, ...]
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: Interval = UNKNOWN_TIME
    #: Paragraphs before this offset were read with the section before; they are here for what pronouns take up.
    own_from: int = 0

    def passage_kind(self, paragraph: Paragraph) -> str:
        return self.passages[paragraph.passage].kind

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds an offset, or ``None`` between paragraphs."""
        low, high = 0, len(self.paragraphs)
        while low < high:
            middle = (low + high) // 2
            if self.paragraphs[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.paragraphs) and self.paragraphs[low].start <= offset:
            return self.paragraphs[low]
        return None


def paragraph_spans(text: str, passage: Passage) -> list[tuple[int, int]]:
    """Offsets of a passage's paragraphs: runs of text between line ends, trimmed, cut where too long.

    A line that ends without sentence punctuation and is followed by a lower-case line is one paragraph
    with it (hard-wrapped text).
    """
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text[passage.start : passage.end]):
        start, end = passage.start + match.start(), passage.start + match.end()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if spans:
            previous_start, previous_end = spans[-1]
            gap = text[previous_end:start]
            wrapped = gap.strip(" \t\r") == "\n" and text[start].islower() and text[previous_end - 1] not in ".!?:”\"'’"
            if wrapped and end - previous_start <= PIECE_CHARACTERS:
                spans[-1] = (previous_start, end)
                continue
        while end - start > PIECE_CHARACTERS:
            cut = start + PIECE_CHARACTERS
            for mark in (". ", "! ", "? ", " "):
                found = text.rfind(mark, start + PIECE_CHARACTERS // 2, cut)
                if found >= 0:
                    cut = found + len(mark)
                    break
            spans.append((start, cut))
            start = cut
        if start < end:
            spans.append((start, end))
    return spans


#: Start and end in the article, and index of the passage.
_Stretch = tuple[int, int, int]


def parse_article(language: Language, article: ArticleText) -> ParsedArticle:
    """Split an article into passages and paragraphs and parse each paragraph.

    The paragraphs of one article are parsed as one batch, so that the result does not depend on what
    else is being read.
    """
    passages = tuple(split_passages(article.text, article.title))
    return _parse_section(language, article, passages, _stretches(article.text, passages))


def parse_sections(language: Language, article: ArticleText) -> Iterator[ParsedArticle]:
    """An article as :func:`parse_article` gives it; of a text longer than any article, sections one after another.

    Each section has the whole text and all passages, so offsets and indices are the article's, and some of
    the paragraphs. Names and speakers are looked for in the section and a few paragraphs before it.
    """
    passages = tuple(split_passages(article.text, article.title))
    context: list[_Stretch] = []
    for stretches in _sections(_stretches(article.text, passages)):
        section = _parse_section(language, article, passages, [*context, *stretches])
        yield replace(section, own_from=stretches[0][0]) if context else section
        context = _last_within(stretches, CONTEXT_CHARACTERS)


def _last_within(stretches: list[_Stretch], characters: int) -> list[_Stretch]:
    """The last paragraphs of a section that together have no more than so many characters."""
    last: list[_Stretch] = []
    for stretch in reversed(stretches):
        characters -= stretch[1] - stretch[0]
        if characters < 0:
            break
        last.insert(0, stretch)
    return last


def _stretches(text: str, passages: Iterable[Passage]) -> list[_Stretch]:
    return [
        (start, end, index) for index, passage in enumerate(passages) for start, end in paragraph_spans(text, passage)
    ]


def _sections(stretches: list[_Stretch]) -> Iterator[list[_Stretch]]:
    """Runs of paragraphs of a section's length; one at least, be it empty."""
    section: list[_Stretch] = []
    characters = 0
    for stretch in stretches:
        length = stretch[1] - stretch[0]
        if section and characters + length > SECTION_CHARACTERS:
            yield section
            section, characters = [], 0
        section.append(stretch)
        characters += length
    yield section


def _parse_section(
    language: Language, article: ArticleText, passages: tuple[Passage, ...], stretches: list[_Stretch]
) -> ParsedArticle:
    documents = _parse(language, (legible(article.text[start:end]) for start, end, _ in stretches))
    paragraphs = tuple(
        Paragraph(start, end, index, doc) for (start, end, index), doc in zip(stretches, documents, strict=True)
    )
    return ParsedArticle(
        article.text, passages, paragraphs, article.title, article.url, article.outlet, article.published
    )


def _parse(language: Language, texts: Iterable[str]) -> Iterator[Doc]:
    batch: list[Doc] = []
    tokens = 0
    for text in texts:
        doc = language.make_doc(text)
        if len(batch) == PARAGRAPHS_A_BATCH or (batch and tokens + len(doc) > TOKENS_A_BATCH):
            yield from _parse_batch(language, batch)
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    yield from _parse_batch(language, batch)


def _parse_batch(language: Language, batch: list[Doc]) -> Iterator[Doc]:
    for doc in language.pipe(batch, batch_size=PARAGRAPHS_A_BATCH):
        doc.tensor = np.zeros((0,), dtype="float32")  # the networks' own, 400 bytes a token that no rule reads
        yield doc
