"""The language an article is written in, told from its beginning."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Characters looked at: more changes no verdict on news and costs time.
_BEGINNING = 1000
_MIN_CONFIDENCE = 0.5


def detect_language(text: str) -> str | None:
    """ISO 639-1 code, or ``None`` where the text gives too little to tell."""
    language, confidence = _identifier().classify(text.lstrip()[:_BEGINNING])
    return str(language) if confidence >= _MIN_CONFIDENCE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (reads a model; not for --help)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
