"""The pipeline as it is set up for reading finds what the model's package finds, and is quicker."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.tokens import Doc

from etl.extract import _LIMITS
from etl.extract import language as under_test
from etl.extract.attributes import LookedUpAttributeRuler, look_up_attributes
from etl.extract.language import load_language, load_model

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "articles"
#: Words that the model's patterns for attributes ask for, alone and in pairs.
ODD = (
    "Nothin' n't 't Y' know; she's going to be told that there's no one. That is what it's for, isn't it? "
    "Do as you 've done, had we but known. One another; each other. It got better than it gets.   \n\n Et al. "
)


@pytest.fixture(scope="module")
def model():
    return load_model()


@pytest.fixture(scope="module")
def texts():
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.iterdir())] + [ODD, "", " ", "«»", "1\n\n2"]


def tokens(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]


def test_it_finds_what_the_package_finds(model, texts):
    ours = load_language()
    assert isinstance(ours.get_pipe("attribute_ruler"), LookedUpAttributeRuler)
    for text in texts:
        assert tokens(ours(text)) == tokens(model(text))


def test_attributes_are_matched_as_by_the_rulers_own_matcher(model, texts):
    own = model.get_pipe("attribute_ruler")
    quick = LookedUpAttributeRuler(model.vocab)
    quick.add_patterns(own.patterns)
    tags, dependencies = ("VBZ", "DT", "IN", "_SP", "TO"), ("det", "mark", "expl", "ROOT", "")
    lengths = set()
    for text in texts:
        for first, tag in enumerate(tags):  # a tagger's mistakes, too
            doc = model.make_doc(text)
            for index, token in enumerate(doc):
                token.tag_ = tags[(first + index) % 5] if index % 3 else tag
                token.dep_ = dependencies[(first * index) % 5]
            found = quick.match(doc)
            assert found == own.match(doc)
            lengths |= {end - start for _, _, start, end in found}
    assert lengths == {1, 2}


def test_a_pattern_that_asks_for_more_is_left_to_the_rulers_own_matcher(model):
    quick = LookedUpAttributeRuler(model.vocab)
    quick.add_patterns([{"patterns": [[{"ORTH": "Bank"}, {"OP": "*"}]], "attrs": {"POS": "PROPN"}, "index": 0}])
    doc = Doc(model.vocab, ["Bank", "of", "bank"])
    assert {(start, end) for _, _, start, end in quick.match(doc)} == {(0, 1), (0, 2), (0, 3)}


def test_words_without_end_are_not_all_remembered(model, monkeypatch):
    monkeypatch.setattr("etl.extract.attributes._MOST_WORDS", 3)
    language = load_model()
    look_up_attributes(language)
    doc = language("Seven different words are here, going nowhere.")
    assert tokens(doc) == tokens(model(doc.text))
    assert len(language.get_pipe("attribute_ruler")._words) <= 3


def test_matrices_are_left_to_spacy_where_numpy_has_no_quick_library(monkeypatch):
    assert under_test._numpy_is_quick()
    monkeypatch.setattr(
        under_test.np, "show_config", lambda mode: mode and {"Build Dependencies": {"blas": {"name": "netlib"}}}
    )
    assert not under_test._numpy_is_quick()


#: Tells whether our pipeline multiplies by numpy.
ASK = """
from etl.extract.language import load_language
models = [part.model for _, part in load_language().pipeline if getattr(part, "model", None)]
print({layer.ops.use_blis for model in models for layer in model.walk()})
"""


@pytest.mark.parametrize(
    ("before", "limits", "by_spacy"),
    [
        ("", {}, False),
        ("import numpy\n", {}, True),
        ("import numpy\n", {"OMP_NUM_THREADS": "1"}, False),
        ("import numpy\n", {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "2"}, True),
    ],
)
def test_matrices_are_left_to_spacy_where_numpy_has_threads_already(before, limits, by_spacy):
    environment = {name: value for name, value in os.environ.items() if name not in _LIMITS} | limits
    found = subprocess.run(
        [sys.executable, "-c", before + ASK], env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == str({by_spacy})


#: Page faults of a second reading of a text, where the C library was told to return what is freed.
FAULTS = """
import resource
from etl.extract.language import load_language, load_model
language = {function}()
text = "The ministry said 300 soldiers were sent to the front on Monday. " * 200
language(text)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
language(text)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="needs GNU's C library"
)
def test_memory_of_matrices_is_kept_for_the_next_ones():
    environment = os.environ | {"MALLOC_TRIM_THRESHOLD_": "65536"}
    ours, model = (
        int(
            subprocess.run(
                [sys.executable, "-c", FAULTS.format(function=function)],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for function in ("load_language", "load_model")
    )
    assert ours * 4 < model
