"""Lines of a page as they are classified. Marks are changed in place while one page is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.records import PassageKind

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
#: No line longer than this is page furniture; it also bounds the work of the patterns.
FURNITURE_CHARACTERS = 400
#: From here on a line is a paragraph of prose, not a heading or a link.
PROSE_CHARACTERS = 160


@dataclass(slots=True)
class Line:
    """A trimmed, non-empty line. ``section`` tells neighbouring passages of one kind apart."""

    start: int
    end: int
    text: str
    kind: PassageKind = "body"
    section: int = 0
    time: str | None = None
    speaker: str | None = None

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as a paragraph: long, or closed like a sentence of some length."""
        return len(self.text) >= PROSE_CHARACTERS or (len(self.text) >= 60 and self.is_closed)

    @property
    def is_closed(self) -> bool:
        """Whether the line ends as a sentence does."""
        return self.text.rstrip("\"'”’»)] ")[-1:] in set(".!?…:;,")


def read_lines(text: str) -> list[Line]:
    lines = []
    for match in _LINE.finditer(text):
        trimmed = match.group().strip()
        if trimmed:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            lines.append(Line(start, start + len(trimmed), trimmed))
    return lines


def folded(text: str) -> str:
    """Letters and digits only, case folded: how two lines are compared."""
    return "".join(character for character in text.casefold() if character.isalnum())
