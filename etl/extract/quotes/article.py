"""Quotes of a whole article: speakers resolved, utterances carried across paragraphs, groups numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.quotes.blocks import block_paragraphs, introduction, signed_post, unmarked_paragraphs
from etl.extract.quotes.circumstances import channel_span, said_interval
from etl.extract.quotes.cue import Cue
from etl.extract.quotes.neighbours import SET_BETWEEN, paragraph_before, person_after, person_before
from etl.extract.quotes.resolution import SpeakerResolver
from etl.extract.quotes.speakers import introducing_subject, last_subject, owner_of_words, subject_before
from etl.extract.quotes.utterances import ParagraphReader, Utterance
from etl.records import UNKNOWN_TIME, DateExpression, Interval, Party, Quote

#: What may follow a quotation that still ends its paragraph: "..., she added in Geneva on Monday."
_TAIL_CHARACTERS = 60
#: Passages that are one person's speech already: what the speaker says of himself is no further quote.
_TURNS = frozenset({"interview_turn", "appended_interview"})
#: Passages that are nobody's report. Teasers are read: what they quote is kept, and counts in no headline view.
_NO_SPEECH = frozenset({"boilerplate", "credit"})
_OWN_VOICE = frozenset({"i", "we", "me", "us"})
#: Marks around less than this hold a name or an irony, not somebody's words.
_WORDS_IN_MARKS = 20
#: So many words are speech without a verb too; tags of finite verbs and of those who speak or are spoken to.
_WORDS_OF_SPEECH = 6
_SAYING = frozenset({"VBD", "VBZ", "VBP", "MD", "PRP", "UH"})
_MARKS = " “”\"'‘«„`"


def extract_quotes(article: ParsedArticle, entities: EntityTable, dates: list[DateExpression]) -> list[Quote]:
    """Reported speech of an article in text order.

    ``start``/``end`` of a direct quote exclude its marks; a partial quote holds the reported clause that
    has some of its words in marks; an indirect one the reported clause without its "that".
    """
    return _ArticleReader(article, entities, dates).read()


@dataclass(frozen=True, slots=True)
class _Source:
    """Who says something, by which cue, where and when; shared by the parts of one utterance."""

    speakers: tuple[Party, ...]
    group: int
    cue: tuple[int, int] | None = None
    channel: str | None = None
    said: Interval = UNKNOWN_TIME


@dataclass(frozen=True, slots=True)
class _Speech:
    """The utterance read last, and how it ended."""

    source: _Source
    paragraph: int
    is_open: bool
    ends_paragraph: bool
    #: Somebody named says it in the last sentence of its paragraph.
    is_last: bool = False


class _ArticleReader:
    def __init__(self, article: ParsedArticle, entities: EntityTable, dates: list[DateExpression]) -> None:
        self.article = article
        self.entities = entities
        self.dates = dates
        self.resolver = SpeakerResolver(article, entities)
        self.quotes: list[Quote] = []
        self.groups = 0
        self.last: _Speech | None = None
        #: Quotations without a speaker whose marks stay open from paragraph to paragraph, by position.
        self.unsigned: list[int] = []

    def read(self) -> list[Quote]:
        introduced_by: dict[int, int] = {}
        for number, paragraph in enumerate(self.article.paragraphs):
            if number in introduced_by:
                self._add_block(number, paragraph, introduced_by[number])
                continue
            kind = self.article.passage_kind(paragraph)
            if kind in _NO_SPEECH:
                self.entities.quote(paragraph.start, paragraph.end)
                continue
            if posted := signed_post(paragraph.text):
                self._add_post(number, paragraph, *posted)
                continue
            self._read_paragraph(number, paragraph)
            if kind in SET_BETWEEN:  # whom a caption names no pronoun of the text takes up before the text's own
                self.entities.quote(paragraph.start, paragraph.end)
            introduced_by.update(dict.fromkeys(self._block_after(number), number))
            if self.last is not None and self.last.paragraph == number and self.last.is_open:
                introduced_by.update(dict.fromkeys(unmarked_paragraphs(self.article, number), number))
        self.quotes.sort(key=lambda q: (q.start, -q.end))
        return self.quotes

    def _read_paragraph(self, number: int, paragraph: Paragraph) -> None:
        groups: dict[int, int] = {}
        is_turn = self.article.passage_kind(paragraph) in _TURNS
        reader = ParagraphReader(paragraph.doc)
        for marked in reader.marked:
            if marked.end - marked.start > _WORDS_IN_MARKS:
                self.entities.quote(paragraph.start + marked.start, paragraph.start + marked.end)
        for utterance in reader.read():
            if is_turn and utterance.kind == "indirect" and _is_own_voice(utterance.cue):
                continue
            if utterance.speaker is not None:
                source = self._labelled(paragraph, utterance.speaker)
            elif utterance.cue is None:
                source = self._carried(number, paragraph, utterance)
                if not source.speakers and _is_heading(paragraph, utterance):
                    continue
            else:
                if utterance.part_of not in groups:
                    groups[utterance.part_of] = self._new_group()
                source = self._cued(number, utterance, utterance.cue, groups[utterance.part_of])
            self._sign(number, utterance, source, opens=not paragraph.text[: utterance.start].strip(_MARKS))
            self._append(paragraph, utterance, source)
            if utterance.kind != "direct" and self._is_one_person(source):
                self.entities.quote(paragraph.start + utterance.start, paragraph.start + utterance.end)
            tail = paragraph.text[utterance.end :]
            ends = utterance.kind == "direct" and (len(tail.strip()) < _TAIL_CHARACTERS or _is_signed_last(utterance))
            is_last = _is_told_last(paragraph, utterance)
            self.last = _Speech(source, number, utterance.is_open, ends, is_last)

    def _block_after(self, number: int) -> list[int]:
        """The paragraphs that one introduces as a block, up to where the writer names the speaker again."""
        members = block_paragraphs(self.article, number)
        cue = introduction(self.article.paragraphs[number].doc) if len(members) > 1 else None
        speakers = self.resolver.speakers(number, cue) if cue is not None else ()
        names = [party.name.split()[-1] for party in speakers if party.name[:1].isupper()]
        texts = [self.article.paragraphs[member].text for member in members]
        return members[: next((at for at, text in enumerate(texts) if at and _names_one(text, names)), len(members))]

    def _is_one_person(self, source: _Source) -> bool:
        """Whether a pronoun after the report may mean the speaker, before those the report is about."""
        return len(source.speakers) == 1 and self.entities.type_of(source.speakers[0]) == "person"

    def _new_group(self) -> int:
        self.groups += 1
        return self.groups

    def _cued(self, number: int, utterance: Utterance, cue: Cue, group: int) -> _Source:
        paragraph = self.article.paragraphs[number]
        tokens = paragraph.doc[cue.start : cue.end]
        cue_span = (paragraph.start_of(tokens), paragraph.end_of(tokens))
        channel = channel_span(cue)
        reported = (paragraph.start + utterance.start, paragraph.start + utterance.end)
        sentence = cue.head.sent
        said = said_interval(cue_span, (paragraph.start_of(sentence), paragraph.end_of(sentence)), reported, self.dates)
        return _Source(
            self.resolver.speakers(number, cue),
            group,
            cue_span,
            paragraph.doc[channel[0] : channel[1]].text if channel else None,
            said,
        )

    def _labelled(self, paragraph: Paragraph, label: tuple[int, int]) -> _Source:
        party = self.entities.party(self.article, paragraph.start + label[0], paragraph.start + label[1])
        return _Source((party,), self._new_group())

    def _carried(self, number: int, paragraph: Paragraph, utterance: Utterance) -> _Source:
        """A quotation without a cue: "X said:" before it, the speaker before goes on, or the subject of
        the sentence before.
        """
        last = self.last
        opens = not paragraph.text[: utterance.start].strip(_MARKS)
        before = paragraph_before(self.article, number)
        if opens and (introduced := self._introduction(number)):
            return introduced
        if last is not None and opens and last.paragraph == before and last.is_open:
            return replace(last.source, cue=None)
        if last is not None and opens and last.paragraph == before and last.ends_paragraph:
            return _Source(last.source.speakers, self._new_group())
        if (introducing := introducing_subject(paragraph, utterance.start)) is not None:
            return _Source((self.resolver.party(paragraph, introducing),), self._new_group())
        if last is not None and last.paragraph == number:
            return last.source
        subject = subject_before(paragraph, utterance.start)
        if subject is None and opens and utterance.kind == "direct":
            person = person_before(self.article, self.entities, number)
            if person is None and not paragraph.text[utterance.end :].strip(_MARKS):
                person = person_after(self.article, self.entities, number)
            is_whole = _ends_sentence(paragraph.text[: utterance.end])
            if person is None and is_whole and last is not None and last.paragraph == before and last.is_last:
                return _Source(last.source.speakers, self._new_group())
            return _Source((person,) if person else (), self._new_group())
        return _Source((self.resolver.party(paragraph, subject),) if subject else (), self._new_group())

    def _introduction(self, number: int) -> _Source | None:
        """The source of "X said:" at the end of the paragraph before."""
        at = paragraph_before(self.article, number)
        if at is None or not self.article.paragraphs[at].text.rstrip().endswith((":", "?")):
            return None
        before = self.article.paragraphs[at]
        if owner := owner_of_words(before.doc):
            return _Source((self.resolver.party(before, owner),), self._new_group())
        if before.text.rstrip().endswith("?"):
            return None
        if cue := introduction(before.doc):
            end = len(before.text)
            source = self._cued(at, Utterance(end, end, "direct", cue, 1.0, -1), cue, 0)
            if source.speakers:
                return replace(source, group=self._new_group())
        subject = last_subject(before.doc)
        return _Source((self.resolver.party(before, subject),), self._new_group()) if subject else None

    def _add_post(self, number: int, paragraph: Paragraph, end: int, name: tuple[int, int]) -> None:
        """A post of a social network set as a paragraph, signed at its end."""
        source = self._labelled(paragraph, name)
        self._append(paragraph, Utterance(0, end, "direct", None, 0.8, -1), source)
        self.last = _Speech(source, number, is_open=False, ends_paragraph=False)

    def _add_block(self, number: int, paragraph: Paragraph, introduced_by: int) -> None:
        """A paragraph without marks that "X said:" introduces."""
        last = self.last
        if last is not None and (number > introduced_by + 1 or (last.paragraph == number - 1 and last.is_open)):
            source = replace(last.source, cue=None)
        else:
            source = self._introduction(number) or _Source((), self._new_group())
        end = len(paragraph.text.rstrip(_MARKS))
        self._append(paragraph, Utterance(0, end, "direct", None, 0.8, -1), source)
        self.last = _Speech(source, number, is_open=True, ends_paragraph=True)

    def _sign(self, number: int, utterance: Utterance, source: _Source, *, opens: bool) -> None:
        """Give the paragraphs of an open quotation the speaker whom its last paragraph names."""
        if self.unsigned and opens and source.speakers and self.last is not None and self.last.paragraph == number - 1:
            for position in self.unsigned:
                self.quotes[position] = replace(
                    self.quotes[position], speakers=source.speakers, group=source.group, confidence=utterance.confidence
                )
        goes_on = opens and utterance.is_open and not source.speakers
        self.unsigned = [*self.unsigned, len(self.quotes)] if goes_on else []

    def _append(self, paragraph: Paragraph, utterance: Utterance, source: _Source) -> None:
        start, end = paragraph.start + utterance.start, paragraph.start + utterance.end
        first, last = paragraph.sentence_at(start), paragraph.sentence_at(end - 1)
        for party in source.speakers:
            self.entities.act(party)
        cue_start, cue_end = source.cue or (None, None)
        confidence = utterance.confidence if source.speakers else utterance.confidence * 0.7
        self.quotes.append(
            Quote(
                start=start, end=end, text=self.article.text[start:end], kind=utterance.kind,
                speakers=source.speakers,
                cue=self.article.text[cue_start:cue_end] if source.cue else None, cue_start=cue_start, cue_end=cue_end,
                channel=source.channel, group=source.group, said=source.said, passage=paragraph.passage,
                sentence_start=paragraph.start_of(first), sentence_end=paragraph.end_of(last),
                confidence=round(confidence, 3),
            )
        )  # fmt: skip


def _is_told_last(paragraph: Paragraph, utterance: Utterance) -> bool:
    """Whether somebody named tells something in the last sentence of a paragraph."""
    cue = utterance.cue
    if cue is None or cue.speaker is None or cue.cue_class != "speech" or cue.frame not in {"clause", "parenthesis"}:
        return False
    names = cue.speaker.pos_ in {"NOUN", "PROPN"} and cue.head.dep_ != "relcl"
    return names and cue.head.sent.end == len(paragraph.doc)


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_MARKS)[-1:] in {".", "!", "?", "…"}


def _names_one(text: str, names: list[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _is_signed_last(utterance: Utterance) -> bool:
    """Whether the sentence that names the speaker, however long, closes the paragraph after the quotation."""
    cue = utterance.cue
    return cue is not None and cue.head.idx > utterance.end and cue.head.sent.end == len(cue.head.doc)


def _is_heading(paragraph: Paragraph, utterance: Utterance) -> bool:
    """A few words in marks without a verb, which nobody is said to speak and the paragraph goes on after: the
    name of a thing, a slogan, the heading of a list.
    """
    tokens = paragraph.doc.char_span(utterance.start, utterance.end, alignment_mode="expand")
    if tokens is None or utterance.is_open or not paragraph.text[utterance.end :].strip(_MARKS + ".,"):
        return False
    says = any(token.tag_ in _SAYING or token.pos_ == "AUX" for token in tokens)
    return len(tokens.text.split()) < _WORDS_OF_SPEECH and not says


def _is_own_voice(cue: Cue | None) -> bool:
    return cue is not None and cue.speaker is not None and cue.speaker.lower_ in _OWN_VOICE
