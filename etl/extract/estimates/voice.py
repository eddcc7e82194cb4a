"""Whose claim it is, and through whom it came."""

from __future__ import annotations

from dataclasses import dataclass

from etl.records import Attribution, Party, Quote


@dataclass(frozen=True, slots=True)
class Voice:
    """Who makes a claim. ``speeches``: the quotes that hold it, innermost first; none in the narrator's voice.
    ``outer``: who passes the source's words on, nearest first. ``citing``: the outlet that says it has it
    from the source.
    """

    source: Party | None
    attribution: Attribution
    speeches: tuple[Quote, ...] = ()
    outer: tuple[Party, ...] = ()
    citing: Party | None = None

    @property
    def speech(self) -> Quote | None:
        return self.speeches[0] if self.speeches else None


NARRATOR = Voice(None, "narrator")
