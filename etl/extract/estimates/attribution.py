"""Whose claim it is: the speech an offset stands in, the speech it carries on, or the narrator's voice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace

from spacy.tokens import Token

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.estimates.background import is_background
from etl.extract.estimates.counted import Counted, governors
from etl.extract.estimates.doers import holds_opinion, last_survey
from etl.extract.estimates.mentions import Mentions
from etl.extract.estimates.naming import Naming, accorded, can_speak, is_appointed, owner_of_figure
from etl.extract.estimates.telling import (
    citee,
    claims_lives,
    is_added_with,
    is_anybody,
    is_hearsay,
    is_informant,
    is_joined_to,
    is_named,
    is_of_media,
    is_source,
    is_taken_up,
)
from etl.extract.estimates.vocabulary import (
    views_of_others,
    words,
)
from etl.extract.estimates.voice import NARRATOR, Voice
from etl.records import Party, Quote

#: A sentence that carries reported speech on begins with one of these, for whom or what was spoken of.
_CARRYING = frozenset({"they", "it", "he", "she", "these", "those", "this", "their", "its"})
_BODIES = frozenset({"organization", "state", "military_formation", "outlet"})
_PERSONS = frozenset({"person", "unnamed_source"})
_PRONOUNS = {"it": _BODIES, "he": _PERSONS, "she": _PERSONS}
#: Cues that are no words of a person's: figures are reached.
_REACHING = ("register", "record")
_REVISERS = frozenset({"they", "it", "he", "she"})
#: Cues of belief that nobody is named for, within what somebody else tells.
_BELIEVED = frozenset({"believed", "thought", "feared", "estimated", "presumed", "reported", "understood"})
_CITING_TOKENS = 200
#: Those who cite others in support still speak for themselves; media pass on what they cite.
_OWN_VOICES = frozenset({"person", "unnamed_source", "state"})
#: How far a sentence's later clauses are still the speaker's, in characters, and the words that end that.
_ADDED_REACH = 400
_TURNING = frozenset({"but", "while", "although", "though", "whereas", "however", "yet"})
#: "More than 300 of those died": part of what the sentence before counted.
_OF_THOSE = re.compile(
    r"\s?(?:[\w-]+ )?of (?:these|them|whom|those(?! who\b| that\b| with\b| in\b|,| [a-z]+(?:ed|ing)\b))\b",
    re.IGNORECASE,
)
#: Those whom a survey asked, behind the share of them.
_OF_ASKED = re.compile(
    r" of (?:[a-z]+ )?"
    r"(?:(?:those|people|voters|adults) (?:surveyed|polled|asked|questioned|interviewed)|respondents)\b"
)
#: How many paragraphs back a survey is looked for.
_SURVEY_REACH = 4
#: Such a part carries the speech on where its sentence begins with it, give or take so many tokens.
_AT_FRONT = 3
#: How far back the one who gave a figure may be whom a pronoun of the next sentence means.
_GIVEN_REACH = 300
#: "..., bringing the total to 3,000": what comes of the reported; "..., compared with 40 a year before": the same told
#: of another time.
_RESULTING = re.compile(
    r"(?:\s?[”\"])?,?\s(?:(?<=,\s)(?:bringing|raising|taking|pushing|leaving|making|killing|wounding)"
    r"|compared\s(?:to|with)|(?:up|down)\sfrom|versus)\s"
)
#: One dash adds to a reported clause ("has a third of it -- 101 tons"); two set off what the writer puts in.
_DASH = re.compile(r"\s(?:--|—|–)\s|—")
_ADDING = re.compile(r",\s")
#: Shares, which say nothing: "30 percent believe".
_NOBODY = frozenset({"percent", "%", "cent"})
_INTERVIEW = frozenset({"interview_turn", "appended_interview"})


class Voices:
    """The voices of an article. Quotes are kept by paragraph, so a look-up costs what its paragraph holds."""

    def __init__(self, article: ParsedArticle, entities: EntityTable, quotes: list[Quote]) -> None:
        self.article = article
        self.entities = entities
        self.mentions = Mentions(entities)
        self.quotes: dict[int, list[Quote]] = defaultdict(list)
        self._given: tuple[int, Party] | None = None
        self._known: dict[int, Voice] = {}
        self._starts = [paragraph.start for paragraph in article.paragraphs]
        for quote in quotes:
            at = bisect_right(self._starts, quote.start) - 1
            if at >= 0:
                self.quotes[self._starts[at]].append(quote)
        self.naming = Naming(article, entities, self.quotes)

    def at(self, counted: Counted) -> Voice:
        """The voice of a quantity; asked in text order, since a pronoun may mean who gave the figure before."""
        start = counted.quantity.number_start
        if (known := self._known.get(start)) is not None:
            return known
        voice = self._known[start] = self._with_giver(self._with_cited(self._speaking(counted), counted))
        if voice.source is not None and voice.attribution == "explicit":
            self._given = (counted.quantity.end, voice.source)
        return voice

    def _with_giver(self, voice: Voice) -> Voice:
        """Who "they" are that revise a figure: those who gave it."""
        source = voice.source
        if source is None or voice.speeches or self._given is None or source.text.lower() not in _REVISERS:
            return voice
        given = self._given[1]
        is_person = source.text.lower() in {"he", "she"}
        if is_person and self.mentions.type_of(given.entity) not in _PERSONS:
            return voice
        return replace(voice, source=replace(source, name=given.name, entity=given.entity))

    def _speaking(self, counted: Counted) -> Voice:
        offset = counted.quantity.number_start
        holding = [quote for quote in self.quotes[counted.paragraph.start] if quote.start <= offset < quote.end]
        spoken = sorted(
            (quote for quote in holding if quote.speakers and self._is_told(quote)),
            key=lambda quote: quote.end - quote.start,
        )
        if spoken:
            if spoken[0].kind == "indirect" and is_background(counted, spoken[0]):
                return NARRATOR
            if is_appointed(counted):
                return NARRATOR  # "the Senate has confirmed 14 judges"
            return self._spoken(counted, tuple(spoken))
        if holding:
            innermost = min(holding, key=lambda quote: quote.end - quote.start)
            added = self._beside(counted) if (innermost.cue or "").lower() in _BELIEVED else None
            return added or self._nobody(innermost)
        return (
            self.naming.voice(counted)
            or self._interview(counted)
            or self._leading(counted)
            or self._beside(counted)
            or self._carried(counted)
            or self._surveyed(counted)
            or NARRATOR
        )

    def _leading(self, counted: Counted) -> Voice | None:
        """Words before a quotation that hang on its verb: "With 40 boats at sea, 'we are ready,' the admiral said"."""
        paragraph, offset = counted.paragraph, counted.quantity.end
        spoken = [q for q in self.quotes[paragraph.start] if q.kind != "indirect" and q.start >= offset and q.speakers]
        verb = next((verb for verb, _ in governors(counted.anchor)), None)
        if verb is None or not spoken or any(t.pos_ == "VERB" for t in verb.doc[counted.number.end : verb.i]):
            return None
        at = paragraph.start_of(verb)
        quote = next((q for q in spoken if q.start <= at < q.end and self._is_told(q)), None)
        return None if quote is None else Voice(self._heard_last(quote), "carried_on", (quote,))

    def _surveyed(self, counted: Counted) -> Voice | None:
        """The survey last spoken of, for a share of those whom it asked: "a third of those polled support it"."""
        if _OF_ASKED.match(self.article.text, counted.quantity.end) is None:
            return self._surveyed_beside(counted)
        at = bisect_right(self._starts, counted.paragraph.start) - 1
        for paragraph in reversed(self.article.paragraphs[max(0, at - _SURVEY_REACH) : at + 1]):
            end = counted.number.start if paragraph is counted.paragraph else len(paragraph.doc)
            poll = last_survey(list(paragraph.doc[:end]))
            if poll is not None:
                return Voice(self.naming.party(paragraph, poll), "carried_on")
        return None

    def _surveyed_beside(self, counted: Counted) -> Voice | None:
        """As in "Roe led the poll, with 29 percent of voters saying ...": an opinion told beside the survey. What plain
        sentences tell after one is the writer's.
        """
        if not holds_opinion(counted):
            return None
        poll = last_survey(list(counted.paragraph.doc[counted.sentence.start : counted.number.start]))
        return None if poll is None else Voice(self.naming.party(counted.paragraph, poll), "explicit")

    def _is_told(self, quote: Quote) -> bool:
        """Whether a speaker tells the words: one who "registers 46 percent" in a poll says nothing."""
        speaker = quote.speakers[0]
        is_reached = (quote.cue or "").lower().startswith(_REACHING) and self.mentions.type_of(
            speaker.entity
        ) == "person"
        return is_source(speaker) and not is_reached

    def _spoken(self, counted: Counted, speeches: tuple[Quote, ...]) -> Voice:
        while len(speeches) > 1 and is_anybody(speeches[0].speakers[0]):
            speeches = speeches[1:]
        speakers = tuple(self._heard_last(speech) for speech in speeches)
        inner = self._inner(counted, speeches[0])
        if inner is not None:
            return Voice(inner, "explicit", speeches, speakers)
        return Voice(speakers[0], "explicit", speeches, speakers[1:])

    def _inner(self, counted: Counted, speech: Quote) -> Party | None:
        """Whose view a speaker passes on: "the minister said the army believes 3,000 ..." is the army's."""
        below = None
        if owner := owner_of_figure(counted):
            return self.naming.party(counted.paragraph, owner)
        for verb, _ in governors(counted.anchor):
            if not speech.start <= counted.paragraph.start_of(verb) < speech.end:
                return None
            is_count = below is None and verb.lemma_.lower() in words("counting_verbs")
            is_count = is_count and not is_appointed(counted)
            if is_count and (counting := self.naming.named(counted)) is not None:
                party = counting.source
                is_inside = party is not None and speech.start <= (party.start or 0) < speech.end
                if is_inside and party is not None and is_named(counted.paragraph, party):
                    return party
            if below is not None and is_added_with(below) and verb.lemma_.lower() in words("counting_verbs"):
                counter = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
                if counter is not None and counter.pos_ in {"PROPN", "NOUN"} and can_speak(counter):
                    return self.naming.party(counted.paragraph, counter)  # "officials counted 29 dead, with 70 injured"
            is_view = verb.lemma_.lower() in views_of_others() and not claims_lives(verb)
            if below is not None and below.dep_ == "ccomp" and is_view:
                subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
                is_somebody = subject is not None and subject.pos_ in {"PROPN", "NOUN"}
                if subject is not None and is_somebody and subject.lower_ not in _NOBODY | words("anybody_nouns"):
                    return self.naming.party(counted.paragraph, subject)
            below = verb
        return None

    def _heard_last(self, speech: Quote) -> Party:
        """The speaker; for a pronoun that stands for nobody yet who spoke last before, as news carries a source on."""
        speaker = speech.speakers[0]
        wanted = _PRONOUNS.get(speaker.text.lower())
        if wanted is None or (wanted is _PERSONS and self.mentions.type_of(speaker.entity) in wanted):
            return speaker
        for earlier in reversed(self.before(speech)):
            last = earlier.speakers[0]
            if last.text.lower() not in _PRONOUNS and (
                last.entity is None or self.mentions.type_of(last.entity) in wanted
            ):
                return replace(speaker, name=last.name, entity=last.entity)
        if self._given is not None and speaker.entity is None and 0 <= speech.start - self._given[0] < _GIVEN_REACH:
            given = self._given[1]
            kind = self.mentions.type_of(given.entity)
            if kind in wanted or kind is None or (wanted is _BODIES and kind != "person"):
                return replace(speaker, name=given.name, entity=given.entity)
        return speaker

    def before(self, speech: Quote) -> list[Quote]:
        """Attributed quotes of the same paragraph and the three before that end where this one has not begun."""
        starts = self._starts
        at = bisect_right(starts, speech.start) - 1
        near = [quote for start in starts[max(0, at - 3) : at + 1] for quote in self.quotes.get(start, ())]
        return sorted((q for q in near if q.speakers and q.end <= speech.start), key=lambda quote: quote.end)

    def _nobody(self, speech: Quote) -> Voice:
        """Speech without a speaker: "reports emerged of 12" has unnamed reports for a source, else nobody tells."""
        if speech.cue is None or speech.cue.lower() not in words("unnamed_sources"):
            return Voice(None, "narrator", (speech,))
        if speech.cue_start is None or speech.cue_end is None:
            return Voice(None, "narrator", (speech,))
        return Voice(self.entities.party(self.article, speech.cue_start, speech.cue_end), "explicit", (speech,))

    def _with_cited(self, voice: Voice, counted: Counted) -> Voice:
        """As in "the agency reported, citing a hospital": the hospital is the source, the agency passes it on."""
        speech, source = voice.speech, voice.source
        if source is None or voice.citing is not None or self.mentions.type_of(source.entity) in _OWN_VOICES:
            return voice
        at = counted.quantity.start if speech is None else speech.cue_start or speech.start
        paragraph = self.article.paragraph_at(at)
        is_outlet = self.mentions.type_of(source.entity) == "outlet" or is_of_media(source)
        if paragraph is None or (speech is None and not is_outlet):
            return voice
        cited = next((cited for token in self._around_cue(counted, speech, paragraph) if (cited := citee(token))), None)
        if cited is not None and (is_outlet or is_informant(cited)):
            return replace(voice, source=self.naming.informant(paragraph, cited), citing=source)
        if is_outlet and speech is not None and (told := self._told_to_outlet(counted, speech)) is not None:
            return replace(voice, source=told, citing=source)
        return voice

    def _around_cue(self, counted: Counted, speech: Quote | None, paragraph: Paragraph) -> list[Token]:
        """The words of the sentences of a number's speech and of its cue, without what is quoted."""
        if speech is None:
            return list(counted.sentence[:_CITING_TOKENS])
        starts = {offset for offset in (speech.sentence_start, speech.cue_start) if offset is not None}
        inside = [offset for offset in sorted(starts) if paragraph.start <= offset < paragraph.end]
        sentences = {paragraph.sentence_at(offset).start: paragraph.sentence_at(offset) for offset in inside}
        tokens = [token for span in sentences.values() for token in span[:_CITING_TOKENS]]
        if speech.kind != "direct":
            return tokens
        return [token for token in tokens if not speech.start <= paragraph.start_of(token) < speech.end]

    def _told_to_outlet(self, counted: Counted, speech: Quote) -> Party | None:
        """Whom an outlet's sentence ends on: "CNN reports that 40 were hurt, according to the police"."""
        if speech.kind != "indirect" or (speech.cue or "").lower().startswith("according"):
            return None
        named = next((found for token in counted.scope if (found := accorded(token)) is not None), None)
        if named is None or named.i < counted.number.end or not can_speak(named):
            return None
        party = self.naming.party(counted.paragraph, named)
        return None if self.mentions.type_of(party.entity) == "outlet" else party

    def _beside(self, counted: Counted) -> Voice | None:
        """What a sentence adds to the speech it began with: "12 died, the police said, with 30 injured"; "X reported
        that 12 died; 30 were missing".
        """
        paragraph, offset = counted.paragraph, counted.quantity.number_start
        start = paragraph.start_of(counted.sentence)
        before = [
            quote
            for quote in self.quotes[paragraph.start]
            if start <= quote.start and quote.end <= offset and quote.kind == "indirect" and quote.speakers
            if self._is_told(quote)
        ]
        last = max(before, key=lambda quote: quote.end, default=None)
        if last is None or last.cue_end is None or offset - last.end > _ADDED_REACH:
            return None
        if is_joined_to(counted, last):
            return Voice(self._heard_last(last), "carried_on", (last,))
        added = self.article.text[max(last.end, last.cue_end) : offset]
        is_behind = last.cue_end <= last.end
        parted = (
            _DASH.match(added) and len(_DASH.findall(self.article.text, start, paragraph.end_of(counted.sentence))) == 1
        )
        goes_on = (
            (added.startswith(";") or parted or _RESULTING.match(added)) if is_behind else added.startswith((",", ";"))
        )
        turned = not _TURNING.isdisjoint(added.lower().split())
        if turned or not (goes_on or (last.cue_end > last.end and _ADDING.search(added))):
            return None
        return Voice(self._heard_last(last), "carried_on", (last,))

    def _interview(self, counted: Counted) -> Voice | None:
        """In an interview's turn the one whose turn it is speaks."""
        passage = self.article.passages[counted.paragraph.passage]
        if passage.kind not in _INTERVIEW or passage.speaker is None:
            return None
        end = passage.start + len(passage.speaker)
        if self.article.text[passage.start : end] != passage.speaker:
            return None
        return Voice(self.entities.party(self.article, passage.start, end), "explicit")

    def _carried(self, counted: Counted) -> Voice | None:
        """The indirect speech of the sentence before, where this one goes on about the same with a pronoun."""
        sentence, paragraph = counted.sentence, counted.paragraph
        if not self.quotes.get(paragraph.start):
            return None
        first = next((token for token in sentence if not token.is_space and not token.is_punct), None)
        start = paragraph.start_of(sentence)
        quotes = self.quotes[paragraph.start]
        if first is None or any(q.start < paragraph.end_of(sentence) and q.end > start for q in quotes):
            return None
        is_part = self._is_part_told_on(counted, first)
        if first.lower_ not in _CARRYING and not is_hearsay(counted) and not is_part:
            return None
        if is_background(counted, None):
            return None
        before = [q for q in quotes if q.end <= start and q.speakers and not self._between(q.sentence_end, start)]
        before = [q for q in before if self._is_told(q)]
        last = max(before, key=lambda quote: (quote.end, -quote.start), default=None)
        if last is None or last.kind != "indirect":
            return None
        if first.lower_ in _CARRYING and not is_taken_up(paragraph, last, first):
            return None
        same = [q for q in before if q.start <= last.start and last.end <= q.end and q is not last]
        spoken = (last, *sorted(same, key=lambda quote: quote.end - quote.start))
        speakers = tuple(self._heard_last(speech) for speech in spoken)
        return Voice(speakers[0], "carried_on", spoken, speakers[1:])

    def _is_part_told_on(self, counted: Counted, first: Token) -> bool:
        """As in "... 400 had deserted. A quarter of them were officers"; what somebody else did with a part is not."""
        if _OF_THOSE.match(self.article.text, counted.quantity.end) is None:
            return False
        return counted.number.start - first.i <= _AT_FRONT

    def _between(self, start: int, end: int) -> bool:
        return bool(self.article.text[start:end].strip())
