"""Reporting verbs and nouns, read from `etl/data/speech`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.lexicon import read_table, read_words


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A verb that reports: its class (speech, finding, attitude) and the frames it takes."""

    lemma: str
    cue_class: str
    frames: frozenset[str]

    def takes(self, *frames: str) -> bool:
        return not self.frames.isdisjoint(frames)


@cache
def reporting_verbs() -> dict[str, ReportingVerb]:
    """Single-word reporting verbs by lemma."""
    return {
        row["lemma"]: ReportingVerb(row["lemma"], row["class"], frozenset(row["frames"].split()))
        for row in read_table("speech/verbs.csv")
    }


@cache
def particle_verbs() -> dict[tuple[str, str], ReportingVerb]:
    """Two-word reporting verbs by (lemma, particle or preposition)."""
    return {
        (row["verb"], row["particle"]): ReportingVerb(
            f"{row['verb']} {row['particle']}", row["class"], frozenset(row["frames"].split())
        )
        for row in read_table("speech/particle_verbs.csv")
    }


@cache
def reporting_nouns() -> frozenset[str]:
    return frozenset(read_words("speech/nouns.txt"))


@cache
def channel_nouns() -> frozenset[str]:
    return frozenset(read_words("speech/channels.txt"))


@cache
def informant_nouns() -> frozenset[str]:
    return frozenset(read_words("speech/informants.txt"))


@cache
def giving_verbs() -> frozenset[str]:
    return frozenset(read_words("speech/giving.txt"))


@cache
def causing_verbs() -> frozenset[str]:
    return frozenset(read_words("speech/causing.txt"))


@cache
def adding_verbs() -> frozenset[str]:
    return frozenset(read_words("speech/adding.txt"))


@cache
def announcing_nouns() -> frozenset[str]:
    """Nouns whose owner's words follow: "his argument:", "her answer?"."""
    return reporting_nouns() | frozenset(read_words("speech/announcing.txt"))


@cache
def document_nouns() -> frozenset[str]:
    """Nouns for what is written or shown and tells something itself: "the lawsuit", "it"."""
    return evidence_nouns() | frozenset(read_words("speech/documents.txt"))


@cache
def evidence_nouns() -> frozenset[str]:
    return frozenset(read_words("speech/evidence.txt"))


@cache
def finding_nouns() -> frozenset[str]:
    """Nouns for what shows something and is no person: polls, records."""
    return frozenset(read_words("speech/findings.txt"))


@cache
def manner_nouns() -> frozenset[str]:
    return frozenset(read_words("speech/manners.txt"))


@cache
def remark_nouns() -> frozenset[str]:
    return frozenset(read_words("speech/remarks.txt"))


@cache
def untold_verbs() -> frozenset[str]:
    return frozenset(read_words("speech/untold.txt"))


@cache
def unreported_nouns() -> frozenset[str]:
    return frozenset(read_words("speech/unreported.txt"))


@cache
def picture_nouns() -> frozenset[str]:
    """Nouns for still pictures, which show somebody at something."""
    return frozenset(read_words("speech/pictures.txt"))
