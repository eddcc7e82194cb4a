"""`make eval`: annotate the development sets, score them, compare with what is committed, write docs/accuracy.md.

The sets and their scorers are no part of the repository; where they are absent this says so and ends with 0.
A figure that falls by more than a point below the committed one, or a scorer that read no prediction, is a failure.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl import __version__
from etl.annotate import annotate_lines
from etl.extract.extractor import RuleExtractor
from etl.extract.language import load_model
from etl.extract.model import model_version

REPOSITORY = Path(__file__).resolve().parent.parent
ACCURACY = REPOSITORY / "docs" / "accuracy.md"
#: How far below the committed figure is a failure, in points of a hundred; speed is a ratio on a noisy machine.
TOLERANCE = 1.0
SPEED_TOLERANCE = 10.0


@dataclass(frozen=True)
class Figure:
    """One measured figure in points of a hundred; ``bar`` is what to reach, ``at_most`` where less is better."""

    name: str
    value: float
    bar: float
    precision: float | None = None
    recall: float | None = None
    at_most: bool = False

    @property
    def is_reached(self) -> bool:
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def annotate_set(gold: Path, folder: Path, only: set[str]) -> tuple[Path, int, float]:
    """Annotate the texts of a set, without its gold fields; returns predictions, words and seconds."""
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    inputs = [json.dumps({k: r[k] for k in ("id", "text", *only) if r.get(k)}, ensure_ascii=False) for r in records]
    predictions = folder / gold.name
    began = time.perf_counter()
    predictions.write_text("".join(f"{x}\n" for x in annotate_lines(inputs, RuleExtractor(), gold.name)), "utf-8")
    return predictions, sum(len(r["text"].split()) for r in records), time.perf_counter() - began


def run_scorer(scorer: Path, *arguments: str) -> str:
    """Run a scorer and return what it prints.

    Raises:
        RuntimeError: it read no predictions.
    """
    done = subprocess.run([sys.executable, scorer, *arguments], capture_output=True, text=True, check=True)
    counted = re.search(r"docs gold (\d+), pred (\d+)", done.stdout)
    if counted and int(counted[2]) < int(counted[1]):
        raise RuntimeError(f"{scorer.name} read {counted[2]} predictions for {counted[1]} documents")
    return done.stdout


def prf(name: str, values: list[float], bar: float) -> Figure:
    """A figure from precision, recall and F1 as shares."""
    return Figure(name, 100 * values[2], bar, 100 * values[0], 100 * values[1])


def quotes(output: dict[str, Any], _text: str) -> Iterator[Figure]:
    marked, speech = output["iou@0.3 marked"], output["iou@0.3 speech"]
    yield Figure("quotes with marks, F1 split tolerant", 100 * marked["F1t"], 94, 100 * marked["P"], 100 * marked["R"])
    yield Figure("their speaker, accuracy", 100 * marked["speaker"], 94)
    yield Figure(
        "speech incl. indirect, F1 split tolerant", 100 * speech["F1t"], 80, 100 * speech["P"], 100 * speech["R"]
    )
    yield Figure("speech incl. indirect, F1", 100 * speech["F1"], 80, 100 * speech["P"], 100 * speech["R"])


def quantities(output: dict[str, Any], _text: str) -> Iterator[Figure]:
    yield prf("quantities, value", output["value"], 93)
    yield prf("quantities, value and bounds", output["value+bounds"], 90)
    yield prf("quantities, value and unit", output["value+unit"], 86)


def claims(output: dict[str, Any], text: str) -> Iterator[Figure]:
    yield prf("number to source, end to end", output["end_to_end"], 65)
    false = re.search(r"false source on narrator numerals: ([\d.]+)%", text)
    if false is None:
        raise RuntimeError("score_claims.py printed no share of false sources")
    yield Figure("false source on narrator numbers", float(false[1]), 5, at_most=True)


def names(output: dict[str, Any], _text: str) -> Iterator[Figure]:
    yield prf("names PER/ORG/LOC, document", output["document"], 80)


#: Set, scorer, its options, the figures read from its JSON and its printed text.
SETS: list[tuple[str, str, tuple[str, ...], Callable[[dict[str, Any], str], Iterator[Figure]]]] = [
    ("quotes_dev.jsonl", "score_quotes.py", (), quotes),
    ("quantities_dev.jsonl", "score_quantities.py", (), quantities),
    ("claims_dev.jsonl", "score_claims.py", (), claims),
    ("ner_dev.jsonl", "score_ner.py", ("--coarse", "--types", "PER,ORG,LOC"), names),
]


def seeds(shared: Path, errors: int) -> tuple[list[Figure], str]:
    """The seeds' gold, by its own scorer, which runs the installed command."""
    arguments = [str(Path(sys.executable).with_name("onrecord")), str(shared / "seeds"), str(shared / "gold")]
    text = run_scorer(shared / "gold" / "score_seeds.py", *arguments, *(["--errors"] if errors else []))
    found = json.loads(text.splitlines()[-1])["all"]
    bars = [
        ("seeds: estimates found, F1", "est_f1", 95), ("seeds: bounds", "bounds", 95),
        ("seeds: measure with status", "measure", 95), ("seeds: source", "source", 90),
        ("seeds: quotes with marks, F1", "marked_f1", 94), ("seeds: all quotes, F1", "quote_f1", 82),
        ("seeds: speakers", "speaker", 93),
    ]  # fmt: skip
    return [Figure(name, 100 * found[key], bar) for name, key, bar in bars], text


