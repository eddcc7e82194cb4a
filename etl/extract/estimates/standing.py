"""How far along what is counted is: the status, read from the verbs over and on the counted noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from etl.extract.estimates.counted import (
    Counted,
    Role,
    clause_verbs,
    governors,
    is_descriptive,
    is_passive,
    is_settled,
    modifiers,
    raised_verb,
)
from etl.extract.estimates.vocabulary import Measure, modals, statuses, words

#: Measures of people in uniform and of their places, for which "there are" and "in" mean presence.
_PRESENT_MEASURES = frozenset({"troops", "officers", "generals", "trainers", "police"})
_FORCE_STATUSES = frozenset({"preparing", "in_training", "at_front"})
#: Ships and squadrons are kept somewhere as soldiers are.
_KEPT = frozenset({"vessels", "aircraft", "units"})
_KEEPING = frozenset({"keep", "maintain", "station", "base", "have"})
_OF_FORCES = frozenset({"present", "withdrawn"})
_PROVIDING = frozenset({"provide", "supply", "equip", "outfit"})
_HOMEWARD = frozenset({"out", "back", "home"})
#: Prepositions of what is intended: "agreed on", "thinks of", "committed to".
_AIMING = frozenset({"on", "of", "about", "to"})
_NO_CUES: frozenset[str] = frozenset()
_UNDECIDED = "projected"
#: Prepositions of what was before.
_BEFORE = frozenset({"from", "after", "since", "against", "than"})
#: Outcomes that befall people and that no one who speaks of them intends.
_SUFFERED = frozenset({"killed", "injured", "casualties", "missing", "infected", "displaced"})
#: "Took down", "took over", "took on" send nothing anywhere.
_OTHER_PARTICLES = frozenset({"down", "over", "on", "up", "apart"})
#: The future under a cue in the past: "the agency said that 900 would leave".
BACKSHIFTED = frozenset({"would", "'d", "’d"})
_PERCEIVING = frozenset({"see", "hear", "smell"})
_DONE_ADVERBS = frozenset({"already", "previously", "since"})
_LIGHT_VERBS = frozenset(
    {
        "undergo",
        "receive",
        "begin",
        "start",
        "continue",
        "complete",
        "finish",
        "conduct",
        "take",
        "be",
        "remain",
        "have",
    }
)


def status_of(
    counted: Counted, measure: Measure | None, speech_start: int | None, *, past_cue: bool = False
) -> str | None:
    """The status of the counted, or ``None`` where nothing tells.

    Args:
        counted: the quantity in its sentence.
        measure: what it counts.
        speech_start: article offset where the speech it stands in begins: verbs before it are the
            speaker's cue and say nothing of the counted.
        past_cue: whether that cue stands in the past, where "would" is the future as it was told.
    """
    first = 0 if speech_start is None else speech_start - counted.paragraph.start
    if first and _is_predicted(counted, measure, first):
        return _UNDECIDED
    reached = _finished(counted) if is_descriptive(counted) else _verbs(counted, first)
    verbs = [pair for pair in reached if pair[0].idx >= first]
    told = (status for verb, role in verbs if (status := status_of_verb(verb, role, measure)))
    at_hand = _on_the_spot(counted, measure) or _by_nominal(counted, measure)
    found = at_hand or next(told, None)
    ahead = (
        None
        if at_hand == "present" or is_settled(counted)
        else _outlook([verb for verb, _ in verbs], past_cue=past_cue)
    )
    if measure is not None and measure.is_outcome and measure.code != "deserted":
        found = None if found in {None, "present", "dispatched", "at_front"} else found
    if measure is not None and measure.counts == "amount" and measure.code != "money" and found != _UNDECIDED:
        found = None  # miles and years are not sent anywhere
    if ahead == "future" and measure is not None and measure.code in _SUFFERED:
        return _UNDECIDED  # nobody plans that 500 die
    if ahead == "future" and (found is not None or _is_planned(measure)):
        return "planned" if found is not None or not _is_forecast(verbs) else _UNDECIDED
    if ahead == "possible":
        return _UNDECIDED
    return found or _default(counted, measure, verbs)


def _is_predicted(counted: Counted, measure: Measure | None, first: int) -> bool:
    """As in "the bank predicted [400 bankruptcies]": the cue itself, before ``first``, is a forecast."""
    nearest = next(governors(counted.anchor), None)
    if nearest is not None and any(token.lower_ in _BEFORE for token in _path(counted.anchor, nearest[0])):
        return False  # "forecast a fall to 2 percent from [3.6] after [7]"
    return nearest is not None and nearest[0].idx < first and status_of_verb(*nearest, measure) == _UNDECIDED


def _path(token: Token, verb: Token) -> Iterator[Token]:
    """The words between a token and a verb over it, up the parse."""
    for over in token.ancestors:
        if over == verb:
            return
        yield over


def _is_forecast(verbs: list[tuple[Token, Role]]) -> bool:
    return bool(verbs) and verbs[0][0].lemma_.lower() in words("forecast_verbs") and verbs[0][0].dep_ != "xcomp"


def _is_sent(measure: Measure | None) -> bool:
    return measure is not None and measure.code in _PRESENT_MEASURES


def _is_planned(measure: Measure | None) -> bool:
    """Whether somebody's intention makes a plan of it: posts to cut, ships to build, people to send, talks to hold."""
    return measure is not None and measure.counts in {"person", "thing", "event"}


