"""Extraction with one and two workers beside the bare spaCy pipeline in one process."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from etl.extract.extractor import RuleExtractor
from etl.extract.language import load_language, load_model
from etl.jobs.articles import EXTRACTIONS_A_CHUNK
from etl.jobs.pool import StoredText, read_chunks
from etl.records import ArticleText
from tools.bench.figures import Figure, timed

if TYPE_CHECKING:
    from spacy.language import Language

PART = "extraction"
SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "articles"


def measure_extraction(copies: int, textacy_python: Path | None) -> list[Figure]:
    """Words a second over the bundled sample, ``copies`` times; a worker's start is not counted: it is once a job.

    The bare pipeline is the model as its package loads it; ours is the same one set up to read quickly.
    """
    paths = sorted(path for path in SAMPLE.rglob("*") if path.is_file())
    texts = [path.read_text(encoding="utf-8") for path in paths] * copies
    words = sum(len(text.split()) for text in texts)
    bare = _seconds_of_pipeline(load_model(), texts)  # first: setting ours up is of use to both
    ours = _seconds_of_pipeline(load_language(), texts)
    one, two = (_seconds(texts, workers) for workers in (1, 2))
    figures = [
        Figure(PART, "the bare spaCy pipeline, one process", words / bare, "words/s"),
        Figure(PART, "the same pipeline as it is set up here, one process", words / ours, "words/s"),
        Figure(PART, "one worker", words / one, "words/s"),
        Figure(PART, "two workers", words / two, "words/s"),
        Figure(PART, "one worker / bare spaCy", bare / one, "x", 0.75, at_most=False),
        Figure(PART, "two workers / bare spaCy in one process", bare / two, "x", 1.4, at_most=False),
    ]
    if textacy_python:
        peer = _seconds_of_textacy(textacy_python, str(load_model().path), texts)
        name = "textacy's quotations and quantulum3's quantities, one process"
        figures.append(Figure(PART, name, words / peer, "words/s"))
        figures.append(Figure(PART, "one worker / textacy and quantulum3", peer / one, "x"))
    return figures


def _seconds_of_textacy(python: Path, model: str, texts: list[str]) -> float:
    with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        done = subprocess.run(
            [python, Path(__file__).with_name("textacy_reads.py"), model, file.name],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"textacy: {done.stderr[-2000:]}")
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


def _seconds_of_pipeline(language: Language, texts: list[str]) -> float:
    list(language.pipe(texts[:2]))
    with timed() as watch:
        for text in texts:
            language(text)
    return watch.seconds


def _seconds(texts: list[str], workers: int) -> float:
    stored = [StoredText(n, f"bench-{n}", ArticleText(text)) for n, text in enumerate(texts)]
    warm = [[replace(stored[n % len(stored)], article_key=f"warm-{n}")] for n in range(2 * workers)]
    chunks = [stored[first : first + EXTRACTIONS_A_CHUNK] for first in range(0, len(stored), EXTRACTIONS_A_CHUNK)]
    read = read_chunks([*warm, *chunks], RuleExtractor(), workers)
    for _ in warm:
        next(read)
    with timed() as watch:
        found = [outcome for chunk in read for _, outcome in chunk]
    if len(found) != len(texts):
        raise RuntimeError(f"{len(found)} of {len(texts)} articles came back")
    return watch.seconds
