"""Whose claim it is: the speech an offset stands in, the speech it carries on, or the narrator's voice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace

from spacy.tokens import Token

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.estimates.counted import Counted, figure_of, governors
from etl.extract.estimates.mentions import Mentions
from etl.extract.estimates.vocabulary import (
    hedges,
    informant_nouns,
    measure_of_noun,
    naming_prepositions,
    outcome_by_verb,
    views_of_others,
    words,
)
from etl.records import Attribution, Party, Quote

#: A sentence that carries reported speech on begins with one of these, for whom or what was spoken of.
_CARRYING = frozenset({"they", "it", "he", "she", "these", "those", "this", "their", "its"})
_HEARSAY = frozenset({"reportedly", "allegedly", "purportedly"})
_BODIES = frozenset({"organization", "state", "military_formation", "outlet"})
_FINDING = frozenset({"find", "show", "place", "list", "cite"})
_SHOWING = frozenset({"show", "find", "suggest", "indicate", "reveal"})
_PERSONS = frozenset({"person", "unnamed_source"})
_PRONOUNS = {"it": _BODIES, "he": _PERSONS, "she": _PERSONS}
_CITING_TOKENS = 200
_CITING = frozenset({"cite", "quote"})
_LONGEST_INFORMANT = 12
#: Those who cite others in support still speak for themselves; media pass on what they cite.
_OWN_VOICES = frozenset({"person", "unnamed_source", "state"})
#: How far a sentence's later clauses are still the speaker's, in characters, and the words that end that.
_ADDED_REACH = 400
_TURNING = frozenset({"but", "while", "although", "though", "whereas", "however", "yet"})
_NEAR_CUE = 3
#: How far behind "claims" the lives stand that it takes, in tokens.
_LIVES_REACH = 8
#: "According to ..." is fronted within so many tokens of the sentence.
_FRONT = 3
#: "More than 300 of those died": part of what the sentence before counted.
_OF_THOSE = re.compile(r"\s?(?:[\w-]+ )?of (?:those|these|them|whom)\b", re.IGNORECASE)
#: Figures that somebody keeps and revises.
_KEPT_FIGURES = frozenset({"toll", "count", "tally", "estimate", "figure", "forecast"})
#: How far back the one who gave a figure may be whom a pronoun of the next sentence means.
_GIVEN_REACH = 300
_SHARE = re.compile(r"\d\s?%|\bper\s?cent\b", re.IGNORECASE)
_ADDING = re.compile(r",\s")
_SHARES = frozenset({"percent", "%", "cent"})
_INTERVIEW = frozenset({"interview_turn", "appended_interview"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who makes a claim. ``speeches``: the quotes that hold it, innermost first; none in the narrator's voice.
    ``outer``: who passes the source's words on, nearest first. ``citing``: the outlet that says it has it
    from the source.
    """

    source: Party | None
    attribution: Attribution
    speeches: tuple[Quote, ...] = ()
    outer: tuple[Party, ...] = ()
    citing: Party | None = None

    @property
    def speech(self) -> Quote | None:
        return self.speeches[0] if self.speeches else None


