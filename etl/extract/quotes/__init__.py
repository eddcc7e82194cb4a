"""Reported speech: direct, partial and indirect quotes with speaker, cue and channel."""

from __future__ import annotations

from etl.extract.quotes.article import extract_quotes
from etl.extract.quotes.lookup import SpeechAt, speech_at

__all__ = ["SpeechAt", "extract_quotes", "speech_at"]