def _on_the_spot(counted: Counted, measure: Measure | None) -> str | None:
    """What stands right on the number or its noun: "900 already there", "11,000 soldiers in training"."""
    if not _is_sent(measure):
        return None
    before = counted.paragraph.doc[counted.number.start - 1] if counted.number.start > counted.sentence.start else None
    planned = next(status for status in statuses() if status.code == "planned")
    if before is not None and before.tag_ == "VBN" and before.lemma_.lower() in planned.object_verbs:
        return "planned"  # "the planned 12,000 soldiers"
    last = max(counted.number.end - 1, counted.noun.i if counted.noun is not None else 0)
    near = counted.paragraph.doc[last + 1 : min(last + 4, counted.sentence.end)]
    for token in near:
        if token.lower_ in {"there", "here"}:
            return "present"
        if token.pos_ == "ADP":
            return _by_nouns([token, *token.children])
        if token.pos_ != "ADV":
            return None
    return None


def _by_nominal(counted: Counted, measure: Measure | None) -> str | None:
    """As in "the [withdrawal] of 3,000 soldiers", "a [presence] of 5,500 troops"."""
    of = counted.anchor.head
    if not _is_sent(measure) or counted.anchor.dep_ != "pobj" or of.lower_ != "of" or of.head.pos_ != "NOUN":
        return None
    return _by_nouns([of.head])


def _verbs(counted: Counted, first: int) -> Iterator[tuple[Token, Role]]:
    """Participles on the noun, then verbs over it, nearest first; each verb once."""
    seen = set()
    for verb, role in (*_finished(counted), *clause_verbs(counted.anchor, first)):
        raised = raised_verb(verb) if role != "other" else None
        if raised is not None and raised.i not in seen:
            seen.add(raised.i)
            yield raised, "object" if is_passive(raised) else "subject"
        if verb.i not in seen:
            seen.add(verb.i)
            yield verb, role


def _finished(counted: Counted) -> Iterator[tuple[Token, Role]]:
    """Participles and relative clauses on the noun; an infinitive tells no status ("the 60 votes to move ahead")."""
    for verb, role in modifiers(counted):
        if verb.tag_ != "VB" or not any(child.lower_ == "to" for child in verb.lefts):
            yield verb, role


def status_of_verb(verb: Token, role: Role, measure: Measure | None) -> str | None:
    """The status that a verb gives to its subject or object, whatever its tense and mood."""
    lemma = verb.lemma_.lower()
    if lemma == "go" and any(child.dep_ == "acomp" or child.lower_ == "after" for child in verb.rights):
        return None  # "went hungry", "went after them in court"
    if _is_sent(measure) and lemma in _LIGHT_VERBS and (trained := _by_noun_below(verb)):
        return trained
    phrases = frozenset(f"{lemma} {child.lower_}" for child in verb.rights if _completes(child))
    for forms in (phrases, frozenset({lemma})):
        for status in statuses():
            cues = status.object_verbs if role == "object" else status.subject_verbs if role == "subject" else _NO_CUES
            if cues.isdisjoint(forms):
                continue
            if _is_fit(status.code, verb, role, measure):
                return _refined(verb, status.code)
            if forms is phrases:
                return None  # workers who are "sent home" are not sent anywhere
    if role == "object" and _is_told_of_subject(verb):
        return status_of_verb(verb, "subject", measure)
    return None


def _is_told_of_subject(verb: Token) -> bool:
    """As in "and 217 more landed", whose verb is taken for a participle."""
    has_subject = any(child.dep_ == "nsubj" for child in verb.lefts)
    return verb.tag_ == "VBN" and has_subject and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _completes(child: Token) -> bool:
    """Whether a word makes a phrase with its verb: "get [ready]", "pull [out]", "bring 200 [home]"."""
    return child.dep_ in {"acomp", "oprd", "prt", "ccomp"} or child.lower_ in _HOMEWARD


def _is_fit(status: str, verb: Token, role: Role, measure: Measure | None) -> bool:
    """Whether a status can be that of what a measure counts."""
    if status == _UNDECIDED and verb.lemma_ == "expect":
        return not _is_sent(measure)  # "the 3,000 soldiers that Kyiv expects" are planned by somebody
    if status in _OF_FORCES:
        is_kept = verb.lemma_.lower() in _KEEPING and measure is not None and measure.code in _KEPT
        return _is_sent(measure) or (is_kept and status == "present")
    if status in _FORCE_STATUSES:
        return measure is not None and measure.counts == "person"
    return status != "dispatched" or _sends(verb, role, measure)


