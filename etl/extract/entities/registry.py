"""The entities of one article while they are being found: drafts, their mentions, and look-ups by place in the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from etl.extract.entities.lists import Role
from etl.knowledge import normalise_name
from etl.records import AliasKind, ArticleEntity, EntityMention, EntityType

#: Beyond the end of any text.
MAX_OFFSET = 1 << 62


@dataclass(frozen=True, slots=True)
class Title:
    """An office as the article gives it to a person: its role, its words, and whose it is.

    ``organization`` is the index of an entity of the article (an institution or a state).
    """

    role: Role
    text: str
    organization: int | None


@dataclass(slots=True)
class Draft:
    """An entity of the article that may still gain a fuller name, aliases and titles."""

    index: int
    name: str
    type: EntityType
    key: str | None = None
    state: str | None = None
    subtype: str = ""
    gender: str = ""
    is_plural: bool = False
    titles: list[Title] = field(default_factory=list)
    aliases: dict[tuple[str, AliasKind], None] = field(default_factory=dict)
    #: Starts of its mentions by name, in text order, and whether each is the subject of its clause.
    places: list[tuple[int, bool]] = field(default_factory=list)
    #: Start of its first mention that is a subject.
    first_subject: int | None = None
    #: Common nouns that the article calls a body by beside its name: "the airline NAME", "the NAME union".
    nouns: set[str] = field(default_factory=set)

    def last_before(self, offset: int) -> tuple[int, bool] | None:
        """Its last mention that starts before an offset."""
        position = bisect_left(self.places, (offset, False))
        return self.places[position - 1] if position else None

    def frozen(self) -> ArticleEntity:
        return ArticleEntity(self.index, self.name, self.type, self.key, tuple(self.aliases))


class Registry:
    """Drafts by index and by key; mentions in text order. Adding never renumbers what is there."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._by_identity: dict[str, Draft] = {}
        self._mentions: list[EntityMention] = []
        self._starts: list[int] = []
        self._by_alias: dict[str, Draft] = {}
        #: Starts and ends of quotations, in text order, none inside another.
        self._quoted: list[tuple[int, int]] = []
        #: Starts of names that only say what kind of thing is spoken of: "a Roe administration veteran".
        self.modifiers: set[int] = set()
        #: Grows with every addition, so that a frozen view knows whether it is current.
        self.version = 0

    def add(self, name: str, kind: EntityType, *, identity: str | None = None, key: str | None = None) -> Draft:
        """The draft of an identity (a key, or a normalised name), made where there is none."""
        found = self._by_identity.get(identity or "")
        if identity and found:
            return found
        draft = Draft(len(self.drafts), name, kind, key)
        self.drafts.append(draft)
        self.version += 1
        if identity:
            self._by_identity[identity] = draft
        return draft

    def known_as(self, identity: str) -> Draft | None:
        return self._by_identity.get(identity)

    def called(self, text: str) -> Draft | None:
        """The draft last called exactly so in the article."""
        return self._by_alias.get(normalise_name(text))

    def surnamed(self, word: str) -> Draft | None:
        """The only person of the article whose name ends in a word, where nothing is called by the word alone."""
        bare = normalise_name(word)
        named = (d for d in self.drafts if d.type == "person" and d.name.endswith(word))
        found = [d for d in named if normalise_name(d.name).split()[-1:] == [bare]]
        return found[0] if len(found) == 1 else None

    def alias_identity(self, identity: str, draft: Draft) -> None:
        """Let another identity lead to the same draft; the first claim stands."""
        self._by_identity.setdefault(identity, draft)

    def mention(
        self,
        start: int,
        end: int,
        text: str,
        label: str,
        kind: AliasKind,
        draft: Draft | None,
        *,
        subject: bool = False,
    ) -> None:
        """Record words that stand for a draft. A second reading of the same words is ignored."""
        position = bisect_left(self._starts, start)
        if position < len(self._starts) and self._starts[position] == start and self._mentions[position].end == end:
            return
        index = None if draft is None else draft.index
        self.version += 1
        self._starts.insert(position, start)
        self._mentions.insert(position, EntityMention(start, end, text, label, kind, index, None))
        if draft is not None:
            draft.aliases.setdefault((" ".join(text.split()), kind))
            if kind in {"name", "surname", "acronym"}:
                self._by_alias[normalise_name(text)] = draft
            if kind != "pronoun":
                insort(draft.places, (start, subject))
                if subject and (draft.first_subject is None or start < draft.first_subject):
                    draft.first_subject = start

    def act(self, draft: Draft, start: int, end: int) -> None:
        """Note that whoever is named in a stretch acts there, by speaking, though the parse sees no subject."""
        for mention in self.mentions_between(start, end):
            at = bisect_left(draft.places, (mention.start, False))
            if mention.entity == draft.index and draft.places[at : at + 1] == [(mention.start, False)]:
                draft.places[at] = (mention.start, True)

    def quote(self, start: int, end: int) -> None:
        """Note reported words: who is named inside is spoken of there. A stretch inside another is known already."""
        if self.is_quoted(start):
            return
        position = bisect_left(self._quoted, (start, end))
        while position < len(self._quoted) and self._quoted[position][0] < end:
            del self._quoted[position]
        self._quoted.insert(position, (start, end))

    def is_quoted(self, offset: int) -> bool:
        position = bisect_right(self._quoted, (offset, MAX_OFFSET)) - 1
        return position >= 0 and offset < self._quoted[position][1]

    def mentions_between(self, start: int, end: int) -> Iterator[EntityMention]:
        """Mentions wholly inside a span, in text order."""
        position = bisect_left(self._starts, start)
        while position < len(self._mentions) and self._starts[position] < end:
            if self._mentions[position].end <= end:
                yield self._mentions[position]
            position += 1

    def mention_over(self, start: int, end: int) -> EntityMention | None:
        """The mention that holds a span inside it ("Putin" in "Vladimir Putin")."""
        for position in range(bisect_left(self._starts, start + 1) - 1, -1, -1):
            mention = self._mentions[position]
            if mention.end >= end:
                return mention
            if start - mention.start > 200:
                break
        return None

    def repoint(self, old: Draft, new: Draft) -> None:
        """Let every mention of one draft denote another; the old one keeps its index without mentions."""
        for position, mention in enumerate(self._mentions):
            if mention.entity == old.index:
                self._mentions[position] = replace(mention, entity=new.index)
        new.aliases |= old.aliases
        new.places = sorted(new.places + old.places)
        old.places = []

    def mentions_before(self, offset: int) -> Iterator[EntityMention]:
        """Mentions that start before an offset, nearest first."""
        for position in range(bisect_left(self._starts, offset) - 1, -1, -1):
            yield self._mentions[position]

    def draft_of(self, mention: EntityMention) -> Draft | None:
        return None if mention.entity is None else self.drafts[mention.entity]

    def frozen_mentions(self) -> tuple[EntityMention, ...]:
        return tuple(
            EntityMention(m.start, m.end, m.text, m.label, m.kind, m.entity, self._name(m)) for m in self._mentions
        )

    def _name(self, mention: EntityMention) -> str | None:
        return None if mention.entity is None else self.drafts[mention.entity].name
