"""The tables of `etl/data/numbers`, read once and arranged for look-up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.lexicon import read_table, read_words

FOLDER = "numbers"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure by its canonical name; ``kind`` says what it measures (length, money, age...)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A wording and the class of bound it states."""

    phrase: str
    bound: str


@cache
def words(name: str) -> frozenset[str]:
    """The entries of one list as a set."""
    return frozenset(read_words(f"{FOLDER}/{name}.txt"))


@cache
def number_words() -> dict[str, tuple[str, int]]:
    """Lower-case number word -> its kind and value."""
    return {row["word"]: (row["kind"], int(row["value"])) for row in read_table(f"{FOLDER}/number_words.csv")}


@cache
def scale_suffixes() -> dict[str, tuple[float, str]]:
    """Letters glued to a figure -> what they multiply it by, and where they do."""
    return {row["suffix"]: (float(row["value"]), row["where"]) for row in read_table(f"{FOLDER}/scale_suffixes.csv")}


@cache
def currency_signs() -> dict[str, Unit]:
    """Signs and codes that stand directly at a figure, case as written."""
    signs: dict[str, Unit] = {}
    for row in read_table(f"{FOLDER}/currencies.csv"):
        unit = Unit(row["unit"], "money")
        for sign in _split(row["signs"]) + _split(row["codes"]):
            signs.setdefault(sign, unit)
    return signs


@cache
def currency_units() -> frozenset[str]:
    """Canonical names of the currencies."""
    return frozenset(row["unit"] for row in read_table(f"{FOLDER}/currencies.csv"))


@cache
def currency_prefix() -> re.Pattern[str]:
    """A currency sign or code that ends where a number begins; matched against the text before it."""
    signs = sorted(currency_signs(), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, signs)) + r")(?P<gap>[ =]?)(?P<minus>[-−]?)$")


@cache
def unit_names() -> dict[str, Unit]:
    """Spelled-out units, currencies included, in lower case; hyphens are read as written and as spaces."""
    names: dict[str, Unit] = {}
    for row in read_table(f"{FOLDER}/currencies.csv"):
        for name in _split(row["names"]):
            names[name.lower()] = Unit(row["unit"], "money")
    for row in read_table(f"{FOLDER}/units.csv"):
        spellings = _split(row["names"])
        for name in spellings:
            names[name.lower()] = Unit(row["unit"], row["kind"])
        for _, power in _powers(row["prefixes"]):
            unit = Unit(power + row["unit"], row["kind"])
            for name in spellings:
                names.setdefault(power + name.lower(), unit)
    return names


@cache
def unit_signs() -> dict[str, Unit]:
    """Abbreviated units and currency signs that follow a figure, case as written."""
    signs: dict[str, Unit] = {}
    for row in read_table(f"{FOLDER}/units.csv"):
        for sign in _split(row["signs"]):
            signs.setdefault(sign, Unit(row["unit"], row["kind"]))
    for row in read_table(f"{FOLDER}/units.csv"):
        sign = (_split(row["signs"]) or [""])[0]
        for letters, power in _powers(row["prefixes"]):
            if sign:
                signs.setdefault(letters + sign, Unit(power + row["unit"], row["kind"]))
    for sign, unit in currency_signs().items():
        signs.setdefault(sign, unit)
    signs["p"] = Unit("penny", "money")
    return signs


@cache
def qualifiers(side: str) -> dict[str, Qualifier]:
    """Qualifier wordings of one side (``before`` or ``after``), lower case."""
    return {
        row["phrase"]: Qualifier(row["phrase"], row["class"])
        for row in read_table(f"{FOLDER}/qualifiers.csv")
        if row["side"] == side
    }


@cache
def topic_prepositions() -> frozenset[tuple[str, str]]:
    """Lemma of a word and the preposition that belongs to it, where the same letters may also be a bound."""
    return frozenset((row["word"], row["preposition"]) for row in read_table(f"{FOLDER}/topic_prepositions.csv"))


@cache
def change_words() -> frozenset[str]:
    """Words after which a number is the size of a change."""
    return frozenset(change_directions())


@cache
def change_directions() -> dict[str, str]:
    """Form of a word of change -> ``up`` or ``down``."""
    return {row["form"]: row["direction"] for row in read_table(f"{FOLDER}/change_verbs.csv")}


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _powers(prefixes: str) -> list[tuple[str, str]]:
    """(sign, name) of each SI prefix a unit takes; either letter for micro stands for both."""
    taken = {row["name"] for row in read_table(f"{FOLDER}/si_prefixes.csv") if row["sign"] in prefixes}
    return [(row["sign"], row["name"]) for row in read_table(f"{FOLDER}/si_prefixes.csv") if row["name"] in taken]
