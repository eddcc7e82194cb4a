"""The pieces that written numbers are made of: figures, fraction signs and number words.

Works on characters alone, in one pass: every regular expression is anchored on a figure or a number word,
so time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from etl.extract.numbers.vocabulary import number_words

NumeralForm = Literal["figures", "words", "fraction", "vague", "multiple"]

#: Longer runs of figures are identifiers; they would not survive as a float either.
LONGEST_FIGURES = 15
_LONGEST_GAP = 8
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8}
_FIGURES = (
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 1,307,000.5
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 12,50,000 as in India
    r"|\d{1,3}(?: \d{3})+(?![\d,]|\.\d|-[A-Za-z])"  # 12 000
    r"|\d+\.\d+|\d+|(?<![\d.])\.\d+(?![\d.])"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """``text[start:end]`` says ``value`` (``None`` where vague); ``scale`` is what a scale word multiplied by."""

    start: int
    end: int
    value: float | None
    form: NumeralForm
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece; ``kind`` is that of the number word, or figures, glyph, identifier."""

    start: int
    end: int
    kind: str
    value: float


def read_atoms(text: str) -> list[Atom]:
    """Every piece of a number in ``text``, in order."""
    return [_atom(match) for match in _atom_pattern().finditer(_lowered(text))]


@cache
def _atom_pattern() -> re.Pattern[str]:
    """Figures, fraction glyphs and number words; the words are branched by their first letter for speed."""
    branches: dict[str, list[str]] = {}
    for word in sorted(number_words(), key=len, reverse=True):
        branches.setdefault(word[0], []).append(word[1:])
    spelled = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in branches.items())
    glyphs = "".join(_GLYPHS)
    return re.compile(rf"(?P<figures>{_FIGURES})|(?P<glyph>[{glyphs}])|(?P<word>(?<![a-z])(?:{spelled})(?![a-z]))")


def _lowered(text: str) -> str:
    """Lower case of the same length (a few letters would grow)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


def holds_number(text: str) -> bool:
    """Whether there is anything at all to read; most paragraphs hold nothing."""
    return _atom_pattern().search(_lowered(text)) is not None


def _atom(match: re.Match[str]) -> Atom:
    surface = match.group()
    if match.lastgroup == "glyph":
        return Atom(match.start(), match.end(), "glyph", _GLYPHS[surface])
    if match.lastgroup == "word":
        kind, value = number_words()[surface]
        return Atom(match.start(), match.end(), kind, float(value))
    figures = surface.replace(",", "").replace(" ", "")
    kind = "figures" if len(figures) <= LONGEST_FIGURES else "identifier"
    return Atom(match.start(), match.end(), kind, float(figures) if kind == "figures" else 0.0)


def between(text: str, atoms: list[Atom], index: int) -> str:
    """What stands between an atom and the next, cut short: only short gaps mean anything."""
    start = atoms[index].end
    return text[start : min(atoms[index + 1].start, start + _LONGEST_GAP)]
