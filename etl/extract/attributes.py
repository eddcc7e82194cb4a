"""spaCy's attribute ruler with what a token's own attributes decide looked up instead of matched again.

Each pattern of the English models is a run of one or two tokens, told by their tag, their word in lower case, their
dependency or being space. How a token fares with all of them is decided by these alone, so it is matched once for each
such combination; a run matches where each of its tokens does. The matches are those of the ruler itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

FACTORY = "onrecord_attribute_ruler"
#: What a pattern may ask of a token for us to look it up. A word that no pattern names counts as any other such word.
_ATTRIBUTES = ("TAG", "DEP", "IS_SPACE", "LOWER")
_LISTS = ("IN", "NOT_IN")
_REGEX = "REGEX"
#: Words that are remembered; a stream of articles brings new ones without end.
_MOST_WORDS = 200_000

#: A rule, its hash, and the tokens at which it is found.
_Match = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Fit:
    """What tokens of a kind fit: rules of one token, with their hashes, and places in the runs of rules of more."""

    rules: tuple[tuple[int, int], ...]
    places: tuple[tuple[int, int], ...]


class LookedUpAttributeRuler(AttributeRuler):
    """Matches as its base does, several times as quickly."""

    def add_patterns(self, patterns: Any) -> None:
        """Add patterns as the base does, then prepare their lookups."""
        super().add_patterns(patterns)
        entries: list[Any] = self.patterns
        self._runs = [(rule, run) for rule, entry in enumerate(entries) for run in entry["patterns"]]
        tokens = [
            (number, place, token) for number, (_, run) in enumerate(self._runs) for place, token in enumerate(run)
        ]
        self._is_plain = all(_is_plain(token) for _, _, token in tokens)
        self._named = {word for *_, token in tokens for word in _words(token)}
        self._regexes = [re.compile(regex) for *_, token in tokens for regex in _regexes(token)]
        self._words: dict[int, int] = {}
        self._places = [(number, place) for number, place, _ in tokens]
        self._matcher = Matcher(self.vocab)
        for key, (*_, token) in enumerate(tokens):
            self._matcher.add(str(key), [[token]])
        self._fits: dict[tuple[int, ...], _Fit] = {}

    def match(self, doc: Doc) -> list[_Match]:
        """Where the rules are found, by rule."""
        if not self._is_plain:
            return super().match(doc)  # type: ignore[no-any-return]
        found: list[_Match] = []
        begun: set[tuple[int, int]] = set()  # places of runs whose tokens before have matched, for the token at hand
        for index, kind in enumerate(self._kinds(doc)):
            fit = self._fits.get(kind) or self._fit(doc, index, kind)
            found += [(rule, key, index, index + 1) for rule, key in fit.rules]
            if fit.places or begun:
                reached = {(number, place) for number, place in fit.places if not place or (number, place) in begun}
                found += [self._ended(number, index) for number, place in reached if place + 1 == self._length(number)]
                begun = {(number, place + 1) for number, place in reached}
        return sorted(set(found))

    def _kinds(self, doc: Doc) -> Iterator[tuple[int, ...]]:
        """Tag, dependency, space and word of each token; 0 for a word that no pattern tells from others."""
        words = self._words
        for tag, dependency, space, lower in doc.to_array(list(_ATTRIBUTES)).tolist():
            word = words.get(lower)
            yield tag, dependency, space, self._told_apart(lower) if word is None else word

    def _told_apart(self, lower: int) -> int:
        if len(self._words) >= _MOST_WORDS:
            self._words.clear()
        text = self.vocab.strings[lower]
        is_asked = text in self._named or any(regex.search(text) for regex in self._regexes)
        return self._words.setdefault(lower, lower if is_asked else 0)

    def _fit(self, doc: Doc, index: int, kind: tuple[int, ...]) -> _Fit:
        keys = (int(self.vocab.strings[key]) for key, _, _ in self._matcher(doc[index : index + 1], allow_missing=True))
        fitting = sorted(self._places[key] for key in keys)
        rules = {self._runs[number][0] for number, _ in fitting if self._length(number) == 1}
        places = tuple(place for place in fitting if self._length(place[0]) > 1)
        fit = _Fit(tuple((rule, self._hash(rule)) for rule in sorted(rules)), places)
        return self._fits.setdefault(kind, fit)

    def _length(self, run: int) -> int:
        return len(self._runs[run][1])

    def _ended(self, run: int, index: int) -> _Match:
        rule, tokens = self._runs[run]
        return rule, self._hash(rule), index + 1 - len(tokens), index + 1

    def _hash(self, rule: int) -> int:
        return self.vocab.strings[str(rule)]


def _is_plain(token: Mapping[str, Any]) -> bool:
    lists = all(set(value) <= {*_LISTS, _REGEX} for value in token.values() if isinstance(value, dict))
    return set(token) <= set(_ATTRIBUTES) and lists


def _words(token: Mapping[str, Any]) -> list[str]:
    """The words that a pattern names."""
    asked = token.get("LOWER", {})
    return [asked] if isinstance(asked, str) else [word for key in _LISTS for word in asked.get(key, [])]


def _regexes(token: Mapping[str, Any]) -> list[str]:
    """The expressions that a pattern has for the word."""
    asked = token.get("LOWER", {})
    return [asked[_REGEX]] if isinstance(asked, dict) and _REGEX in asked else []


@Language.factory(FACTORY)
def make_ruler(nlp: Language, name: str) -> LookedUpAttributeRuler:
    """The ruler as a component of a pipeline; its patterns are added by who puts it there."""
    return LookedUpAttributeRuler(nlp.vocab, name)


def look_up_attributes(language: Language) -> None:
    """Put the quick ruler with the same patterns in the place of a pipeline's own."""
    own: Any = language.get_pipe("attribute_ruler")
    quick: Any = language.replace_pipe("attribute_ruler", FACTORY)
    quick.add_patterns(own.patterns)
