"""Persons of an article: full names joined over spellings, surnames tied to the right full name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from etl.extract.entities.lists import courtesy_titles, given_names
from etl.extract.entities.registry import Draft, Registry
from etl.extract.entities.spelling import transliteration_key
from etl.knowledge import KnownEntity, load_knowledge, normalise_name


def name_words(text: str) -> tuple[str, ...]:
    """Transliteration keys of a person's name without courtesy titles and initials' points."""
    words = [w for w in normalise_name(text).split() if w not in courtesy_titles()]
    return tuple(transliteration_key(w) for w in words)


@cache
def _known_persons() -> dict[tuple[str, ...], KnownEntity]:
    return {
        name_words(alias): person
        for person in load_knowledge().entities
        if person.type == "person"
        for alias, kind in ((person.name, "name"), *person.aliases)
        if kind == "name"
    }


@cache
def _known_surnames() -> dict[str, KnownEntity | None]:
    """Surname -> the one person known by it alone; ``None`` where several are."""
    found: dict[str, KnownEntity | None] = {}
    for person in load_knowledge().entities:
        if person.type == "person":
            for alias, kind in person.aliases:
                if kind == "surname":
                    key = " ".join(name_words(alias))
                    found[key] = None if key in found and found[key] is not person else person
    return found


#: Words that tell a son from his father ("Jr."), as name_words gives them.
_GENERATIONS = frozenset(name_words("jr sr ii iii iv"))

#: So many characters after a namesake's full name the surname alone still means that one.
_JUST_NAMED = 200


class PersonGrouping:
    """Ties person names, given in text order, to drafts."""

    def __init__(self, registry: Registry, full_names: Iterable[str], kin: Iterable[str] = ()) -> None:
        self._registry = registry
        self._by_words: dict[tuple[str, ...], Draft] = {}
        #: word -> drafts that have it as a name of their own
        self._by_word: dict[str, list[Draft]] = {}
        self._words_of: dict[int, tuple[str, ...]] = {}
        #: Surname -> the namesake whom the article first called by it alone.
        self._called: dict[str, Draft] = {}
        #: Where a person was last named in full, by index.
        self._named_at: dict[int, int] = {}
        #: The titles right before a person's full name, by index ("President" in "President Jane Roe").
        self._titles: defaultdict[int, set[str]] = defaultdict(set)
        #: Given names of those told of as somebody's kin ("his son Hunter"): the bare surname is not theirs.
        self._kin = {words[0] for name in kin if (words := name_words(name))}
        named = [(name, words) for name in full_names if len(words := name_words(name)) > 1]
        endings = {words[first:] for _, words in named for first in range(1, len(words) - 1)}
        for name, words in named:
            if words not in endings:  # the longer name goes first, also where it is written later
                self._full(name, words)

    def draft_for(self, text: str, offset: int, title: str = "") -> Draft:
        """Who a person's name at an offset, after a title in lower case, denotes."""
        words = name_words(text)
        if len(words) == 2 and words[1] in _GENERATIONS:
            for draft in self._by_word.get(words[0], ()):
                if self._words_of[draft.index][-1] == words[1]:
                    return draft
        if len(words) > 1:
            draft = self._full(text, words)
            self._named_at[draft.index] = offset
            self._titles[draft.index].add(title)
            return draft
        return self._single(text, words[0] if words else normalise_name(text), offset, title)

    def _full(self, text: str, words: tuple[str, ...]) -> Draft:
        known = self._by_words.get(words)
        if known is None:
            known = self._variant(words) or self._closed_by(words) or self._new(text, words)
            self._by_words[words] = known
            self._words_of[known.index] = max(self._words_of.get(known.index, ()), words, key=len)
            for word in words:
                drafts = self._by_word.setdefault(word, [])
                if known not in drafts:
                    drafts.append(known)
        if known.key is None and len(text) > len(known.name) and _is_fuller(text, words, known.name):
            known.name = " ".join(text.split())
        return known

    def _variant(self, words: tuple[str, ...]) -> Draft | None:
        """A draft whose full name is the same but for middle names, initials or spelling."""
        for draft in self._by_word.get(words[-1], ()) or self._by_word.get(words[0], ()):
            other = self._words_of[draft.index]
            if _is_same_person(words, other) and not (draft.key and words[-1] not in {other[-1], *_GENERATIONS}):
                return draft
        return None

    def _closed_by(self, words: tuple[str, ...]) -> Draft | None:
        """The one person whose longer name these words close: "Duarte-Lima", "van der Berg"."""
        found = [d for d in self._by_word.get(words[-1], ()) if self._words_of[d.index][1:][-len(words) :] == words]
        return found[0] if len(found) == 1 else None

    def _new(self, text: str, words: tuple[str, ...]) -> Draft:
        person = _known_persons().get(words) or _known_persons().get(_without_initials(words))
        draft = self._registry.add(
            person.name if person else " ".join(text.split()), "person", key=person.key if person else None,
            identity=person.key if person else None,
        )  # fmt: skip
        if person:
            draft.state, draft.gender = person.state, person.gender
        elif words[-1] in _GENERATIONS:
            draft.gender = "m"
        elif not draft.gender:
            draft.gender = given_names().get(normalise_name(text).split()[0], "")
        return draft

    def _single(self, text: str, word: str, offset: int, title: str) -> Draft:
        drafts = [d for d in self._by_word.get(word, ()) if word in self._words_of.get(d.index, ())]
        person = _known_surnames().get(word)
        elders = [d for d in drafts if self._words_of[d.index][-1] not in _GENERATIONS]
        if elders or person:
            drafts = elders  # the son is called by his "Jr.", the bare surname is somebody else's who is known by it
        ends = [d for d in drafts if word in {self._words_of[d.index][0], self._words_of[d.index][-1]}]
        if drafts:  # a name in the middle is hardly what anybody is called by alone
            return self._namesake(word, self._so_titled(ends or drafts, title), offset)
        draft = self._registry.add(
            person.name if person else text, "person", key=person.key if person else None,
            identity=person.key if person else f"person {word}",
        )  # fmt: skip
        if person:
            draft.state, draft.gender = person.state, person.gender
        self._by_word.setdefault(word, []).append(draft)
        self._words_of.setdefault(draft.index, (word,))
        return draft

    def _so_titled(self, drafts: list[Draft], title: str) -> list[Draft]:
        """Those namesakes whom a title fits: of its gender ("Mrs."), or so called before their full name; else all."""
        if not title or len(drafts) < 2:
            return drafts
        if gender := courtesy_titles().get(title, ""):
            return [d for d in drafts if d.gender == gender] or [d for d in drafts if not d.gender] or drafts
        return [d for d in drafts if title in self._titles[d.index]] or drafts

    def _namesake(self, word: str, drafts: list[Draft], offset: int) -> Draft:
        """Of several with one surname the one it was first used for alone, unless another was named just before; none
        whom the article tells of as another's kin.
        """
        drafts = [d for d in drafts if self._words_of[d.index][0] not in self._kin] or drafts
        nearest = _nearest(drafts, offset)
        called = self._called.setdefault(word, nearest)
        is_fresh = offset - self._named_at.get(nearest.index, -_JUST_NAMED) < _JUST_NAMED
        return nearest if called not in drafts or is_fresh else called


