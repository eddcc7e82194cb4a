"""Short dispatches of our own, in the styles of many newsrooms: what is counted, of whom, where, on whose word.

A line of ``dispatches.jsonl`` and ``dispatches_speech.jsonl`` holds a text, the ``estimates`` it must give (``at`` is where the number stands), the
numbers that are no estimates (``none``), whose some quoted words are (``quotes``) and words in marks that nobody
speaks (``unquoted``). Only what an expectation names
is compared; names are compared by containment, ``a|b`` accepts either, ``null`` is the narrator.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from etl.extract.extractor import RuleExtractor
from etl.records import Annotation, ArticleText, Estimate

FILES = ("dispatches.jsonl", "dispatches_speech.jsonl")
LINES = [line for name in FILES for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()]
DISPATCHES = [json.loads(line) for line in LINES]
PLAIN = ("measure", "status", "population", "polarity", "hedge", "is_change")


@cache
def annotation(text: str) -> Annotation:
    return RuleExtractor().extract(ArticleText(text))


def named(name: str | None, wanted: str | None) -> bool:
    if wanted is None or name is None:
        return wanted is name
    return any(one.lower() in name.lower() for one in wanted.split("|"))


def at(text: str, number: str) -> list[Estimate]:
    start = text.index(number)
    found = (e for e in annotation(text).estimates if e.number_start is not None and e.number_end is not None)
    return [e for e in found if e.number_start < start + len(number) and start < e.number_end]


def misses(text: str, wanted: dict[str, Any]) -> Iterator[str]:
    """What an expected estimate differs in from the one found at its number."""
    found = at(text, wanted["at"])
    if not found:
        yield f"{wanted['at']}: no estimate"
        return
    (estimate, *_) = found
    told = {key: getattr(estimate, key) for key in PLAIN}
    told["bounds"] = [estimate.low, estimate.best, estimate.high]
    yield from (f"{wanted['at']}: {key} is {told[key]!r}" for key in told if key in wanted and wanted[key] != told[key])
    names = {"source": estimate.source.name if estimate.source else None, "place": estimate.place}
    whole = annotation(text).estimates[estimate.part_of] if estimate.part_of is not None else None
    names["part_of"] = whole.text if whole is not None else None
    yield from (f"{wanted['at']}: {k} is {v!r}" for k, v in names.items() if k in wanted and not named(v, wanted[k]))
    chain = [(link.role, link.party.name) for link in estimate.chain]
    for role, name in wanted.get("chain", ()):
        if not any(one == role and named(other, name) for one, other in chain):
            yield f"{wanted['at']}: no {role} {name} in {chain}"


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=[dispatch["id"] for dispatch in DISPATCHES])
def test_dispatch(dispatch: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "unreached" in dispatch:
        request.applymarker(pytest.mark.xfail(reason=dispatch["unreached"], strict=True))
    text = dispatch["text"]
    wrong = [miss for wanted in dispatch.get("estimates", ()) for miss in misses(text, wanted)]
    wrong += [f"{number} is no estimate" for number in dispatch.get("none", ()) if at(text, number)]
    for wanted in dispatch.get("quotes", ()):
        quotes = [quote for quote in annotation(text).quotes if wanted["has"] in quote.text]
        names = [party.name for quote in quotes for party in quote.speakers]
        if not any(named(name, wanted["speaker"]) for name in names):
            wrong.append(f"{wanted['has']!r} is said by {names}")
    spoken = [quote.text for quote in annotation(text).quotes if quote.kind != "indirect"]
    wrong += [
        f"{words!r} is nobody's speech" for words in dispatch.get("unquoted", ()) if any(words in q for q in spoken)
    ]
    assert wrong == []


def test_pronouns_that_speak_are_mentions() -> None:
    text = "Port advocates met. They said the bridge would open. Mayor Ana Lund disagreed. She said it would not."
    pronouns = {(m.text, m.name) for m in annotation(text).mentions if m.kind == "pronoun"}
    assert pronouns >= {("They", "Port advocates"), ("She", "Ana Lund")}
