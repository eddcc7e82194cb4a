"""The attribution chain: origin, spokesperson, relays, outlet."""

from __future__ import annotations

import re

from etl.extract.document import ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.estimates.counted import Counted
from etl.extract.estimates.mentions import Mentions, same_party
from etl.extract.estimates.vocabulary import words
from etl.extract.estimates.voice import Voice
from etl.records import ChainLink, Party, Quote

#: Offices whose holder speaks as himself; any other officer speaks for the organisation.
_OWN_VOICE = frozenset({"head_of_state", "head_of_government", "minister"})
_FOR_OTHERS = frozenset({"officer", "spokesperson"})
_ACCORDING = re.compile(r"\baccording to (?:the )?$", re.IGNORECASE)
#: An outlet that was told something stays the way one hears of it for so many characters.
_TOLD_REACH = 1_200
#: How far behind unnamed reports the sentence that names who reported begins, and how far a name from its description.
_NEXT_REACH = 240
_APPOSITION_GAP = 3
UNKNOWN_OUTLET = Party("", None, None, "unknown outlet")


class Chains:
    """Builds the chains of one article; knows which outlet a speaker was last heard through."""

    def __init__(self, article: ParsedArticle, entities: EntityTable, quotes: list[Quote]) -> None:
        self.article = article
        self.entities = entities
        self.outlet = entities.outlet or UNKNOWN_OUTLET
        self.mentions = Mentions(entities)
        self._quotes = sorted(quotes, key=lambda quote: quote.start)
        self._told = _tellings(quotes, self.mentions)

    def chain(self, counted: Counted, voice: Voice) -> tuple[ChainLink, ...]:
        """The links of a claim, origin first, outlet last. The narrator's claims have the outlet as origin."""
        if voice.source is None:
            return (ChainLink("origin", self.outlet), ChainLink("outlet", self.outlet))
        links = self._spoken(voice.source, voice.outer)
        relays = [*self._relays(counted, voice), *self._heard(counted, voice), *self._reporting(counted, voice)]
        for relay in relays:
            if all(not same_party(relay, link.party) for link in links) and not same_party(relay, self.outlet):
                links.append(ChainLink("relay", relay))
        return (*links, ChainLink("outlet", self.outlet))

    def _spoken(self, source: Party, outer: tuple[Party, ...]) -> list[ChainLink]:
        """Origin and whoever voiced it: an agency through its officer, a government through its spokesman."""
        links = self._origin(source)
        for party in outer:
            if any(same_party(party, link.party) for link in links):
                continue
            affiliation = self.entities.affiliation(party)
            voices = affiliation is not None and affiliation.kind in _FOR_OTHERS | _OWN_VOICE
            is_first = all(link.role != "spokesperson" for link in links)
            kinds = self.mentions.type_of(party.entity), self.mentions.type_of(links[0].party.entity)
            if voices and is_first and kinds[0] != "outlet" and kinds[1] != "person":
                links.insert(1, ChainLink("spokesperson", party))
            else:
                links.append(ChainLink("relay", party))
        return links

    def _origin(self, source: Party) -> list[ChainLink]:
        affiliation = self.entities.affiliation(source)
        if affiliation is None or affiliation.kind not in _FOR_OTHERS or affiliation.organisation is None:
            return [ChainLink("origin", source)]
        if self.mentions.type_of(affiliation.organisation.entity) == "place":  # a mayor speaks, not the town
            return [ChainLink("origin", source)]
        return [ChainLink("origin", affiliation.organisation), ChainLink("spokesperson", source)]

    def _relays(self, counted: Counted, voice: Voice) -> list[Party]:
        """Outlets that the sentence names as the way the claim came: "according to Yonhap", "Interfax reported"."""
        speech = voice.speech
        found = [voice.citing] if voice.citing is not None else []
        for outlet in self.mentions.outlets_within(*counted.scope_offsets):
            is_inside = speech is not None and speech.start <= (outlet.start or 0) < speech.end
            if voice.source is not None and ";" in self.article.text[outlet.end or 0 : counted.quantity.start]:
                continue  # "the Gazette has a list; the Courier reports 100": told apart
            before = self.article.text[max(0, (outlet.start or 0) - 20) : outlet.start]
            if not is_inside or _ACCORDING.search(before):
                found.append(outlet)
        return found

    def _heard(self, counted: Counted, voice: Voice) -> list[Party]:
        """The outlet that the speaker told it to, here or shortly before in the same account."""
        speaker = voice.outer[-1] if voice.outer else voice.source
        start = counted.quantity.number_start
        if speaker is None:
            return []
        before = [told for told in self._told if start - _TOLD_REACH <= told[0] <= start]
        return next(([outlet] for _, teller, outlet in reversed(before) if same_party(teller, speaker)), [])

    def _reporting(self, counted: Counted, voice: Voice) -> list[Party]:
        """The outlet whose reports unnamed "reports" were, as the next sentence tells: "..., Suspilne reported"."""
        source = voice.source
        if source is None or source.text.lower() not in words("unnamed_sources"):
            return []
        end = counted.paragraph.end_of(counted.sentence)
        following = next((q for q in self._quotes if end <= q.start < end + _NEXT_REACH and q.speakers), None)
        if following is None:
            return []
        outlets = self.mentions.outlets_within(following.sentence_start, following.sentence_end)
        speaker = following.speakers[0]
        named = [outlet for outlet in outlets if same_party(outlet, speaker) or _lies_by(outlet, speaker)]
        return named[:1]


def _lies_by(outlet: Party, speaker: Party) -> bool:
    """Whether an outlet's name stands in the words for a speaker or right behind: "the state broadcaster, Suspilne"."""
    if outlet.start is None or speaker.start is None or speaker.end is None:
        return False
    return speaker.start <= outlet.start <= speaker.end + _APPOSITION_GAP


def _tellings(quotes: list[Quote], mentions: Mentions) -> list[tuple[int, Party, Party]]:
    """Where somebody told an outlet something: sentence start, who, and the outlet."""
    return [
        (quote.sentence_start, quote.speakers[0], outlet)
        for quote in quotes
        if quote.speakers and quote.channel is not None
        for outlet in mentions.outlets_within(quote.sentence_start, quote.sentence_end)
        if outlet.text in quote.channel
    ]
