"""What speaks for a name being a person, an organisation or a place, gathered over a whole article."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from etl.extract.entities.appositions import told_beside
from etl.extract.entities.candidates import Candidate
from etl.extract.entities.lists import courtesy_titles, given_names, name_heads, role_heads, roles
from etl.lexicon import read_table

GROUPS = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "PERSON": "PERSON", "ORG": "ORG", "NORP": "NORP"}
#: How much a sighting counts beside one reading of the recogniser (1.0).
LISTED, LISTED_AMBIGUOUS, GIVEN_NAME, PART_OF_FULL_NAME, TITLE, ACRONYM_OF = 4.0, 1.0, 2.0, 3.0, 3.0, 5.0
#: What the last word of a name says of it ("... Hospital").
HEAD_WORD = 3.0
#: What the noun beside a list of names says of each of them.
TOLD_OF_LIST = 2.5
#: A surname that is a town's name too, where nothing in the article is said to be in or near it.
SURNAME_OF_PLACE = 5.0
#: The recogniser's readings of one name count together as this many, however often the name stands in the article.
READINGS = 3.0
#: And what the words around say, at most this.
CONTEXT = 4.0

#: Surnames that close the names of feasts too ("Ed Day").
_DAYS = frozenset({"day"})
_WORD_BEFORE = re.compile(r"(?:([\w-]+) )?([\w.'’-]+)[\s\"“‘(]*$")
_WORD_AFTER = re.compile(r"^['’]?s?[,)\"”’]?\s*([\w-]+)")
#: The party before the state of a member of parliament: "D-Calif.".
_PARTY_BEFORE = re.compile(r"\b[DRI]-$")
#: A work's year: "NAME (2019)".
_YEAR_AFTER = re.compile(r"[”\"]? \((?:19|20)\d\d\)")
#: Who somebody is, between commas: "NAME, a former chairman of ...", "NAME, who ...".
_PERSON_AFTER = re.compile(r", (?:who\b|an? )")
_APPOSED = re.compile(r", an? ((?:[\w-]+ ){0,3}?[\w-]+)(?= (?:of|for|at|who|from|with)\b|,)")
_AGE_AFTER = re.compile(r"^, (?:aged )?\d{1,2},")


@dataclass(slots=True)
class Evidence:
    """What is known of one name: readings are shared out, the context is capped, the rest stands once."""

    readings: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    context: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    standing: dict[str, float] = field(default_factory=dict)
    bonus: dict[str, float] = field(default_factory=dict)

    def stand(self, group: str, weight: float) -> None:
        """Say once, at its strongest, what does not grow with repetition."""
        self.standing[group] = max(weight, self.standing.get(group, weight))

    def tally(self) -> dict[str, float]:
        total: defaultdict[str, float] = defaultdict(float)
        read = sum(self.readings.values())
        for group, weight in self.readings.items():
            total[group] += min(read, READINGS) * weight / read
        for group, weight in self.context.items():
            total[group] += min(weight, CONTEXT)
        for told in (self.standing, self.bonus):
            for group, weight in told.items():
                total[group] += weight
        return dict(total)

    def leading(self) -> str:
        tally = self.tally()
        return max(tally, key=lambda group: (tally[group], group)) if tally else "OTHER"


def gather(evidence: Evidence, key: str, text: str, candidate: Candidate) -> None:
    """Add what one candidate tells: the recogniser, the lists, its shape and the words around it."""
    surface = text[candidate.start : candidate.end]
    if candidate.origin == "model":
        evidence.readings[GROUPS.get(candidate.label, "OTHER")] += 1.5 if " " in key else 1.0
    for group, weight in candidate.evidence.items():
        evidence.context[group] += weight
    groups = {GROUPS.get(entry.label, "OTHER") for entry in candidate.listed}
    for group in groups:
        sure = any(GROUPS.get(e.label, "OTHER") == group and not e.is_ambiguous for e in candidate.listed)
        evidence.stand(group, (LISTED if sure else LISTED_AMBIGUOUS) / len(groups))
    _shape(evidence, key, surface)
    _context(evidence, text, candidate)


def _shape(evidence: Evidence, key: str, surface: str) -> None:
    words = key.split()
    if 1 < len(words) < 5 and words[0] in given_names() and surface[0].isupper() and not _is_body(words, surface):
        evidence.bonus["PERSON"] = GIVEN_NAME if words[-1] not in _DAYS else GIVEN_NAME + 2.0
    if words[0] in {"el", "la", "los", "las"} and len(words) > 1 and surface[0].isupper():
        evidence.bonus["PLACE"] = 0.8
    if len(words) > 1 and _cues().get(("after", surface.rsplit(" ", 1)[-1]), ("", 0.0))[0] == "PLACE":
        evidence.stand("PLACE", LISTED)
    if len(words) == 1 and surface.isupper() and 2 <= len(surface) <= 6:
        evidence.bonus["ORG"] = 0.6


def _is_apposed_person(text: str, end: int) -> bool:
    """Whether the words after a name and a comma say that it is a person: "who", or a role after "a"."""
    if text.startswith(", who", end):
        return True
    match = _APPOSED.match(text, end, end + 60)
    return match is not None and match.group(1).rsplit(" ", 1)[-1].lower() in role_heads()


def _is_abbreviated_state(text: str, candidate: Candidate) -> bool:
    """Whether a name after a town's is an American state's as newspapers shorten it ("Gainesville, Fla.")."""
    surface = text[candidate.start : candidate.end]
    return (surface if surface.endswith(".") else text[candidate.start : candidate.end + 1]) in _abbreviated_states()


@cache
def _abbreviated_states() -> frozenset[str]:
    return frozenset(row["written"] for row in read_table("resolution/state_abbreviations.csv"))


def _is_body(words: list[str], surface: str) -> bool:
    """Whether a name that a given name opens is told to be no person's: "Virginia House of Delegates"."""
    return "of" in words or name_heads("last").get(surface.rsplit(" ", 1)[-1]) == "ORG"


