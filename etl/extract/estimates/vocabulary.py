"""The tables of `etl/data/estimates`, read once and arranged for look-up by lemma."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from etl.extract.numbers.vocabulary import unit_names, unit_signs
from etl.lexicon import read_table, read_words


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the measures table. ``rank`` is its place: earlier rows win."""

    code: str
    unit: str
    counts: str
    rank: int
    nouns: frozenset[str]
    object_verbs: frozenset[str]
    subject_verbs: frozenset[str]
    adjectives: frozenset[str]

    @property
    def is_outcome(self) -> bool:
        """Whether it is something that happens to people: killed, injured, displaced."""
        return self.counts == "affected"


@dataclass(frozen=True, slots=True)
class Status:
    code: str
    object_verbs: frozenset[str]
    subject_verbs: frozenset[str]
    nouns: frozenset[str]


def _cell(text: str) -> frozenset[str]:
    return frozenset(text.split("|")) if text else frozenset()


@cache
def measures() -> dict[str, Measure]:
    return {
        row["code"]: Measure(
            row["code"], row["unit"], row["counts"], rank, _cell(row["nouns"]), _cell(row["object_verbs"]),
            _cell(row["subject_verbs"]), _cell(row["adjectives"]),
        )
        for rank, row in enumerate(read_table("estimates/measures.csv"))
    }  # fmt: skip


@cache
def statuses() -> tuple[Status, ...]:
    """The statuses, from intention to fact."""
    return tuple(
        Status(row["code"], _cell(row["object_verbs"]), _cell(row["subject_verbs"]), _cell(row["nouns"]))
        for row in read_table("estimates/statuses.csv")
    )


@cache
def measure_of_noun() -> dict[str, Measure]:
    """A counted noun (one or two words) -> its measure; the earlier row wins. Plurals too: a lemma is often misread."""
    found: dict[str, Measure] = {}
    for measure in measures().values():
        for noun in measure.nouns:
            found.setdefault(noun, measure)
    for noun, measure in list(found.items()):
        found.setdefault(_plural(noun), measure)
    return found


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in set("aeiou") else noun + "s"


@cache
def outcome_by_verb(role: Literal["object", "subject", "adjective"]) -> dict[str, Measure]:
    """Lemma of a verb -> the measure of its counted ``object`` or ``subject``, or of an ``adjective``."""
    found: dict[str, Measure] = {}
    for measure in measures().values():
        cues = {"object": measure.object_verbs, "subject": measure.subject_verbs, "adjective": measure.adjectives}[role]
        for lemma in cues:
            found.setdefault(lemma, measure)
    return found


@cache
def unit_kinds() -> dict[str, str]:
    """Kind of a unit of measure -> the measure it gives."""
    return {row["kind"]: row["measure"] for row in read_table("estimates/unit_kinds.csv")}


@cache
def kind_of_unit() -> dict[str, str]:
    """Canonical name of a unit of measure or a currency -> its kind."""
    return {unit.name: unit.kind for unit in (*unit_names().values(), *unit_signs().values())}


@cache
def level_verbs() -> dict[str, str]:
    """Lemma of a verb whose subject has a level -> ``up``, ``down`` or nothing."""
    return {row["verb"]: row["direction"] for row in read_table("estimates/level_verbs.csv")}


@cache
def level_bounds() -> dict[str, str]:
    """Lemma of a verb -> the bound that it makes of the level it passes or comes near."""
    return {row["verb"]: row["bound"] for row in read_table("estimates/level_verbs.csv") if row["bound"]}


@cache
def naming_prepositions() -> frozenset[tuple[str, str]]:
    """Lemma of a verb and the preposition with which it names a figure."""
    return frozenset((row["verb"], row["preposition"]) for row in read_table("estimates/naming_prepositions.csv"))


@cache
def modals() -> dict[str, str]:
    return {row["word"]: row["effect"] for row in read_table("estimates/modals.csv")}


@cache
def hedges(kind: str) -> frozenset[str]:
    """Hedging adverbs, verb lemmas or phrases."""
    return frozenset(row["text"] for row in read_table("estimates/hedges.csv") if row["kind"] == kind)


@cache
def informant_nouns() -> frozenset[str]:
    """Nouns of those who inform a writer, as the rules of reported speech have them."""
    return frozenset(read_words("speech/informants.txt"))


@cache
def evidence_nouns() -> frozenset[str]:
    """Nouns for information that stands in for its giver, as the rules of reported speech have them."""
    return frozenset(read_words("speech/evidence.txt"))


@cache
def people_nouns() -> frozenset[str]:
    """Nouns for one person whom "he" or "she" may mean, as the rules of reported speech have them."""
    return frozenset(read_words("speech/people.txt"))


@cache
def words(name: str) -> frozenset[str]:
    """The entries of one list as a set."""
    return frozenset(read_words(f"estimates/{name}.txt"))


@cache
def views_of_others() -> frozenset[str]:
    """Verbs (lemmas) whose clause is their subject's word or view, as the tables of reported speech have them."""
    return frozenset(row["lemma"] for row in read_table("speech/verbs.csv") if "clause" in row["frames"].split())