def speed_ratio(gold: Path) -> tuple[float, float, float]:
    """Words per second of the extractor and of the bare pipeline on the same texts, interleaved, and their ratio."""
    texts = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()][:40]
    words = sum(len(text.split()) for text in texts)
    language, extractor = load_model(), RuleExtractor()
    lines = [json.dumps({"id": str(i), "text": text}) for i, text in enumerate(texts)]
    ours, bare = [], []
    for _ in range(3):
        began = time.perf_counter()
        for _document in language.pipe(texts, batch_size=8):
            pass
        bare.append(time.perf_counter() - began)
        began = time.perf_counter()
        for _line in annotate_lines(lines, extractor, "speed"):
            pass
        ours.append(time.perf_counter() - began)
    return words / min(ours), words / min(bare), min(bare) / min(ours)


def committed() -> dict[str, float]:
    """The figures of the committed table, by name."""
    if not ACCURACY.exists():
        return {}
    rows = re.findall(
        r"^\| ([^|]+?) +\|[^|]*\|[^|]*\| *([\d.]+) *\|", ACCURACY.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: float(value) for name, value in rows}


def as_table(figures: list[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| task | precision | recall | figure | bar | |", "|---|---|---|---|---|---|"]
    for f in figures:
        shares = [f"{share:.1f}" if share is not None else "" for share in (f.precision, f.recall)]
        note = "" if f.is_reached else "not reached"
        bar = f"{'<=' if f.at_most else '>='} {f.bar:g}"
        lines.append(f"| {f.name} | {shares[0]} | {shares[1]} | {f.value:.1f} | {bar} | {note} |")
    return "\n".join(lines)


def fallen(figures: list[Figure], before: dict[str, float]) -> list[str]:
    """Figures that are worse than the committed ones by more than the tolerance."""
    worse = []
    for figure in figures:
        if figure.name in before:
            loss = before[figure.name] - figure.value if not figure.at_most else figure.value - before[figure.name]
            if loss > (SPEED_TOLERANCE if figure.name.startswith("speed") else TOLERANCE):
                worse.append(f"{figure.name}: {before[figure.name]:.1f} -> {figure.value:.1f}")
    return worse


def write_accuracy(figures: list[Figure], speeds: tuple[float, float, float]) -> None:
    """Put the table with date and version into docs/accuracy.md; what is written around it stays."""
    head = (
        f"Measured {datetime.now(UTC):%Y-%m-%d} with onrecord {__version__}, {model_version()}: `make eval`.\n\n"
        f"{as_table(figures)}\n\n"
        f"Speed in that run: {speeds[0]:,.0f} words/s, the bare spaCy pipeline {speeds[1]:,.0f} words/s, one process.\n"
    )
    page = ACCURACY.read_text(encoding="utf-8") if ACCURACY.exists() else "# Accuracy\n\n<!-- table -->\n<!-- end -->\n"
    before, rest = page.split("<!-- table -->")
    ACCURACY.write_text(f"{before}<!-- table -->\n{head}<!-- end -->{rest.split('<!-- end -->')[1]}", encoding="utf-8")


def main() -> int:
    """Run the evaluation; 1 where a figure fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared", help="folder of eval, gold, seeds")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors of each set")
    parser.add_argument("--no-write", action="store_true", help="leave docs/accuracy.md as it is")
    options = parser.parse_args()
    if not (options.shared / "eval").is_dir():
        sys.stdout.write(f"no evaluation sets in {options.shared}: nothing was measured\n")
        return 0
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for gold, scorer, flags, read in SETS:
            path = options.shared / "eval" / gold
            predictions, words, seconds = annotate_set(path, Path(folder), {"title", "url"})
            result = Path(folder, scorer + ".json")
            arguments = [str(path), str(predictions), *flags, "--json", str(result), "--errors", str(options.errors)]
            text = run_scorer(options.shared / "eval" / scorer, *arguments)
            if options.errors:
                sys.stdout.write(f"\n== {gold}\n{text}\n")
            sys.stdout.write(f"{gold}: {words:,} words, {words / seconds:,.0f} words/s\n")
            figures += read(json.loads(result.read_text(encoding="utf-8")), text)
    from_seeds, text = seeds(options.shared, options.errors)
    figures += from_seeds
    if options.errors:
        sys.stdout.write(text)
    speeds = speed_ratio(options.shared / "eval" / "quotes_dev.jsonl")
    figures.append(Figure("speed against the bare spaCy pipeline, %", 100 * speeds[2], 75))
    sys.stdout.write(f"\n{as_table(figures)}\n")
    worse = fallen(figures, committed())
    if worse:
        sys.stdout.write("\nworse than committed:\n" + "\n".join(worse) + "\n")
        return 1
    if not options.no_write:
        write_accuracy(figures, speeds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
