"""The word lists of reported speech are what their headers say."""

from __future__ import annotations

import pytest

from etl.extract.quotes.vocabulary import (
    channel_nouns,
    evidence_nouns,
    informant_nouns,
    particle_verbs,
    reporting_nouns,
    reporting_verbs,
)

FRAMES = {
    "clause", "infinitive", "object", "evidence_object", "naming", "evaluation", "object_infinitive",
    "addressee_infinitive", "addressee", "quote", "without_object",
}  # fmt: skip
CLASSES = {"speech", "finding", "attitude"}


@pytest.mark.parametrize("verb", [*reporting_verbs().values(), *particle_verbs().values()], ids=lambda v: v.lemma)
def test_a_verb_has_a_known_class_and_known_frames(verb) -> None:
    assert verb.cue_class in CLASSES
    assert verb.frames
    assert verb.frames <= FRAMES


@pytest.mark.parametrize("words", [channel_nouns(), evidence_nouns(), informant_nouns(), reporting_nouns()])
def test_nouns_are_lower_case_and_trimmed(words: frozenset[str]) -> None:
    assert words
    assert all(word == word.lower().strip() for word in words)