NARRATOR = Voice(None, "narrator")


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

    def at(self, counted: Counted) -> Voice:
        """The voice of a quantity; asked in text order, since a pronoun may mean who gave the figure before."""
        start = counted.quantity.number_start
        if (known := self._known.get(start)) is not None:
            return known
        voice = self._known[start] = self._with_cited(self._speaking(counted))
        if voice.source is not None and voice.attribution == "explicit":
            self._given = (counted.quantity.end, voice.source)
        return voice

    def _speaking(self, counted: Counted) -> Voice:
        offset = counted.quantity.number_start
        holding = [quote for quote in self.quotes[counted.paragraph.start] if quote.start <= offset < quote.end]
        spoken = sorted(
            (quote for quote in holding if quote.speakers and _is_source(quote.speakers[0])),
            key=lambda quote: quote.end - quote.start,
        )
        if spoken:
            if spoken[0].kind == "indirect" and _is_background(counted, spoken[0]):
                return NARRATOR
            return self._spoken(counted, tuple(spoken))
        if holding:
            return self._nobody(min(holding, key=lambda quote: quote.end - quote.start))
        return (
            self._owned(counted)
            or self._told_in_passing(counted)
            or self._shown(counted)
            or self._quoted_as(counted)
            or self._according(counted)
            or self._told(counted)
            or self._named(counted)
            or self._revised(counted)
            or self._interview(counted)
            or self._beside(counted)
            or self._carried(counted)
            or NARRATOR
        )

    def _spoken(self, counted: Counted, speeches: tuple[Quote, ...]) -> Voice:
        speakers = tuple(self._heard_last(speech) for speech in speeches)
        inner = self._inner(counted, speeches[0])
        if inner is not None:
            return Voice(inner, "explicit", speeches, speakers)
        return Voice(speakers[0], "explicit", speeches, speakers[1:])

    def _inner(self, counted: Counted, speech: Quote) -> Party | None:
        """Whose view a speaker passes on: "the minister said the army believes 3,000 ..." is the army's."""
        below = None
        if owner := _owner(counted):
            return self._party(counted.paragraph, owner)
        for verb, _ in governors(counted.anchor):
            if not speech.start <= counted.paragraph.start_of(verb) < speech.end:
                return None
            is_count = below is None and verb.lemma_.lower() in words("counting_verbs")
            if is_count and (counting := self._named(counted)) is not None:
                party = counting.source
                is_inside = party is not None and speech.start <= (party.start or 0) < speech.end
                if is_inside and party is not None and _is_named(counted.paragraph, party):
                    return party
            if below is not None and _is_added_with(below) and verb.lemma_.lower() in words("counting_verbs"):
                counter = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
                if counter is not None and counter.pos_ in {"PROPN", "NOUN"} and _can_speak(counter):
                    return self._party(counted.paragraph, counter)  # "officials counted 29 dead, with 70 injured"
            is_view = verb.lemma_.lower() in views_of_others() and not _claims_lives(verb)
            if below is not None and below.dep_ == "ccomp" and is_view:
                subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
                if subject is not None and subject.pos_ in {"PROPN", "NOUN"} and subject.lower_ not in _SHARES:
                    return self._party(counted.paragraph, subject)
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

    def _with_cited(self, voice: Voice) -> Voice:
        """As in "the agency reported, citing a hospital": the hospital is the source, the agency passes it on."""
        speech, source = voice.speech, voice.source
        if speech is None or source is None or self.mentions.type_of(source.entity) in _OWN_VOICES:
            return voice
        paragraph = self.article.paragraph_at(speech.start)
        if paragraph is None:
            return voice
        is_outlet = self.mentions.type_of(source.entity) == "outlet"
        for token in paragraph.sentence_at(speech.sentence_start)[:_CITING_TOKENS]:
            if token.lemma_.lower() in _CITING and _is_citing(token):
                cited = next((child for child in token.rights if child.dep_ == "dobj"), None)
                if cited is not None and (is_outlet or _is_informant(cited)):
                    return replace(voice, source=self._informant(paragraph, cited), citing=source)
        return voice

    def _informant(self, paragraph: Paragraph, head: Token) -> Party:
        """The one cited, with the phrases that say who that is: "a source in the general staff"."""
        first, last = head.left_edge, head.right_edge
        end = head.i + 1
        for at in range(head.i + 1, min(head.sent.end, head.i + _LONGEST_INFORMANT)):
            token = paragraph.doc[at]
            if (token.is_punct and token.text not in {"-", "’", "'"}) or token.pos_ in {"VERB", "AUX", "CCONJ"}:
                break
            end = at + 1
        if head.pos_ == "PROPN" or (end == head.i + 1 and last.i == head.i):
            return self._party(paragraph, head)
        tail = paragraph.doc[end - 1]
        return self.entities.party(self.article, paragraph.start_of(first), paragraph.end_of(tail))

    def _named(self, counted: Counted) -> Voice | None:
        """The subject of a naming verb over the quantity: "the ministry reported 12 deaths", "puts it at 12"."""
        figure = figure_of(counted)
        verb, role = next(governors(figure or counted.anchor), (None, "other"))
        naming = words("naming_verbs") | words("figure_verbs") if figure is not None else words("naming_verbs")
        if verb is None or (verb.lemma_.lower() not in naming and not _is_spoken_of(counted.anchor, verb)):
            return None
        if role != "object" and not _is_in_object(counted.anchor, verb) and not _is_spoken_of(counted.anchor, verb):
            return None
        if any(f"{verb.lemma_.lower()} {c.lemma_.lower()}" in outcome_by_verb("object") for c in verb.rights):
            return None  # "the fire claimed the lives of 12"
        subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
        if not subjects and verb.dep_ == "conj":  # "spoke of 10,000 and later put it at 12,000"
            subjects = [child for child in verb.head.lefts if child.dep_ == "nsubj"]
        subject = max(subjects, key=lambda child: child.i, default=None)
        if subject is None or not _can_speak(subject):
            return None
        if verb.lemma_.lower() in _FINDING and subject.lemma_.lower() not in words("finding_sources"):
            return None
        return Voice(self._party(counted.paragraph, subject), "explicit")

    def _owned(self, counted: Counted) -> Voice | None:
        """The one whose figure it is called: "the IMF's estimate of $40 billion"."""
        owner = _owner(counted)
        return None if owner is None else Voice(self._party(counted.paragraph, owner), "explicit")

    def _told_in_passing(self, counted: Counted) -> Voice | None:
        """The one whose word a relative clause makes it: "the 40 tanks [that] officials say were lost"."""
        for host in (counted.noun, counted.anchor):
            for clause in host.rights if host is not None else ():
                if clause.dep_ != "relcl" or clause.lemma_.lower() not in views_of_others():
                    continue
                subject = next((child for child in clause.lefts if child.dep_ == "nsubj"), None)
                has_content = any(child.dep_ in {"ccomp", "xcomp"} for child in clause.rights)
                if subject is not None and has_content and subject.tag_ != "WDT" and _can_speak(subject):
                    return Voice(self._party(counted.paragraph, subject), "explicit")
        return None

    def _shown(self, counted: Counted) -> Voice | None:
        """The finding that the sentence ends on: "cases doubled in 10 states, a tally showed"."""
        below = counted.anchor
        for verb, _ in governors(counted.anchor):
            if verb.lemma_.lower() in _SHOWING and below.dep_ == "ccomp" and below.i < verb.i:
                subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
                if subject is not None and subject.lemma_.lower() in words("finding_sources"):
                    return Voice(self._party(counted.paragraph, subject), "explicit")
            below = verb
        return None

    def _quoted_as(self, counted: Counted) -> Voice | None:
        """As in "17 died, the agency quoted the ministry as saying"."""
        for verb, _ in governors(counted.anchor):
            if verb.lemma_.lower() not in _CITING or verb.tag_ == "VBG":
                continue
            cited = next((child for child in verb.rights if child.dep_ == "dobj"), None)
            relay = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
            says = any(c.lower_ == "as" and any(v.tag_ == "VBG" for v in c.rights) for c in verb.rights)
            if cited is None or relay is None or not says or cited.i <= counted.anchor.i:
                continue
            paragraph = counted.paragraph
            return Voice(self._party(paragraph, cited), "explicit", citing=self._party(paragraph, relay))
        return None

    def _according(self, counted: Counted) -> Voice | None:
        """The source that a sentence names and whose words were not taken for speech: "According to the survey, 53
        percent of Swedes say ...", "43 percent of Swedes, according to a poll".
        """
        for token in counted.scope:
            if token.lower_ != "according" or token.is_ancestor(counted.anchor):
                continue
            is_front = token.i - counted.sentence.start < _FRONT
            if not is_front and (self._holds_speech(counted) or token.i < counted.number.start):
                continue
            named = next((item for to in token.rights if to.lower_ == "to" for item in to.rights), None)
            if named is not None and named.dep_ == "pobj" and _can_speak(named):
                return Voice(self._party(counted.paragraph, named), "explicit")
        return None

    def _told(self, counted: Counted) -> Voice | None:
        """Who tells a clause that was not taken for speech: "The result: five fighters, a general told them"; "in the
        village, a leader, Ali Awad, said four houses were raided", where the parse finds the verb no subject.
        """
        for verb, _ in governors(counted.anchor):
            if verb.lemma_.lower() not in words("telling_verbs") or _is_background(counted, None):
                continue
            clause = next((child for child in verb.children if child.is_ancestor(counted.anchor)), None)
            subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
            if clause is None or clause.dep_ != ("ccomp" if subject is None else "dep"):
                continue
            subject = subject or _named_before(verb)
            if subject is not None and subject.tag_ not in {"WDT", "WP", "PRP"} and _can_speak(subject):
                return Voice(self._party(counted.paragraph, subject), "explicit")
        return None

    def _holds_speech(self, counted: Counted) -> bool:
        """Whether somebody speaks in the sentence of a number."""
        start, end = counted.paragraph.start_of(counted.sentence), counted.paragraph.end_of(counted.sentence)
        return any(q.start < end and start < q.end for q in self.quotes[counted.paragraph.start])

    def _revised(self, counted: Counted) -> Voice | None:
        """Who sets a figure that is kept: "the ministry lowered its count of the missing to 61"."""
        verb, _ = next(governors(counted.anchor), (None, "other"))
        if verb is None or verb.lemma_.lower() not in words("setting_verbs"):
            return None
        kept = next((c for c in verb.rights if c.dep_ == "dobj" and c.lemma_.lower() in _KEPT_FIGURES), None)
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if (
            kept is None
            or subject is None
            or subject.lemma_.lower() not in words("finding_sources") | informant_nouns()
        ):
            return None
        return Voice(self._party(counted.paragraph, subject), "explicit")

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
        ]
        last = max(before, key=lambda quote: quote.end, default=None)
        if last is None or last.cue_end is None or offset - last.end > _ADDED_REACH:
            return None
        added = self.article.text[max(last.end, last.cue_end) : offset]
        goes_on = added.startswith((",", ";")) if last.cue_end > last.end else added.startswith(";")
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
        is_part = _OF_THOSE.match(self.article.text, counted.quantity.end) is not None
        if first.lower_ not in _CARRYING and not _is_hearsay(counted) and not is_part:
            return None
        if _is_background(counted, None):
            return None
        before = [q for q in quotes if q.end <= start and q.speakers and not self._between(q.sentence_end, start)]
        last = max(before, key=lambda quote: (quote.end, -quote.start), default=None)
        if last is None or last.kind != "indirect":
            return None
        same = [q for q in before if q.start <= last.start and last.end <= q.end and q is not last]
        spoken = (last, *sorted(same, key=lambda quote: quote.end - quote.start))
        speakers = tuple(self._heard_last(speech) for speech in spoken)
        return Voice(speakers[0], "carried_on", spoken, speakers[1:])

    def _between(self, start: int, end: int) -> bool:
        return bool(self.article.text[start:end].strip())

    def _party(self, paragraph: Paragraph, head: Token) -> Party:
        """The party that a subject's noun phrase names, without what trails it."""
        left, right = head.left_edge, head
        for child in head.rights:
            if child.dep_ not in {"flat", "compound", "poss", "case"} and not (
                child.dep_ == "prep" and child.lower_ in {"of", "for", "on", "against"}
            ):
                break
            right = child.right_edge
        return self.entities.party(self.article, paragraph.start_of(left), paragraph.end_of(right))


