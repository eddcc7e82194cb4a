"""Copies among texts: exact, nearly so, and one inside another."""

import random

import pytest

from etl.resolve.duplicates import compare, runs_of_words, sample

WORDS = [f"word{i}" for i in range(4000)]


def text_of(seed, length=400):
    return " ".join(random.Random(seed).choices(WORDS, k=length))  # noqa: S311 - texts, not secrets


def likeness(one, other):
    return compare(runs_of_words(one), runs_of_words(other))


def test_case_and_punctuation_are_no_difference():
    assert likeness("A bridge fell, slowly, in the night.", "a Bridge fell slowly in the NIGHT").kind == "exact"


def test_half_an_article_copied_is_contained_whole():
    whole = text_of(1)
    half = " ".join(whole.split()[:200])
    found = likeness(whole, half)
    assert (found.containment, found.kind) == (1.0, "contains")
    assert found.resemblance == pytest.approx(0.5, abs=0.01)


def test_a_changed_sentence_leaves_a_near_copy():
    words = text_of(2).split()
    changed = " ".join([*words[:200], *text_of(3, 20).split(), *words[220:]])
    assert likeness(" ".join(words), changed).kind == "near"


def test_other_texts_are_no_copies():
    assert likeness(text_of(4), text_of(5)).kind is None
    assert likeness("", text_of(5)).kind is None


def test_the_sample_of_a_part_is_part_of_the_sample():
    whole = text_of(6)
    part = " ".join(whole.split()[100:300])
    assert sample(runs_of_words(part)) <= sample(runs_of_words(whole))
    share = len(sample(runs_of_words(whole))) / len(runs_of_words(whole))
    assert 0.05 < share < 0.2
