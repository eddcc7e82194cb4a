"""Through which channel and when something was said: the phrases that hang on the cue."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Token

from etl.extract.quotes.cue import Cue
from etl.extract.quotes.vocabulary import channel_nouns
from etl.records import UNKNOWN_TIME, DateExpression, Interval

_PREPOSITIONS = frozenset({"in", "on", "at", "via", "during", "through", "over", "by", "to"})
_NEAR_CHARACTERS = 80


def channel_span(cue: Cue) -> tuple[int, int] | None:
    """Tokens of the channel: who was told ("told Politico"), or the medium ("in a video address", "on X")."""
    if cue.frame == "according":
        return None
    if cue.head.lemma_.lower() == "tell":
        for child in cue.head.rights:
            if child.dep_ in {"dobj", "dative"} and child.pos_ in {"PROPN", "NOUN"} and not _in_content(child, cue):
                return child.left_edge.i, _noun_phrase_end(child)
    phrases = [*cue.head.children, *(cue.speaker.rights if cue.speaker is not None else ())]
    for child in phrases:
        if child.dep_ == "prep" and child.lower_ in _PREPOSITIONS and not _in_content(child, cue):
            for noun in child.children:
                if noun.dep_ == "pobj" and not _in_content(noun, cue) and _is_channel(noun):
                    return child.i, _noun_phrase_end(noun)
    return None


def _is_channel(noun: Token) -> bool:
    words = [noun, *noun.lefts]
    return any(word.lemma_.lower() in channel_nouns() or word.lower_ in channel_nouns() for word in words)


def _in_content(token: Token, cue: Cue) -> bool:
    return any(first <= token.i < last for first, last in cue.content)


def _noun_phrase_end(noun: Token) -> int:
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "with", "to"} and child.right_edge.i - child.i < 8:
            end = child.right_edge.i + 1
        else:
            break
    return end


def said_interval(
    cue: tuple[int, int], sentence: tuple[int, int], reported: tuple[int, int], dates: list[DateExpression]
) -> Interval:
    """The date expression nearest to the cue in its sentence and outside what is reported; article offsets."""
    best: tuple[int, Interval] | None = None
    for date in dates[bisect_left(dates, sentence[0], key=lambda d: d.start) :]:
        if date.start >= sentence[1]:
            break
        if reported[0] < date.end and date.start < reported[1]:
            continue
        distance = max(date.start - cue[1], cue[0] - date.end, 0)
        if distance <= _NEAR_CHARACTERS and (best is None or distance < best[0]):
            best = (distance, date.interval)
    return best[1] if best else UNKNOWN_TIME
