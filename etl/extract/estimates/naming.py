"""Sources that a sentence names beside its number, where nobody is reported to speak."""

from __future__ import annotations

from spacy.tokens import Token

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.estimates.background import is_background
from etl.extract.estimates.counted import Counted, figure_of, governors
from etl.extract.estimates.doers import (
    KEPT_FIGURES,
    accuser,
    announcer,
    detailing,
    expecter,
    forecaster,
    holder,
    survey_of,
)
from etl.extract.estimates.measuring import is_share
from etl.extract.estimates.vocabulary import (
    evidence_nouns,
    informant_nouns,
    kind_of_unit,
    measure_of_noun,
    naming_prepositions,
    outcome_by_verb,
    views_of_others,
    words,
)
from etl.extract.estimates.voice import Voice
from etl.records import Party, Quote

_FINDING = frozenset({"find", "show", "place", "list", "cite", "give"})
#: Verbs by which bodies keep count, and people only reach a figure.
_READING = frozenset({"register", "record", "count", "post", "tally"})
_OUTCOME_REACH = 4
#: Verbs that name a figure only where they say what it is of: "put it at 12".
_PUTTING = frozenset({"put", "place", "peg"})
_SHOWING = frozenset({"show", "find", "suggest", "indicate", "reveal"})
_CITING = frozenset({"cite", "quote"})
_LONGEST_INFORMANT = 12
#: "According to ..." is fronted within so many tokens of the sentence.
_FRONT = 3


