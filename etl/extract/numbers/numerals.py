"""Numbers as written: figures, number words, scales, fractions and vague amounts, without unit or qualifier.

Works on characters alone, in one pass over the text: every regular expression is anchored on a figure or
a number word and reads a bounded stretch around it, so time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from etl.extract.numbers.vocabulary import number_words
from etl.lexicon import read_words

NumeralForm = Literal["figures", "words", "fraction", "vague"]

#: Longer runs of figures are identifiers; they would not survive as a float either.
LONGEST_FIGURES = 15
#: Past a thousand million million nothing in news is counted; words could otherwise multiply without end.
LARGEST = 1e18
_LOOK_BACK = 24
_GLYPHS = {
    "½": 0.5,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 0.25,
    "¾": 0.75,
    "⅕": 0.2,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}
_FIGURES = (
    r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?"  # 1,307,000.5
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 12,50,000 as in India
    r"|\d{1,3}(?: \d{3})+(?![\d,]|\.\d)"  # 12 000
    r"|\d+\.\d+|\d+|(?<![\d.])\.\d+(?![\d.])"
)
_GAP = re.compile(r"(?:[ -]|\s-\s?|\s{1,2})$|^$")
_AND = re.compile(r"[ -]and[ -]$", re.IGNORECASE)
_POWER = re.compile(r"\s?[×x*]\s?10(?:\^|\*\*)?([-−–]?\d{1,2})(?!\d)|[eE]([-+]\d{1,2})(?!\d)")
_AND_HALF = re.compile(r"(?: |-)and(?: |-)(?:a|one)(?: |-)(half|quarter|third)\b", re.IGNORECASE)
_RATIO = re.compile(r"\s(?:in|out\sof|of\severy|in\severy|out\sof\severy)\s$", re.IGNORECASE)
_SLASH = re.compile(r"[/⁄]$")
_HALF_OF = re.compile(r"(?:-|\s)?(?:of|the|all|a|an|its|his|her|their|our|as)\b", re.IGNORECASE)
_OF_VAGUE = re.compile(r"\sof\s$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![A-Za-z])(?:half\sa|half-a|a|an|a\scouple(?:\sof)?|couple\sof)[\s-]$", re.IGNORECASE)
_RATIO_BASES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10000, 100000, 1000000})


@dataclass(frozen=True, slots=True)
class Numeral:
    """``text[start:end]`` says ``value`` (``None`` where vague); ``scale`` is what a scale word multiplied by."""

    start: int
    end: int
    value: float | None
    form: NumeralForm
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    kind: str
    value: float


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


@cache
def _vague_lead() -> re.Pattern[str]:
    leads = "|".join(word.replace(" ", r"\s") for word in read_words("numbers/vague_leads.txt"))
    return re.compile(rf"(?<![A-Za-z])(?:{leads})\s$", re.IGNORECASE)


def read_numerals(text: str) -> list[Numeral]:
    """Every number written in ``text``, in order, without overlaps."""
    atoms = [_atom(match) for match in _atom_pattern().finditer(_lowered(text))]
    numerals: list[Numeral] = []
    index = 0
    while index < len(atoms):
        numeral, index = _read_one(text, atoms, index)
        if numeral is not None and (numeral.value is None or numeral.value <= LARGEST):
            numerals.append(numeral)
    return _join_ratios(text, numerals)


def _atom(match: re.Match[str]) -> _Atom:
    surface = match.group()
    if match.lastgroup == "glyph":
        return _Atom(match.start(), match.end(), "glyph", _GLYPHS[surface])
    if match.lastgroup == "word":
        kind, value = number_words()[surface]
        return _Atom(match.start(), match.end(), kind, float(value))
    figures = surface.replace(",", "").replace(" ", "")
    kind = "figures" if len(figures) <= LONGEST_FIGURES else "identifier"
    return _Atom(match.start(), match.end(), kind, float(figures) if kind == "figures" else 0.0)


def _read_one(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    """The numeral that begins at an atom, and the index of the first atom after it."""
    atom = atoms[index]
    if atom.kind == "identifier":
        return None, index + 1
    if atom.kind == "vague":
        return _read_vague(text, atoms, index)
    if atom.kind == "fraction":
        return _read_lone_fraction(text, atoms, index)
    if atom.kind == "glyph":
        return Numeral(atom.start, atom.end, atom.value, "fraction"), index + 1
    if atom.kind in {"hundred", "scale", "dozen"}:
        return _read_lone_scale(text, atoms, index)
    return _read_cardinal(text, atoms, index, atom.start)


def _read_vague(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    """As in "dozens", "tens of thousands", "hundreds of millions"."""
    first, last = atoms[index], index
    while last + 1 < len(atoms) and atoms[last + 1].kind == "vague" and _OF_VAGUE.match(_between(text, atoms, last)):
        last += 1
    return Numeral(first.start, atoms[last].end, None, "vague"), last + 1


def _read_lone_fraction(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    """As in "half of", "a third of", "a quarter of"; an ordinal or the half of a match is left out."""
    atom = atoms[index]
    word = text[atom.start : atom.end].lower()
    if word == "half":
        after = atoms[index + 1] if index + 1 < len(atoms) else None
        multiplied = after is not None and after.kind in {"scale", "dozen", "hundred"}
        if (
            after is not None
            and multiplied
            and re.fullmatch(r"[\s-]an?[\s-]", text[atom.end : after.start], re.IGNORECASE)
        ):
            return Numeral(atom.start, after.end, after.value / 2, "words", after.value), index + 2
        before = text[max(0, atom.start - _LOOK_BACK) : atom.start].lower()
        if _HALF_OF.match(text, atom.end) and not re.search(
            r"(?:first|second|other|final|this|in|latter|each|every|better)[\s-]$", before
        ):
            return Numeral(atom.start, atom.end, 0.5, "fraction"), index + 1
        if (
            re.search(r"(?:about|than|nearly|almost|around|roughly|over|under|least|by)\s$", before)
            and text[atom.end : atom.end + 1] != "-"
        ):
            return Numeral(atom.start, atom.end, 0.5, "fraction"), index + 1
        return None, index + 1
    if (scaled := _fraction_of_scale(text, atoms, index)) is not None:
        return scaled, index + 2
    article = re.search(r"(?<![A-Za-z])an?\s$", text[max(0, atom.start - 4) : atom.start], re.IGNORECASE)
    if (
        article
        and not word.endswith("s")
        and re.match(
            r"\s(?:of\s(?!a?\s?year)|as\b|more\b|less\b|fewer\b|higher\b|lower\b)", text[atom.end : atom.end + 12]
        )
    ):
        return Numeral(max(0, atom.start - 4) + article.start(), atom.end, 1 / atom.value, "fraction"), index + 1
    return None, index + 1


def _fraction_of_scale(text: str, atoms: list[_Atom], index: int) -> Numeral | None:
    """As in "a quarter of a million": a number and no share."""
    atom, begin = atoms[index], max(0, atoms[index].start - 4)
    article = re.search(r"(?<![A-Za-z])an?\s$", text[begin : atom.start], re.IGNORECASE)
    if article is None or index + 1 >= len(atoms) or atoms[index + 1].kind != "scale":
        return None
    if text[atom.end : atoms[index + 1].start] != " of a ":
        return None
    scale = atoms[index + 1]
    return Numeral(begin + article.start(), scale.end, scale.value / atom.value, "words", scale.value)


def _read_lone_scale(text: str, atoms: list[_Atom], index: int) -> tuple[Numeral | None, int]:
    """As in "a million", "a couple of hundred", "several thousand"; "the hundred" counts as a hundred."""
    atom = atoms[index]
    begin = max(0, atom.start - _LOOK_BACK)
    before = text[begin : atom.start]
    if lead := _vague_lead().search(before):
        last = index
        while (
            last + 1 < len(atoms)
            and atoms[last + 1].kind in {"scale", "hundred"}
            and _between(text, atoms, last).isspace()
        ):
            last += 1
        return Numeral(begin + lead.start(), atoms[last].end, None, "vague"), last + 1
    article = _ARTICLE.search(before)
    if article and "couple" in article.group().lower():
        return Numeral(begin + article.start(), atom.end, 2 * atom.value, "words", atom.value), index + 1
    return _read_cardinal(text, atoms, index, begin + article.start() if article else atom.start)


def _read_cardinal(text: str, atoms: list[_Atom], index: int, start: int) -> tuple[Numeral | None, int]:
    """Figures or words with what multiplies them: "2.5 million", "three hundred and twelve thousand"."""
    total, current, scale = 0.0, 0.0, 1.0
    last, begun = index - 1, False
    lowest_scale = float("inf")
    while last + 1 < len(atoms):
        atom = atoms[last + 1]
        if begun and not _continues(text, atoms, last, current):
            break
        if atom.kind in {"figures", "digit", "teen", "ten"}:
            current += atom.value
        elif atom.kind in {"hundred", "dozen"}:
            current = (current or 1.0) * atom.value
        elif atom.value < lowest_scale:
            total, current, lowest_scale = total + (current or (0.0 if total else 1.0)) * atom.value, 0.0, atom.value
        else:
            total, lowest_scale = (total + current) * atom.value, atom.value
            current = 0.0
        if atom.kind in {"scale", "hundred", "dozen"}:
            scale = max(scale, atom.value)
        begun, last = True, last + 1
    value = total + current
    form: NumeralForm = "figures" if atoms[index].kind == "figures" else "words"
    return _with_fraction(text, atoms, Numeral(start, atoms[last].end, value, form, scale), last)


def _continues(text: str, atoms: list[_Atom], last: int, current: float) -> bool:
    """Whether the next atom goes on with the number that ends at ``atoms[last]``."""
    before, atom = atoms[last], atoms[last + 1]
    gap = _between(text, atoms, last)
    joined = bool(_GAP.match(gap))
    if atom.kind in {"scale", "hundred", "dozen"}:
        return joined and before.kind != "dozen" and not (atom.kind == "hundred" and before.kind == "scale")
    if before.kind in {"figures", "glyph", "dozen"} or atom.kind in {"figures", "glyph", "fraction", "vague"}:
        return False
    if not joined and not (_AND.match(gap) and before.kind in {"hundred", "scale"}):
        return False
    if before.kind == "ten":
        return atom.kind == "digit" and atom.value > 0
    if before.kind == "hundred":
        return atom.kind in {"digit", "teen", "ten"} and current % 100 == 0
    return before.kind == "scale" and atom.kind in {"digit", "teen", "ten"}


def _with_fraction(text: str, atoms: list[_Atom], whole: Numeral, last: int) -> tuple[Numeral, int]:
    """Add what follows a whole number: a power of ten, "and a half", "½", "1/2", or a denominator."""
    value = whole.value or 0.0
    if power := _POWER.match(text, whole.end):
        exponent = int((power.group(1) or power.group(2)).replace("−", "-").replace("–", "-"))
        index = last + 1
        while index < len(atoms) and atoms[index].start < power.end():
            index += 1
        return Numeral(whole.start, power.end(), value * 10.0**exponent, whole.form, 10.0**exponent), index
    if half := _AND_HALF.match(text, whole.end):
        part = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}[half.group(1).lower()]
        following = last + 2
        scaled = _scale_after(text, atoms, following, half.end())
        if scaled is not None:
            return Numeral(
                whole.start, scaled.end, (value + part) * scaled.value, whole.form, scaled.value
            ), following + 1
        return Numeral(whole.start, half.end(), value + part * whole.scale, whole.form, whole.scale), following
    if last + 1 < len(atoms):
        atom, gap = atoms[last + 1], _between(text, atoms, last)
        if atom.kind == "glyph" and gap in {"", " "}:
            return Numeral(whole.start, atom.end, value + atom.value, whole.form), last + 2
        if atom.kind == "fraction" and gap in {" ", "-"} and _is_fraction(text, atoms[last], atom):
            return Numeral(whole.start, atom.end, value / atom.value, "fraction"), last + 2
        if atom.kind == "figures" and _SLASH.match(gap):
            return _slashed(text, atoms, whole, last)
        if (
            atom.kind == "figures"
            and gap in {" ", "-"}
            and last + 2 < len(atoms)
            and _SLASH.match(_between(text, atoms, last + 1))
        ):
            top, bottom = atom.value, atoms[last + 2].value
            if 0 < top < bottom <= 16 and value == int(value):
                return Numeral(whole.start, atoms[last + 2].end, value + top / bottom, whole.form), last + 3
    return whole, last + 1


def _is_fraction(text: str, whole: _Atom, denominator: _Atom) -> bool:
    """As in "two thirds", "one-fifth"; not the ordinal of "one third party" nor the fiscal "three quarters"."""
    word = text[denominator.start : denominator.end].lower()
    if whole.kind not in {"digit", "teen", "figures"} or whole.value <= 0:
        return False
    if (whole.value > 1) != word.endswith("s") and word != "half":
        return False
    if denominator.value == 4 and word == "quarters" and text[whole.end] == " ":
        return bool(re.match(r"\sof\b", text[denominator.end : denominator.end + 5]))
    return whole.value < denominator.value or text[whole.end] == "-"


def _scale_after(text: str, atoms: list[_Atom], index: int, end: int) -> _Atom | None:
    if (
        index < len(atoms)
        and atoms[index].kind in {"scale", "hundred", "dozen"}
        and text[end : atoms[index].start] in {" ", "-"}
    ):
        return atoms[index]
    return None


def _slashed(text: str, atoms: list[_Atom], whole: Numeral, last: int) -> tuple[Numeral, int]:
    """As in "1/16": a fraction where the denominator is the greater and nothing more is joined to it."""
    top, bottom = atoms[last], atoms[last + 1]
    lone = text[bottom.end : bottom.end + 1] not in {"/", "⁄"} and text[max(0, top.start - 1) : top.start] not in {
        "/",
        "⁄",
    }
    if lone and 0 < top.value < bottom.value and bottom.value == int(bottom.value):
        return Numeral(whole.start, bottom.end, top.value / bottom.value, "fraction"), last + 2
    return whole, last + 1


def _join_ratios(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """As in "one in five" and "8 out of 10" are one number; "12 in 2024" and "two in five days" are not."""
    joined: list[Numeral] = []
    for numeral in numerals:
        previous = joined[-1] if joined else None
        if previous is not None and _is_ratio(text, previous, numeral):
            share = (previous.value or 0.0) / (numeral.value or 1.0)
            joined[-1] = Numeral(previous.start, numeral.end, share, "fraction")
        else:
            joined.append(numeral)
    return joined


def _is_ratio(text: str, top: Numeral, bottom: Numeral) -> bool:
    if top.value is None or bottom.value is None or not 0 < top.value < bottom.value:
        return False
    if (
        bottom.value not in _RATIO_BASES
        or bottom.start - top.end > 14
        or not _RATIO.match(text[top.end : bottom.start])
    ):
        return False
    return not re.match(
        r"[\s-](?:%|percent|per|years?|days?|hours?|weeks?|months?|minutes?|seconds?|decades?)\b",
        text[bottom.end : bottom.end + 10],
    )


def _between(text: str, atoms: list[_Atom], index: int) -> str:
    """What stands between an atom and the next, cut short: only short gaps mean anything."""
    start = atoms[index].end
    return text[start : min(atoms[index + 1].start, start + 8)]
