"""Fractions in numbers: "two thirds", "1/16", "two and a half million", "one in five"."""

from __future__ import annotations

import re

from etl.extract.numbers.lexing import Atom, Numeral, between

_LOOK_BACK = 24
_POWER = re.compile(r"\s?[×x*]\s?10(?:\^|\*\*)?([-−–]?\d{1,2})(?!\d)|[eE]([-+]\d{1,2})(?!\d)")
_AND_HALF = re.compile(
    r"(?: |-)and(?: |-)(?:(?:a|one)(?: |-)(half|quarter|third)|(half)(?= [a-z]+s\b))\b", re.IGNORECASE
)
_RATIO = re.compile(r"\s(?:in|out\sof|of\severy|in\severy|out\sof\severy)\s$|-(?:in|out-of)-$", re.IGNORECASE)
_SLASH = re.compile(r"[/⁄]$")
_HALF_OF = re.compile(r"(?:-|\s)?(?:of|the|all|a|an|its|his|her|their|our|as)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![A-Za-z])an?\s$", re.IGNORECASE)
_JOINT = re.compile(r"[\s-](?:an?[\s-])?", re.IGNORECASE)
_SHARE_OF = re.compile(r"\s(?:of\s(?!a?\s?year)|as\b|more\b|less\b|fewer\b|higher\b|lower\b)")
#: "the first half of the game" is a time.
_HALF_OF_A_MATCH = re.compile(r"\b(?:first|second|other|final|this|in|latter|each|every|better)[\s-]$", re.IGNORECASE)
_QUALIFIED = re.compile(r"\b(?:about|than|nearly|almost|around|roughly|over|under|least|by)\s$", re.IGNORECASE)
_RATIO_BASES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10000, 100000, 1000000})


def read_lone_fraction(text: str, atoms: list[Atom], index: int) -> tuple[Numeral | None, int]:
    """As in "half of", "a third of", "a quarter of"; an ordinal or the half of a match is left out."""
    atom = atoms[index]
    word = text[atom.start : atom.end].lower()
    if word == "half":
        return _read_half(text, atoms, index)
    if (scaled := _fraction_of_scale(text, atoms, index)) is not None:
        return scaled, index + 2
    begin = max(0, atom.start - 4)
    article = _ARTICLE.search(text[begin : atom.start])
    if article is None or word.endswith("s") or not _SHARE_OF.match(text, atom.end):
        return None, index + 1
    return Numeral(begin + article.start(), atom.end, 1 / atom.value, "fraction"), index + 1


def _read_half(text: str, atoms: list[Atom], index: int) -> tuple[Numeral | None, int]:
    """As in "half a dozen", "half an hour", "half of them", "more than half"."""
    atom = atoms[index]
    if index + 1 < len(atoms) and atoms[index + 1].kind in {"scale", "dozen", "hundred"}:
        scale = atoms[index + 1]
        if _JOINT.fullmatch(text[atom.end : scale.start]):
            return Numeral(atom.start, scale.end, scale.value / 2, "words", scale.value), index + 2
    before = text[max(0, atom.start - _LOOK_BACK) : atom.start]
    if (after := _HALF_OF.match(text, atom.end)) and not _HALF_OF_A_MATCH.search(before):
        end = after.end() if after.group().strip(" -").lower() in {"a", "an"} else atom.end
        return Numeral(atom.start, end, 0.5, "fraction"), index + 1
    if _QUALIFIED.search(before) and text[atom.end : atom.end + 1] != "-":
        return Numeral(atom.start, atom.end, 0.5, "fraction"), index + 1
    return None, index + 1


def _fraction_of_scale(text: str, atoms: list[Atom], index: int) -> Numeral | None:
    """As in "a quarter of a million": a number and no share."""
    atom, begin = atoms[index], max(0, atoms[index].start - 4)
    article = _ARTICLE.search(text[begin : atom.start])
    if article is None or index + 1 >= len(atoms) or atoms[index + 1].kind != "scale":
        return None
    if text[atom.end : atoms[index + 1].start] != " of a ":
        return None
    scale = atoms[index + 1]
    return Numeral(begin + article.start(), scale.end, scale.value / atom.value, "words", scale.value)


def with_fraction(text: str, atoms: list[Atom], whole: Numeral, last: int) -> tuple[Numeral, int]:
    """Add what follows a whole number: a power of ten, "and a half", "½", "1/2", or a denominator."""
    value = whole.value or 0.0
    if power := _POWER.match(text, whole.end):
        exponent = int((power.group(1) or power.group(2)).replace("−", "-").replace("–", "-"))
        index = last + 1
        while index < len(atoms) and atoms[index].start < power.end():
            index += 1
        return Numeral(whole.start, power.end(), value * 10.0**exponent, whole.form, 10.0**exponent), index
    if half := _AND_HALF.match(text, whole.end):
        part = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}[(half.group(1) or half.group(2)).lower()]
        following = last + 2
        scaled = _scale_after(text, atoms, following, half.end())
        if scaled is not None:
            return Numeral(
                whole.start, scaled.end, (value + part) * scaled.value, whole.form, scaled.value
            ), following + 1
        return Numeral(whole.start, half.end(), value + part * whole.scale, whole.form, whole.scale), following
    if last + 1 < len(atoms):
        atom, gap = atoms[last + 1], between(text, atoms, last)
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
            and _SLASH.match(between(text, atoms, last + 1))
        ):
            top, bottom = atom.value, atoms[last + 2].value
            if 0 < top < bottom <= 16 and value == int(value):
                return Numeral(whole.start, atoms[last + 2].end, value + top / bottom, whole.form), last + 3
    return whole, last + 1


def _is_fraction(text: str, whole: Atom, denominator: Atom) -> bool:
    """As in "two thirds", "one-fifth"; not the ordinal of "one third party" nor the fiscal "three quarters"."""
    word = text[denominator.start : denominator.end].lower()
    if whole.kind not in {"digit", "teen", "figures"} or whole.value <= 0:
        return False
    if (whole.value > 1) != word.endswith("s") and word != "half":
        return False
    if denominator.value == 4 and word == "quarters" and text[whole.end] == " ":
        return bool(re.match(r"\sof\b", text[denominator.end : denominator.end + 5]))
    return whole.value < denominator.value or text[whole.end] == "-"


def _scale_after(text: str, atoms: list[Atom], index: int, end: int) -> Atom | None:
    if (
        index < len(atoms)
        and atoms[index].kind in {"scale", "hundred", "dozen"}
        and text[end : atoms[index].start] in {" ", "-"}
    ):
        return atoms[index]
    return None


def _slashed(text: str, atoms: list[Atom], whole: Numeral, last: int) -> tuple[Numeral, int]:
    """As in "1/16": a fraction where the denominator is the greater and nothing more is joined to it."""
    top, bottom = atoms[last], atoms[last + 1]
    lone = text[bottom.end : bottom.end + 1] not in {"/", "⁄"} and text[max(0, top.start - 1) : top.start] not in {
        "/",
        "⁄",
    }
    if lone and 0 < top.value < bottom.value and bottom.value == int(bottom.value):
        return Numeral(whole.start, bottom.end, top.value / bottom.value, "fraction"), last + 2
    return whole, last + 1


def join_ratios(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """As in "one in five", "six-in-ten", "8 out of 10": one number; "12 in 2024" and "two in five days" are not."""
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
