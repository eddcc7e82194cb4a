"""Who speaks at a cue: names and roles as written, pronouns by whom they take up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Span, Token

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.quotes.antecedents import (
    GENDERS,
    document_antecedent,
    has_subject_before,
    last_plural,
    plural_antecedent,
    unnamed_antecedent,
)
from etl.extract.quotes.cue import Cue
from etl.extract.quotes.marks import find_marked
from etl.extract.quotes.neighbours import paragraph_before
from etl.extract.quotes.speakers import speaker_spans
from etl.extract.quotes.subjects import relative_subject
from etl.records import Party

_PARAGRAPHS_KEPT = 8
_MARKS = " “”\"'‘«„`"


class SpeakerResolver:
    """Answers who speaks, within one article; paragraphs are asked about in text order."""

    def __init__(self, article: ParsedArticle, entities: EntityTable) -> None:
        self._article = article
        self._entities = entities
        #: Where the quotations of the paragraphs looked at last start and end, by where the paragraph starts.
        self._marked: dict[int, tuple[list[int], list[int]]] = {}

    def party(self, paragraph: Paragraph, span: Span) -> Party:
        start, end = paragraph.start_of(span), paragraph.end_of(span)
        while start < end - 1 and self._article.text[start] in _MARKS:
            start += 1  # a mark that no space parts from the name
        return self._entities.party(self._article, start, end)

    def speakers(self, number: int, cue: Cue) -> tuple[Party, ...]:
        """The parties that a cue of a paragraph gives its words to; none where it names nobody."""
        speaker, paragraph = cue.speaker, self._article.paragraphs[number]
        if speaker is None:
            return ()
        if speaker.lower_ == "they":
            return self._several(number, speaker)
        if speaker.lower_ == "it" and (noun := document_antecedent(speaker, self._inside(paragraph))) is not None:
            return (self._as_written(paragraph, self.party(paragraph, noun), speaker),)
        if speaker.lower_ in GENDERS and (party := self._unnamed(paragraph, speaker)):
            return (party,)
        parties = tuple(self.party(paragraph, span) for span in speaker_spans(speaker))
        relative = relative_subject(cue.head, speaker)
        if relative is None or len(parties) != 1:
            return parties
        return (self._as_written(paragraph, parties[0], relative),)

    def _several(self, number: int, they: Token) -> tuple[Party, ...]:
        paragraph = self._article.paragraphs[number]
        inside = self._inside(paragraph)
        if (plural := plural_antecedent(they, inside)) is not None:
            return (self._as_written(paragraph, self.party(paragraph, plural), they),)
        before = paragraph_before(self._article, number)
        if before is not None and not has_subject_before(they, inside):
            other = self._article.paragraphs[before]
            if (plural := last_plural(other.doc, self._inside(other))) is not None:
                return (self._as_written(paragraph, self.party(other, plural), they),)
        parties = tuple(self._entities.group(paragraph.start_of(they), paragraph.end_of(they)))
        self._entities.take_up(parties[0])
        return parties

    def _unnamed(self, paragraph: Paragraph, pronoun: Token) -> Party | None:
        noun = unnamed_antecedent(pronoun, self._inside(paragraph))
        wanted = GENDERS[pronoun.lower_]
        if noun is None or self._is_another_named(paragraph, noun, pronoun, wanted):
            return None
        party = self.party(paragraph, noun)
        is_epithet = noun[0].lower_ == "the" and not self._is_person(party)
        if is_epithet or self._entities.gender(party) not in {"", wanted}:
            return None
        return self._as_written(paragraph, party, pronoun)

    def _as_written(self, paragraph: Paragraph, party: Party, pronoun: Token) -> Party:
        """A party by the pronoun that stands for it."""
        start, end = paragraph.start_of(pronoun), paragraph.end_of(pronoun)
        written = replace(party, text=self._article.text[start:end], start=start, end=end)
        self._entities.take_up(written)
        return written

    def _is_person(self, party: Party) -> bool:
        return self._entities.type_of(party) == "person"

    def _is_another_named(self, paragraph: Paragraph, noun: Span, pronoun: Token, wanted: str) -> bool:
        """Whether a person is named from a noun on to a pronoun, or one of that gender in the noun's sentence."""
        first, start, end = (paragraph.start_of(item) for item in (noun.sent, noun, pronoun))
        for mention in self._entities.mentions_between(first, end):
            if mention.label == "PERSON" and mention.entity is not None:
                named = self._entities.party(self._article, mention.start, mention.end)
                if mention.start >= start or self._entities.gender(named) == wanted:
                    return True
        return False

    def _inside(self, paragraph: Paragraph) -> Callable[[Token], bool]:
        """Whether a token of a paragraph stands inside marks."""
        if paragraph.start not in self._marked:
            if len(self._marked) > _PARAGRAPHS_KEPT:
                self._marked.clear()
            marked = find_marked(paragraph.text)
            self._marked[paragraph.start] = ([m.start for m in marked], [m.end for m in marked])
        starts, ends = self._marked[paragraph.start]

        def is_inside(token: Token) -> bool:
            position = bisect_right(starts, token.idx) - 1
            return position >= 0 and token.idx < ends[position]

        return is_inside
