"""Numbers as written: figures, number words, scales, fractions and vague amounts, without unit or qualifier."""

from __future__ import annotations

import re
from functools import cache

from etl.extract.numbers.fractions import join_ratios, read_lone_fraction, with_fraction
from etl.extract.numbers.lexing import Atom, Numeral, NumeralForm, between, read_atoms
from etl.lexicon import read_words

#: Past a thousand million million nothing in news is counted; words could otherwise multiply without end.
LARGEST = 1e18
_LOOK_BACK = 24
#: "Twice as many", "twice the size", "twice a week" multiply or tell a rate; "once or twice" counts nothing.
_FACTOR = re.compile(
    r"-|\s(?:as|the|that|this|what|a|an|per|over|more|its|his|her|their|our|my|your|daily|weekly)\b", re.IGNORECASE
)
_ONCE_OR = re.compile(r"\b(?:or|than)\s$", re.IGNORECASE)
#: Pieces that never go on with a number of words.
_ALONE = frozenset({"figures", "glyph", "fraction", "vague", "multiple"})
_GAP = re.compile(r"(?:[ -]|\s-\s?|\s{1,2})$|^$")
_AND = re.compile(r"[ -]and[ -]$", re.IGNORECASE)
_OF_VAGUE = re.compile(r"\sof\s$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![A-Za-z])(?:half\sa|half-a|a|an|a\scouple(?:\sof)?|couple\sof)[\s-]$", re.IGNORECASE)
#: Words after which a scale stands for itself ("those billion people", "nearly thousand").
_BARE_SCALE_LEAD = re.compile(
    r"(?<![A-Za-z])(?:the|these|those|that|per|first|last|next|other|another|every|nearly|almost|about|over|than|around|of)\s$",
    re.IGNORECASE,
)


@cache
def _vague_lead() -> re.Pattern[str]:
    leads = "|".join(word.replace(" ", r"\s") for word in read_words("numbers/vague_leads.txt"))
    return re.compile(rf"(?<![A-Za-z])(?:{leads})\s$", re.IGNORECASE)


def read_numerals(text: str) -> list[Numeral]:
    """Every number written in ``text``, in order, without overlaps."""
    atoms = read_atoms(text)
    numerals: list[Numeral] = []
    index = 0
    while index < len(atoms):
        numeral, index = _read_one(text, atoms, index)
        if numeral is not None and (numeral.value is None or numeral.value <= LARGEST):
            numerals.append(numeral)
    return join_ratios(text, numerals)


def _read_one(text: str, atoms: list[Atom], index: int) -> tuple[Numeral | None, int]:
    """The numeral that begins at an atom, and the index of the first atom after it."""
    atom = atoms[index]
    if atom.kind == "identifier":
        return None, index + 1
    if atom.kind == "vague":
        return _read_vague(text, atoms, index)
    if atom.kind == "fraction":
        return read_lone_fraction(text, atoms, index)
    if atom.kind == "multiple":
        is_factor = _FACTOR.match(text, atom.end) or _ONCE_OR.search(text[max(0, atom.start - 8) : atom.start])
        return None if is_factor else Numeral(atom.start, atom.end, atom.value, "multiple"), index + 1
    if atom.kind == "glyph":
        return Numeral(atom.start, atom.end, atom.value, "fraction"), index + 1
    if atom.kind in {"hundred", "scale", "dozen"}:
        return _read_lone_scale(text, atoms, index)
    return _read_cardinal(text, atoms, index, atom.start)


def _read_vague(text: str, atoms: list[Atom], index: int) -> tuple[Numeral | None, int]:
    """As in "dozens", "tens of thousands", "hundreds of millions"."""
    first, last = atoms[index], index
    while last + 1 < len(atoms) and atoms[last + 1].kind == "vague" and _OF_VAGUE.match(between(text, atoms, last)):
        last += 1
    return Numeral(first.start, atoms[last].end, None, "vague"), last + 1


def _read_lone_scale(text: str, atoms: list[Atom], index: int) -> tuple[Numeral | None, int]:
    """As in "a million", "a couple of hundred", "several thousand"; "the hundred" counts as a hundred."""
    atom = atoms[index]
    begin = max(0, atom.start - _LOOK_BACK)
    before = text[begin : atom.start]
    if lead := _vague_lead().search(before):
        last = index
        while (
            last + 1 < len(atoms)
            and atoms[last + 1].kind in {"scale", "hundred"}
            and between(text, atoms, last).isspace()
        ):
            last += 1
        return Numeral(begin + lead.start(), atoms[last].end, None, "vague"), last + 1
    article = _ARTICLE.search(before)
    if article and "couple" in article.group().lower():
        return Numeral(begin + article.start(), atom.end, 2 * atom.value, "words", atom.value), index + 1
    if article is None and text[atom.end : atom.end + 1] != "-" and not _BARE_SCALE_LEAD.search(before):
        return None, index + 1
    return _read_cardinal(text, atoms, index, begin + article.start() if article else atom.start)


def _read_cardinal(text: str, atoms: list[Atom], index: int, start: int) -> tuple[Numeral | None, int]:
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
    return with_fraction(text, atoms, Numeral(start, atoms[last].end, value, form, scale), last)


def _continues(text: str, atoms: list[Atom], last: int, current: float) -> bool:
    """Whether the next atom goes on with the number that ends at ``atoms[last]``."""
    before, atom = atoms[last], atoms[last + 1]
    gap = between(text, atoms, last)
    joined = bool(_GAP.match(gap))
    if atom.kind in {"scale", "hundred", "dozen"}:
        return joined and before.kind != "dozen" and not (atom.kind == "hundred" and before.kind == "scale")
    if before.kind in {"figures", "glyph", "dozen"} or atom.kind in _ALONE:
        return False
    if not joined and not (_AND.match(gap) and before.kind in {"hundred", "scale"}):
        return False
    if before.kind == "ten":
        return atom.kind == "digit" and atom.value > 0
    if before.kind == "hundred":
        return atom.kind in {"digit", "teen", "ten"} and current % 100 == 0
    return before.kind == "scale" and atom.kind in {"digit", "teen", "ten"}