def _is_background(counted: Counted, speech: Quote | None) -> bool:
    """Whether the number stands in a relative clause that the writer adds: "..., who has led since 24 years"."""
    first = 0 if speech is None else speech.start - counted.paragraph.start
    for token in (counted.anchor, *counted.anchor.ancestors):
        if token.idx < first:
            return False
        if _tells_what_came_before(token):
            return True
        if token.dep_ == "relcl" and not (speech is not None and _ends_at_according(counted, token, speech)):
            edge = token.left_edge
            return speech is None or token.head.pos_ == "PROPN" or (edge.i > 0 and edge.nbor(-1).text == ",")
    return False


def _tells_what_came_before(verb: Token) -> bool:
    """As in "warned them to change locks after thieves took 12 cars": a past clause under words for the future."""
    is_past = verb.dep_ == "advcl" and verb.tag_ == "VBD" and verb.head.tag_ == "VB"
    return is_past and any(child.dep_ == "mark" and child.lower_ == "after" for child in verb.lefts)


def _ends_at_according(counted: Counted, clause: Token, speech: Quote) -> bool:
    """As in "a fire, which killed 40, according to Reuters": the clause is the part that the cue stands at."""
    if speech.cue is None or speech.cue_start is None or not speech.cue.lower().startswith("according"):
        return False
    return 0 <= speech.cue_start - counted.paragraph.end_of(clause.right_edge) <= _NEAR_CUE