class Naming:
    """The ways in which a sentence names the source of a number without reported speech."""

    def __init__(self, article: ParsedArticle, entities: EntityTable, quotes: dict[int, list[Quote]]) -> None:
        self.article = article
        self.entities = entities
        self.quotes = quotes

    def voice(self, counted: Counted) -> Voice | None:
        """The first way that names somebody."""
        ways = (
            self._expected, self.owned, self._told_in_passing, self._shown, self._quoted_as, self._according,
            self._told, self.named, self._revised, self._did,
        )  # fmt: skip
        return next((voice for way in ways if (voice := way(counted)) is not None), None)

    def named(self, counted: Counted) -> Voice | None:
        """The subject of a naming verb over the quantity: "the ministry reported 12 deaths", "puts it at 12"."""
        figure = figure_of(counted)
        verb, role = next(governors(figure or counted.anchor), (None, "other"))
        naming = words("naming_verbs") | words("figure_verbs") if figure is not None else words("naming_verbs")
        if verb is None or (verb.lemma_.lower() not in naming and not _is_spoken_of(counted.anchor, verb)):
            return None
        is_object = role == "object" or _is_in_object(counted.anchor, verb) or _is_spoken_of(counted.anchor, verb)
        if not is_object and not _is_found(counted, verb):
            return None
        if counted.anchor.head.lower_ == "in" and kind_of_unit().get(counted.quantity.unit or "") == "duration":
            return None  # "expects her child in three months"
        if any(f"{verb.lemma_.lower()} {c.lemma_.lower()}" in outcome_by_verb("object") for c in verb.rights):
            return None  # "the fire claimed the lives of 12"
        subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
        if not subjects and verb.dep_ == "conj":  # "spoke of 10,000 and later put it at 12,000"
            subjects = [child for child in verb.head.lefts if child.dep_ == "nsubj"]
        subject = max(subjects, key=lambda child: child.i, default=None)
        if subject is None or not can_speak(subject) or _holds(subject, counted):
            return None
        if is_appointed(counted):
            return None  # "the Senate has confirmed 14 judges"
        if verb.lemma_.lower() in _PUTTING and counted.anchor.head == verb and not _is_set(verb):
            return None  # "put two wars on the nation's credit card"
        is_reading = verb.lemma_.lower() in _READING
        if is_reading and (subject.ent_type_ == "PERSON" or subject.lemma_.lower() in words("market_nouns")):
            return None  # "Meier registers 46 percent", "the Nasdaq recorded 106 new highs"
        if verb.lemma_.lower() in _FINDING and subject.lemma_.lower() not in words("finding_sources"):
            return None
        return Voice(self.party(counted.paragraph, subject), "explicit")

    def owned(self, counted: Counted) -> Voice | None:
        """The one whose figure it is called: "the IMF's estimate of $40 billion"."""
        owner = owner_of_figure(counted)
        return None if owner is None else Voice(self.party(counted.paragraph, owner), "explicit")

    def _told_in_passing(self, counted: Counted) -> Voice | None:
        """The one whose word a relative clause makes it: "the 40 tanks [that] officials say were lost"."""
        for host in (counted.noun, counted.anchor):
            for clause in host.rights if host is not None else ():
                if clause.dep_ != "relcl" or clause.lemma_.lower() not in views_of_others():
                    continue
                subject = next((child for child in clause.lefts if child.dep_ == "nsubj"), None)
                has_content = any(child.dep_ in {"ccomp", "xcomp"} for child in clause.rights)
                if subject is not None and has_content and subject.tag_ != "WDT" and can_speak(subject):
                    return Voice(self.party(counted.paragraph, subject), "explicit")
        return None

    def _shown(self, counted: Counted) -> Voice | None:
        """The finding that the sentence ends on: "cases doubled in 10 states, a tally showed"."""
        below = counted.anchor
        for verb, _ in governors(counted.anchor):
            if verb.lemma_.lower() in _SHOWING and below.dep_ == "ccomp" and below.i < verb.i:
                subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
                if subject is not None and subject.lemma_.lower() in words("finding_sources"):
                    return Voice(self.party(counted.paragraph, subject), "explicit")
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
            return Voice(self.party(paragraph, cited), "explicit", citing=self.party(paragraph, relay))
        return None

    def _according(self, counted: Counted) -> Voice | None:
        """The source that a sentence names and whose words were not taken for speech: "According to the survey, 53
        percent of Swedes say ...", "43 percent of Swedes, according to a poll".
        """
        for token in counted.scope:
            if token.lower_ != "according" or token.is_ancestor(counted.anchor):
                continue
            is_front = token.i - counted.sentence.start < _FRONT
            is_blocked = self._holds_speech(counted) and not self._counts_speakers(counted)
            if not is_front and (is_blocked or token.i < counted.number.start):
                continue
            parted = any(between.text == ";" for between in token.doc[token.i : counted.number.start])
            if parted and self.named(counted) is not None:
                continue  # "according to Riga, 40 sank; Oslo put the number at 12"
            named = accorded(token)
            if named is not None and can_speak(named):
                return Voice(self.party(counted.paragraph, named), "explicit")
        return None

    def _told(self, counted: Counted) -> Voice | None:
        """Who tells a clause that was not taken for speech: "The result: five fighters, a general told them"; "in the
        village, a leader, Ali Awad, said four houses were raided", where the parse finds the verb no subject.
        """
        for verb, _ in governors(counted.anchor):
            if verb.lemma_.lower() not in words("telling_verbs") or is_background(counted, None):
                continue
            clause = next((child for child in verb.children if child.is_ancestor(counted.anchor)), None)
            subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
            if clause is None or clause.dep_ != ("ccomp" if subject is None else "dep"):
                continue
            subject = subject or _named_before(verb)
            counts = subject is not None and any(child.like_num for child in subject.lefts)
            if subject is not None and subject.tag_ not in {"WDT", "WP", "PRP"} and can_speak(subject) and not counts:
                return Voice(self.party(counted.paragraph, subject), "explicit")
        return None

    def _holds_speech(self, counted: Counted) -> bool:
        """Whether somebody speaks in the sentence of a number."""
        start, end = counted.paragraph.start_of(counted.sentence), counted.paragraph.end_of(counted.sentence)
        return any(q.start < end and start < q.end for q in self.quotes[counted.paragraph.start])

    def _counts_speakers(self, counted: Counted) -> bool:
        """As in "half of employees say ..., according to a study": a share of those who speak."""
        at = counted.quantity.number_start
        spoken = (party for quote in self.quotes[counted.paragraph.start] for party in quote.speakers)
        return is_share(counted.quantity) and any((p.start or 0) <= at < (p.end or 0) for p in spoken)

    def _revised(self, counted: Counted) -> Voice | None:
        """Who sets a figure that is kept: "the ministry lowered its count of the missing to 61"."""
        verb, _ = next(governors(counted.anchor), (None, "other"))
        if verb is None or verb.lemma_.lower() not in words("setting_verbs"):
            return None
        kept = next((c for c in verb.rights if c.dep_ == "dobj" and c.lemma_.lower() in KEPT_FIGURES), None)
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if kept is None or subject is None:
            return None
        speaks = {subject.lemma_.lower(), subject.lower_} & (words("finding_sources") | informant_nouns())
        if not speaks and subject.tag_ != "PRP":
            return None
        return Voice(self.party(counted.paragraph, subject), "explicit")

    def _expected(self, counted: Counted) -> Voice | None:
        """Who expected a number that stands before them; the parse takes it for how many they are."""
        subject, paragraph = forecaster(counted), counted.paragraph
        if subject is None:
            return None
        party = self.entities.party(self.article, paragraph.start_of(subject), paragraph.end_of(subject))
        return Voice(party, "explicit")

    def _did(self, counted: Counted) -> Voice | None:
        """The one who is named by what he did with the figure."""
        found = (way(counted) for way in (detailing, expecter, holder, announcer, accuser, survey_of))
        subject = next((token for token in found if token is not None and can_speak(token)), None)
        return None if subject is None else Voice(self.party(counted.paragraph, subject), "explicit")

    def party(self, paragraph: Paragraph, head: Token) -> Party:
        """The party that a subject's noun phrase names, without what trails it."""
        left, right = head.left_edge, head
        for child in head.rights:
            if child.dep_ not in {"flat", "compound", "poss", "case"} and not (
                child.dep_ == "prep" and child.lower_ in {"of", "for", "on", "against"}
            ):
                break
            right = child.right_edge
        return self.entities.party(self.article, paragraph.start_of(left), paragraph.end_of(right))

    def informant(self, paragraph: Paragraph, head: Token) -> Party:
        """The one cited, with the phrases that say who that is: "a source in the general staff"."""
        first, last = head.left_edge, head.right_edge
        end = head.i + 1
        for at in range(head.i + 1, min(head.sent.end, head.i + _LONGEST_INFORMANT)):
            token = paragraph.doc[at]
            if (token.is_punct and token.text not in {"-", "’", "'"}) or token.pos_ in {"VERB", "AUX", "CCONJ"}:
                break
            end = at + 1
        if head.pos_ == "PROPN" or (end == head.i + 1 and last.i == head.i):
            return self.party(paragraph, head)
        tail = paragraph.doc[end - 1]
        return self.entities.party(self.article, paragraph.start_of(first), paragraph.end_of(tail))