@cache
def _cues() -> dict[tuple[str, str], tuple[str, float]]:
    return {
        (row["position"], row["cue"]): (row["class"], float(row["weight"]))
        for row in read_table("entities/type_cues.csv")
    }


def _context(evidence: Evidence, text: str, candidate: Candidate) -> None:
    before = _WORD_BEFORE.search(text[max(0, candidate.start - 30) : candidate.start])
    after_text = text[candidate.end : candidate.end + 30]
    if before:
        word = before.group(2).rstrip(".").lower()
        pair = f"{before.group(1) or ''} {word}".lower()
        if word in courtesy_titles() or word in roles() or word.rsplit("-", 1)[-1] in role_heads():
            evidence.context["PERSON"] += TITLE
        elif cue := _cues().get(("before", pair)) or _cues().get(("before", word)):
            evidence.context[cue[0]] += cue[1]
    if _PARTY_BEFORE.search(text, max(0, candidate.start - 3), candidate.start):
        evidence.context["PLACE"] += CONTEXT
    if text[candidate.start - 2 : candidate.start] == ", " and _is_abbreviated_state(text, candidate):
        evidence.context["PLACE"] += CONTEXT
    if _YEAR_AFTER.match(after_text):
        evidence.context["OTHER"] += TITLE
    is_apposed = _PERSON_AFTER.match(text, candidate.end) is not None and _is_apposed_person(text, candidate.end)
    if is_apposed or _AGE_AFTER.match(after_text):
        evidence.context["PERSON"] += TITLE
    elif not candidate.listed:
        for group, weight in told_beside(text, candidate.start, candidate.end):
            evidence.context[group] += weight
    after = _WORD_AFTER.match(after_text)
    if after and (cue := _cues().get(("after", after.group(1).lower()))):
        evidence.context[cue[0]] += cue[1]