def _is_fuller(text: str, words: tuple[str, ...], name: str) -> bool:
    """Whether a longer form may become the name: as a name is written, and ending as the shorter one does."""
    is_written_so = text[:1].isupper() and not text.isupper() and "'s " not in text and "’s " not in text
    last = name_words(name)[-1:]
    return is_written_so and (words[-1:] == last or words[-2:-1] == last or words[-1] in _GENERATIONS)


def _is_same_person(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((words, other), key=len)
    if len(short) < 2 or len(set(long)) < len(long):
        return False
    if long[-1] in _GENERATIONS and short[-1] not in _GENERATIONS and short in _known_persons():
        return False
    initials = [[w for w in name[1:-1] if len(w) == 1] for name in (words, other)]
    if all(initials) and initials[0] != initials[1]:
        return False
    if len(short) == len(long):
        return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(short, long, strict=True))
    remaining = iter(long)
    return short[0][0] == long[0][0] and all(any(w == o for o in remaining) for w in short)


def _without_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name as most call its bearer: "Vladimir V. Putin" without the letter."""
    return tuple(word for at, word in enumerate(words) if len(word) > 1 or at in {0, len(words) - 1})


def _nearest(drafts: list[Draft], offset: int) -> Draft:
    """Among namesakes: the one last named before, a subject rather than a mere possessor; else the first."""
    before = [(d.last_before(offset), d) for d in drafts]
    subjects = [(place, d) for place, d in before if place and d.first_subject is not None and d.first_subject < offset]
    named = subjects or [(place, d) for place, d in before if place]
    if named:
        return max(named, key=lambda item: (item[0], -item[1].index))[1]
    return drafts[0]