def _holds(subject: Token, counted: Counted) -> bool:
    """Whether a subject counts itself: "with [100 numbers] registered"."""
    return subject in {counted.anchor, counted.noun} or subject.is_ancestor(counted.number.root)


def is_appointed(counted: Counted) -> bool:
    """Whether the counted are people of whom nothing is told but that they were confirmed."""
    noun = counted.noun
    verb = next((verb for verb, _ in governors(counted.anchor)), None)
    if verb is None or verb.lemma_ != "confirm":
        return False
    kind = (
        measure_of_noun().get(noun.lemma_.lower()) or measure_of_noun().get(noun.lower_) if noun is not None else None
    )
    if noun is None or kind is None or kind.counts != "person":
        return False
    following = noun.doc[noun.i + 1 : noun.i + 1 + _OUTCOME_REACH]
    return all(token.lower_ not in outcome_by_verb("adjective") for token in following)


def _is_set(verb: Token) -> bool:
    """As in "put the toll between 12 and 20"."""
    return any(child.lower_ in {"at", "between"} for child in verb.rights)


def _is_found(counted: Counted, verb: Token) -> bool:
    """As in "a poll [found] Roe in a tie, with 42 percent"."""
    between = verb.doc[verb.i + 1 : counted.anchor.i]
    is_plain = all(token.pos_ not in {"VERB", "AUX"} for token in between)
    return verb.lemma_.lower() in _FINDING and verb.i < counted.anchor.i and is_plain


def accorded(token: Token) -> Token | None:
    """The source named by "according to"; the giver of "figures from the ministry"."""
    if token.lower_ != "according":
        return None
    named = next((i for to in token.rights if to.lower_ == "to" for i in to.rights if i.dep_ == "pobj"), None)
    if named is None or named.lemma_.lower() not in evidence_nouns():
        return named
    givers = (item for child in named.rights if child.lower_ in {"from", "by"} for item in child.rights)
    return next((item for item in givers if item.dep_ == "pobj"), named)


def _named_before(verb: Token) -> Token | None:
    """The person whose name between commas ends right before a verb."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    if before is not None and before.text == "," and before.i > verb.sent.start:
        before = before.nbor(-1)
    return before if before is not None and before.ent_type_ == "PERSON" and before.dep_ == "appos" else None


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


def owner_of_figure(counted: Counted) -> Token | None:
    """Whose figure a number is: the possessor of the estimate, count or toll that it completes."""
    figure = figure_of(counted)
    return None if figure is None else next((c for c in figure.lefts if c.dep_ == "poss" and c.pos_ == "PROPN"), None)


def can_speak(subject: Token) -> bool:
    """Names, pronouns of people and nouns of people or bodies; never "which" or a bare number."""
    if subject.pos_ == "PROPN":
        return True
    if subject.pos_ == "PRON":
        return subject.lower_ in {"he", "she", "they", "it", "we", "i"}
    return subject.pos_ == "NOUN" and subject.tag_ in {"NN", "NNS"}
