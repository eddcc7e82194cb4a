"""Reports of reports: who only passes on what another said."""

from __future__ import annotations

from dataclasses import replace

from etl.extract.quotes.cue import Cue
from etl.extract.quotes.vocabulary import evidence_nouns

_REPORTS = frozenset({"clause", "parenthesis", "object", "naming", "infinitive", "object_infinitive"})
#: Informants that are media or bodies, not single people.
_RELAYING = frozenset({"agency", "media", "newspaper", "outlet", "ministry", "office", "broadcaster", "service"})
_PASSED_ON = frozenset({"parenthesis", "according"})


def cut_at_source(cue: Cue, cues: list[Cue]) -> Cue:
    """End what a cue reports before a trailing "according to Y" of somebody else."""
    sources = [other.start for other in cues if other.frame == "according" and other.start != cue.start]
    if not sources or not cue.content:
        return cue
    cut = []
    for first, last in cue.content:
        inside = next((at for at in sources if first + 1 < at < last), last)
        cut.append((first, inside))
    return replace(cue, content=tuple(one for one in cut if one[0] < one[1] and one[0] not in sources))


def without_relays(cues: list[Cue]) -> list[Cue]:
    """Drop the report of a report: in "X said that S, Y reported" S is X's, and Y relays it."""
    reporting = [cue for cue in cues if cue.content and cue.speaker is not None and cue.cue_class == "speech"]
    return [replace(cue, content=()) if _may_relay(cue) and _relays(cue, reporting) else cue for cue in cues]


def _may_relay(cue: Cue) -> bool:
    """Bodies, media and documents pass on others' words; a person who adds something tells of them."""
    speaker = cue.speaker
    if cue.frame == "according" or speaker is None:
        return cue.frame in _PASSED_ON
    if cue.frame != "parenthesis":
        return False
    if any(child.dep_ == "mark" and child.lower_ == "as" for child in cue.head.lefts):
        return True  # "the ministry calls it a breach, as its spokeswoman says"
    noun = speaker.lemma_.lower()
    is_named_body = speaker.pos_ == "PROPN" and speaker.ent_type_ != "PERSON"
    return is_named_body or noun in evidence_nouns() or noun in _RELAYING


def _relays(cue: Cue, reporting: list[Cue]) -> bool:
    """Whether what a cue reports is in the main another's report."""
    for first, last in cue.content:
        for inner in reporting:
            if inner.head.i == cue.head.i or not first <= inner.head.i < last or inner.frame not in _REPORTS:
                continue
            told = sum(max(0, min(last, end) - max(first, start)) for start, end in inner.content)
            if told >= 0.4 * (last - first) or inner.head.dep_ == "ROOT" or inner.head.head.i == cue.head.i:
                return True
    return False