def _sends(verb: Token, role: Role, measure: Measure | None) -> bool:
    """Whether a verb of motion tells of a sending: people who are no force are sent only by verbs that say so."""
    if any(child.dep_ == "prt" and child.lower_ in _OTHER_PARTICLES for child in verb.rights):
        return False
    if verb.lemma_ in _PROVIDING and any(child.lower_ == "with" for child in verb.rights):
        return False  # "the soldiers were provided with boots"
    if verb.lemma_ == "take" and not any(child.lower_ in {"to", "into", "across"} for child in verb.rights):
        return False
    if measure is None or _is_sent(measure) or measure.counts not in {"person", "affected"}:
        return True
    return role == "object" and verb.lemma_.lower() in words("sending_verbs")


def _refined(verb: Token, status: str) -> str:
    """Somebody sent to fight is at the front only when the sending verb says where."""
    if status not in {"dispatched", "present"}:
        return status
    near = " ".join(token.lower_ for token in verb.subtree if token.i > verb.i)
    is_front = any(word in near for word in ("front line", "frontline", "front lines", "alongside", "combat zone"))
    return "at_front" if is_front else status


def _by_noun_below(verb: Token) -> str | None:
    """As in "are undergoing training", "taking part in exercises": the object of a light verb."""
    objects = [child for child in verb.rights if child.dep_ in {"dobj", "prep"}]
    return _by_nouns([token for item in objects for token in (item, *item.children)])


def _by_nouns(tokens: list[Token]) -> str | None:
    nouns = [token.lemma_.lower() for token in tokens if token.pos_ in {"NOUN", "VERB"}]
    return next((status.code for noun in nouns for status in statuses() if noun in status.nouns), None)


def _outlook(verbs: list[Token], *, past_cue: bool) -> str | None:
    """``future`` where a verb over the counted is decided but not done, ``possible`` where it is not decided.

    "Already dispatched" under "is preparing to send" has been done: what stands below an adverb of the
    past is out of the future's reach.
    """
    for verb in verbs:
        if any(child.lower_ in _DONE_ADVERBS for child in verb.children) or _is_perfect(verb):
            return None
        for child in verb.children:
            effect = modals().get(child.lower_) if child.dep_ in {"aux", "auxpass"} else None
            if effect is not None and not is_perceived(verb):
                return "future" if past_cue and child.lower_ in BACKSHIFTED else effect
        if verb.tag_ == "VBD":
            return None  # "a raid that left two dead" is past, whatever "will be reviewed"
        if (
            verb.dep_ == "xcomp"
            and verb.head.lemma_ == "be"
            and verb.head.pos_ in {"AUX", "VERB"}
            and verb.tag_ != "JJ"
        ):
            return "future"  # "were to be moved"
        is_wanted = verb.head.lemma_.lower() in words("intention_verbs")
        if is_wanted and (verb.dep_ == "xcomp" or (verb.dep_ == "ccomp" and verb.tag_ == "VB")):
            return "future"  # "plans to send", "demanded that it withdraw"
        if (
            verb.dep_ == "pcomp"
            and verb.head.lower_ in _AIMING
            and verb.head.head.lemma_.lower() in words("intention_verbs")
        ):
            return "future"  # "agreed on sending 8,750"
        if verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head.lemma_.lower() in words("intention_nouns"):
            return "future"
    return None


def is_perceived(verb: Token) -> bool:
    """As in "three bodies could be seen": what one was able to see was there."""
    if verb.lemma_.lower() not in _PERCEIVING or not is_passive(verb):
        return False
    is_taken_for = any(child.lower_ == "as" for child in verb.rights)  # "could be seen as a threat"
    return any(child.lower_ == "could" for child in verb.lefts) and not is_taken_for


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in verb.children) and not any(
        child.lower_ in modals() for child in verb.children
    )


def _default(counted: Counted, measure: Measure | None, verbs: list[tuple[Token, Role]]) -> str | None:
    if measure is None or measure.counts == "amount":
        return None
    if measure.is_outcome or measure.counts == "event":
        return "occurred"
    if _is_sent(measure) and _has_place(counted):
        return "present"
    tense = _tense(verbs[0][0]) if verbs else None
    return {"present": "current", "past": "occurred"}.get(tense or "")


def _tense(verb: Token) -> str | None:
    """Of the verb's finite form, itself or its auxiliary."""
    for token in (*(child for child in verb.children if child.dep_ in {"aux", "auxpass"}), verb):
        if token.tag_ in {"VBZ", "VBP"}:
            return "present"
        if token.tag_ == "VBD":
            return "past"
    return None


def _has_place(counted: Counted) -> bool:
    hosts = [token for token in (counted.noun, counted.anchor) if token is not None]
    return any(
        child.dep_ == "prep" and child.lower_ in words("locative_prepositions")
        for host in hosts
        for child in host.rights
    )