def _is_source(party: Party) -> bool:
    """Whether those who say it can know: no share that a poll counted ("64 percent of Danes say ..."), no yardstick."""
    head = party.text.lower().partition(" of ")[0].rsplit(maxsplit=1)[-1:]
    kind = measure_of_noun().get(head[0]) if head and party.text[:1].isdigit() else None
    if kind is not None and kind.counts == "thing":
        return False  # "with 20 parishes declared disaster areas"
    return _SHARE.search(party.text) is None and words("never_sources").isdisjoint(head)


def _is_citing(verb: Token) -> bool:
    """As in "the agency reported, citing ..." and "according to the agency, which cited ..."."""
    return verb.tag_ == "VBG" or (verb.dep_ == "relcl" and verb.head.pos_ == "PROPN")


def _is_informant(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or not informant_nouns().isdisjoint({noun.lemma_.lower(), noun.lower_})


def _is_added_with(verb: Token) -> bool:
    """As in "counted 29 dead, with 70 [injured]"."""
    return verb.dep_ == "pcomp" or (verb.dep_ == "advcl" and any(child.lower_ == "with" for child in verb.lefts))


def _named_before(verb: Token) -> Token | None:
    """The person whose name between commas ends right before a verb."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    if before is not None and before.text == "," and before.i > verb.sent.start:
        before = before.nbor(-1)
    return before if before is not None and before.ent_type_ == "PERSON" and before.dep_ == "appos" else None


def _claims_lives(verb: Token) -> bool:
    """As in "the conflict claims as many as 5,000 lives", which nobody says."""
    following = verb.doc[verb.i + 1 : min(verb.i + _LIVES_REACH, verb.sent.end)]
    return verb.lemma_ == "claim" and any(token.lemma_ == "life" for token in following)


def _is_named(paragraph: Paragraph, party: Party) -> bool:
    """Whether a party is named by a noun, and not by a pronoun for the speaker."""
    start, end = (party.start or 0) - paragraph.start, (party.end or 0) - paragraph.start
    span = paragraph.doc.char_span(start, end, alignment_mode="expand")
    return span is not None and span.root.pos_ in {"PROPN", "NOUN"}


def _is_in_object(token: Token, verb: Token) -> bool:
    """Whether a noun hangs on a verb beside its object: "put the toll at [12]", "counted arrests in [30 cities]"."""
    if token.dep_ != "pobj":
        return False
    over = token.head.head
    return (over == verb and any(c.dep_ == "dobj" for c in verb.rights)) or (over.dep_ == "dobj" and over.head == verb)


def _is_spoken_of(token: Token, verb: Token) -> bool:
    """As in "police spoke of [12,000]"."""
    is_after = token.dep_ == "pobj" and token.head.head == verb
    return is_after and (verb.lemma_.lower(), token.head.lower_) in naming_prepositions()


def _owner(counted: Counted) -> Token | None:
    """Whose figure a number is: the possessor of the estimate, count or toll that it completes."""
    figure = figure_of(counted)
    return None if figure is None else next((c for c in figure.lefts if c.dep_ == "poss" and c.pos_ == "PROPN"), None)


def _is_hearsay(counted: Counted) -> bool:
    """Whether the sentence marks itself as told by others: "six were reportedly killed"."""
    return any(word in counted.scope_text for word in (*_HEARSAY, *hedges("phrase")))


def _can_speak(subject: Token) -> bool:
    """Names, pronouns of people and nouns of people or bodies; never "which" or a bare number."""
    if subject.pos_ == "PROPN":
        return True
    if subject.pos_ == "PRON":
        return subject.lower_ in {"he", "she", "they", "it", "we", "i"}
    return subject.pos_ == "NOUN" and subject.tag_ in {"NN", "NNS"}
