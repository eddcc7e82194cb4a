"""What analysts' rows point to: entities, articles, words of the vocabulary. Each wording is asked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, text

from etl.load.merges import find_entities
from etl.load.statements import statement
from etl.records import FoundEntity

#: Wordings that are remembered; beyond them all are forgotten, so that memory is bounded whatever a file names.
MOST_REMEMBERED = 200_000
#: Wordings for which a near name is looked for; a file of nothing but unknown names is told without.
MOST_SUGGESTIONS = 100
#: How like a name has to be, in percent, to be suggested.
NEAR_ENOUGH = 60

#: What a wording means, or why it means nothing.
Meaning = int | str


class References:
    """Meanings of wordings, remembered for one load. Not for two threads at once."""

    def __init__(self) -> None:
        self._entities: dict[str, Meaning] = {}
        self._articles: dict[str, Meaning] = {}
        self._words: dict[str, list[str]] = {}
        self._names: list[str] | None = None
        self._suggested = 0

    def entities(self, connection: Connection, wordings: Sequence[str]) -> Mapping[str, Meaning]:
        """Entity id of each wording, or the reason why there is none."""
        unknown = _not_in(self._entities, wordings)
        if unknown:
            found = find_entities(connection, unknown)
            self._entities |= {
                wording: self._one_entity(connection, wording, found.get(wording, [])) for wording in unknown
            }
        return {wording: self._entities[wording] for wording in wordings}

    def _one_entity(self, connection: Connection, wording: str, found: Sequence[FoundEntity]) -> Meaning:
        """Where an id or key fits, that one alone; those merged away lead to whom they count as."""
        found = [entity for entity in found if entity.is_exact] or found
        ids = {entity.merged_into or entity.entity_id for entity in found}
        if len(ids) == 1:
            return ids.pop()
        if not found:
            return f"nobody is known as {wording!r}{self._near(connection, wording)}"
        keys = ", ".join(sorted({entity.key for entity in found})[:5])
        return f"{wording!r} may be several: {keys}. Give the key"

    def _near(self, connection: Connection, wording: str) -> str:
        if self._suggested == MOST_SUGGESTIONS:
            return ""
        self._suggested += 1
        if self._names is None:
            self._names = list(connection.execute(statement("estimates", "names_of_entities")).scalars())
        return near(wording, self._names)

    def articles(self, connection: Connection, wordings: Mapping[str, str | None]) -> Mapping[str, Meaning]:
        """Id of the current text of each article named (wording -> canonical form), or why there is none."""
        left = {wording: wordings[wording] or wording for wording in _not_in(self._articles, wordings)}
        # Where a key fits, that one alone: most rows give one, and a key is found by its index.
        for name in ("find_articles_by_key", "find_articles_otherwise"):
            if left:
                found = _ask(connection, name, left)
                self._articles |= found
                left = {wording: canonical for wording, canonical in left.items() if wording not in found}
        self._articles |= {wording: _no_article("no article is", wording) for wording in left}
        return {wording: self._articles[wording] for wording in wordings}

    def unknown_words(self, connection: Connection, column: str, words: Iterable[str]) -> Mapping[str, Meaning]:
        """Why words are not of the vocabulary tables ``measure`` and ``status``; those that are do not appear."""
        if column not in self._words:
            query = text(f"SELECT {column} FROM {column} ORDER BY 1")
            self._words[column] = list(connection.execute(query).scalars())
        known = self._words[column]
        return {word: f"{word!r} is no {column}{near(word, known)}" for word in words if word not in known}


def _ask(connection: Connection, name: str, wordings: Mapping[str, str]) -> dict[str, Meaning]:
    values = {"references": list(wordings), "canonical": list(wordings.values())}
    found: dict[str, set[int]] = {}
    for row in connection.execute(statement("estimates", name), values):
        found.setdefault(row.reference, set()).add(row.article_version_id)
    return {
        wording: next(iter(ids)) if len(ids) == 1 else _no_article("several articles are", wording)
        for wording, ids in found.items()
    }


def _not_in(remembered: dict[str, Meaning], wordings: Iterable[str]) -> list[str]:
    if len(remembered) > MOST_REMEMBERED:
        remembered.clear()
    return [wording for wording in wordings if wording not in remembered]


def _no_article(what: str, wording: str) -> str:
    return f"{what} known as {wording!r}; give its address or key"


def near(wording: str, names: Iterable[str]) -> str:
    """A name to suggest in place of a wording, as the end of a message."""
    found = process.extractOne(wording, list(names), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return f"; did you mean {found[0]!r}?" if found else ""


def reasons(column: str, meanings: Mapping[str, Meaning], wordings: Sequence[str | None]) -> Iterator[tuple[int, str]]:
    """(index, fault) of the wordings that mean nothing."""
    for index, wording in enumerate(wordings):
        if wording is not None and isinstance(meaning := meanings.get(wording), str):
            yield index, f"column {column!r}: {meaning}"
