"""Quotes of a whole article: speakers resolved, utterances carried across paragraphs, groups numbered."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.quotes.blocks import block_paragraphs, introduction
from etl.extract.quotes.circumstances import channel_span, said_interval
from etl.extract.quotes.cues import Cue
from etl.extract.quotes.speakers import last_subject, speaker_spans, subject_before
from etl.extract.quotes.utterances import ParagraphReader, Utterance
from etl.records import UNKNOWN_TIME, DateExpression, Interval, Party, Quote, QuoteKind


def extract_quotes(article: ParsedArticle, entities: EntityTable, dates: list[DateExpression]) -> list[Quote]:
    """Reported speech of an article in text order.

    ``start``/``end`` of a direct quote exclude its marks; a partial quote holds the reported clause that
    has some of its words in marks; an indirect one the reported clause without its "that".
    """
    return _ArticleReader(article, entities, dates).read()


@dataclass(slots=True)
class _Speech:
    """Who spoke last, and how that utterance ended."""

    speakers: tuple[Party, ...]
    group: int
    cue: tuple[int, int] | None
    paragraph: int
    is_open: bool
    ends_paragraph: bool


class _ArticleReader:
    def __init__(self, article: ParsedArticle, entities: EntityTable, dates: list[DateExpression]) -> None:
        self.article = article
        self.entities = entities
        self.dates = dates
        self.quotes: list[Quote] = []
        self.groups = 0
        self.last: _Speech | None = None

    def read(self) -> list[Quote]:
        blocks: dict[int, int] = {}
        for number, paragraph in enumerate(self.article.paragraphs):
            if number in blocks:
                self._add_block(number, paragraph, is_first=number - 1 == blocks[number])
                continue
            self._read_paragraph(number, paragraph)
            for member in block_paragraphs(self.article, number):
                blocks[member] = number
        self.quotes.sort(key=lambda q: (q.start, -q.end))
        return self.quotes

    def _read_paragraph(self, number: int, paragraph: Paragraph) -> None:
        groups: dict[int, int] = {}
        for utterance in ParagraphReader(paragraph.doc).read():
            if utterance.speaker is not None:
                self._add_signed(number, paragraph, utterance, utterance.speaker)
                continue
            if utterance.cue is None:
                self._add_carried(number, paragraph, utterance)
                continue
            if utterance.part_of not in groups:
                groups[utterance.part_of] = self._new_group()
            cue = utterance.cue
            speakers = self._speakers(paragraph, cue)
            self._add(paragraph, utterance, speakers, groups[utterance.part_of], cue)
            self._remember(number, paragraph, utterance, speakers, groups[utterance.part_of], _cue_span(paragraph, cue))

    def _speakers(self, paragraph: Paragraph, cue: Cue) -> tuple[Party, ...]:
        if cue.speaker is None:
            return ()
        return tuple(self._party(paragraph, span) for span in speaker_spans(cue.speaker))

    def _party(self, paragraph: Paragraph, span: Span) -> Party:
        return self.entities.party(self.article, paragraph.start_of(span), paragraph.end_of(span))

    def _new_group(self) -> int:
        self.groups += 1
        return self.groups

    def _remember(
        self,
        number: int,
        paragraph: Paragraph,
        utterance: Utterance,
        speakers: tuple[Party, ...],
        group: int,
        cue: tuple[int, int] | None,
    ) -> None:
        tail = paragraph.doc.text[utterance.end :]
        ends = utterance.kind == "direct" and len(tail.strip()) < 60
        self.last = _Speech(speakers, group, cue, number, utterance.is_open, ends)

    def _add_signed(self, number: int, paragraph: Paragraph, utterance: Utterance, label: tuple[int, int]) -> None:
        speakers = (self.entities.party(self.article, paragraph.start + label[0], paragraph.start + label[1]),)
        group = self._new_group()
        self._add(paragraph, utterance, speakers, group, None)
        self._remember(number, paragraph, utterance, speakers, group, None)

    def _add_carried(self, number: int, paragraph: Paragraph, utterance: Utterance) -> None:
        """A quotation without a cue: the speaker before goes on, or the subject of the sentence before."""
        last = self.last
        first = not paragraph.doc.text[: utterance.start].strip(" “”\"'‘«„`")
        speakers: tuple[Party, ...] = ()
        group, cue = self._new_group(), None
        if first and (introduced := self._introduced(number)):
            speakers, group = introduced
        elif last is not None and first and last.paragraph == number - 1 and (last.is_open or last.ends_paragraph):
            speakers, cue = last.speakers, None
            group = last.group if last.is_open else group
        elif last is not None and last.paragraph == number and utterance.kind == "direct":
            speakers, group, cue = last.speakers, last.group, last.cue
        elif subject := subject_before(paragraph, utterance.start):
            speakers = (self._party(paragraph, subject),)
        self._add(paragraph, utterance, speakers, group, None)
        self._remember(number, paragraph, utterance, speakers, group, cue)

    def _introduced(self, number: int) -> tuple[tuple[Party, ...], int] | None:
        """The speaker of "X said:" at the end of the paragraph before."""
        if number == 0 or not self.article.paragraphs[number - 1].doc.text.rstrip().endswith(":"):
            return None
        before = self.article.paragraphs[number - 1]
        cue = introduction(before.doc)
        speakers = self._speakers(before, cue) if cue else ()
        if not speakers and (subject := last_subject(before.doc)):
            speakers = (self._party(before, subject),)
        return (speakers, self._new_group()) if speakers else None

    def _add(
        self,
        paragraph: Paragraph,
        utterance: Utterance,
        speakers: tuple[Party, ...],
        group: int,
        cue: Cue | None,
    ) -> None:
        start, end = paragraph.start + utterance.start, paragraph.start + utterance.end
        channel, said = None, UNKNOWN_TIME
        if cue is not None:
            found = channel_span(cue)
            channel = paragraph.doc[found[0] : found[1]].text if found else None
            said = self._said(paragraph, cue, start, end)
        confidence = utterance.confidence if speakers else round(utterance.confidence * 0.7, 3)
        self._append(paragraph, start, end, utterance.kind, speakers, cue, channel, group, said, confidence)

    def _said(self, paragraph: Paragraph, cue: Cue, start: int, end: int) -> Interval:
        sentence = cue.head.sent
        cue_start, cue_end = _cue_span(paragraph, cue)
        return said_interval(
            cue_start, cue_end, (paragraph.start_of(sentence), paragraph.end_of(sentence)), [(start, end)], self.dates
        )

    def _append(
        self,
        paragraph: Paragraph,
        start: int,
        end: int,
        kind: QuoteKind,
        speakers: tuple[Party, ...],
        cue: Cue | None,
        channel: str | None,
        group: int,
        said: Interval,
        confidence: float,
    ) -> None:
        cue_start, cue_end = _cue_span(paragraph, cue) if cue else (None, None)
        first, last = paragraph.sentence_at(start), paragraph.sentence_at(end - 1)
        self.quotes.append(
            Quote(
                start=start, end=end, text=self.article.text[start:end], kind=kind, speakers=speakers,
                cue=self.article.text[cue_start:cue_end] if cue else None, cue_start=cue_start, cue_end=cue_end,
                channel=channel, group=group, said=said, passage=paragraph.passage,
                sentence_start=paragraph.start_of(first), sentence_end=paragraph.end_of(last),
                confidence=round(confidence, 3),
            )
        )  # fmt: skip

    def _add_block(self, number: int, paragraph: Paragraph, *, is_first: bool) -> None:
        """A paragraph without marks that "X said:" introduces."""
        if is_first:
            introduced = self._introduced(number)
            speakers, group = introduced or ((), self._new_group())
            self.last = _Speech(speakers, group, None, number, is_open=True, ends_paragraph=True)
        if self.last is None:
            return
        self.last.paragraph = number
        utterance = Utterance(0, len(paragraph.doc.text), "direct", None, 0.8, -1)
        self._add(paragraph, utterance, self.last.speakers, self.last.group, None)


def _cue_span(paragraph: Paragraph, cue: Cue) -> tuple[int, int]:
    tokens = paragraph.doc[cue.start : cue.end]
    return paragraph.start_of(tokens), paragraph.end_of(tokens)
