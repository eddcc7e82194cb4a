"""A parser that hangs, dies or fails costs its own record and nothing else."""

import os
import signal
import time

import pytest

from etl.read.bounded import BoundedCall
from etl.read.reader import Unusable


def parse(what):
    """Stands for a parser; here so that the other process finds it by name."""
    if what == "hang":
        time.sleep(600)
    if what == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "fail":
        raise KeyError("a defect")
    if what == "refuse":
        raise Unusable("no_article", "nothing in it", "text")
    return what.upper()


@pytest.fixture(scope="module")
def bounded():
    return BoundedCall(parse, seconds=2.0)


@pytest.mark.parametrize(
    ("what", "code", "words"),
    [
        ("hang", "too_slow", "more than 2 s"),
        ("die", "reader_died", "died on it"),
        ("fail", "reader_failed", "KeyError"),
        ("refuse", "no_article", "nothing in it"),
    ],
)
def test_what_goes_wrong_is_told_and_the_next_is_read(bounded, what, code, words):
    began = time.monotonic()
    with pytest.raises(Unusable, match=words) as refused:
        bounded(what)
    assert refused.value.code == code
    assert bounded("next") == "NEXT"
    assert time.monotonic() - began < 60


def test_a_large_answer_and_a_large_question_go_through(bounded):
    assert len(bounded("ab" * 3_000_000)) == 6_000_000
