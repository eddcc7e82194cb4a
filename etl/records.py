"""Frozen records that pass between the stages: read -> extract -> resolve -> load.

Offsets everywhere are Unicode code points into the article's text exactly as read (no newline
translation), ``start`` inclusive and ``end`` exclusive, so ``text[start:end]`` is the surface form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

Precision = Literal["minute", "day", "range", "month", "year", "no_later_than", "no_earlier_than", "unknown"]
Basis = Literal["stated", "derived", "cross_article", "file", "unknown"]
PassageKind = Literal[
    "headline", "standfirst", "body", "live_update", "interview_turn", "appended_interview",
    "caption", "credit", "teaser", "boilerplate",
]  # fmt: skip
#: Passages that no headline view counts (DESIGN section 1). They are stored and shown on demand.
ASIDE_PASSAGES: frozenset[str] = frozenset({"caption", "credit", "teaser", "boilerplate", "appended_interview"})
QuoteKind = Literal["direct", "partial", "indirect"]
EstimateKind = Literal["numeric", "vague", "unquantified"]
Polarity = Literal["asserted", "denied", "hypothetical"]
Attribution = Literal["explicit", "carried_on", "narrator"]
ChainRole = Literal["origin", "spokesperson", "relay", "outlet"]
TimeKind = Literal["instant", "period", "cumulative"]
EntityType = Literal[
    "person", "organization", "state", "place", "military_formation", "outlet", "unnamed_source", "other"
]
AliasKind = Literal["name", "surname", "acronym", "metonym", "role", "demonym", "pronoun"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A time known to lie between two days, both inclusive; an open end is ``None``.

    ``expression`` is the wording it was read from, ``basis`` says how: ``stated`` (printed as a
    date), ``derived`` (arithmetic on another date), ``file`` (the reader's metadata).
    """

    from_on: date | None
    to_on: date | None
    precision: Precision
    basis: Basis
    expression: str | None = None


UNKNOWN_TIME = Interval(None, None, "unknown", "unknown")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Where the bytes came from and what was done to read them."""

    location: str
    sha256: str
    size_bytes: int
    encoding: str
    replaced_characters: int
    reader: str
    retrieved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader found it; ``text`` is exact, nothing is trimmed or translated."""

    key: str
    text: str
    text_sha256: str
    source: SourceFile
    url: str | None = None
    supplied_id: str | None = None
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    republisher: str | None = None
    language: str | None = None
    published: Interval = UNKNOWN_TIME
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """Input that could not be taken, kept whole with the reason and the place it was found.

    ``reader`` is who reads the record again on a replay, where its bytes alone would not tell.
    """

    stage: Literal["read", "extract", "resolve", "load"]
    location: str
    line: int | None
    field: str | None
    code: str
    reason: str
    record: bytes
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What an extractor sees of an article: pure input, no database, no file."""

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: Interval = UNKNOWN_TIME


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article with one role. Passages are in text order and do not overlap.

    ``time`` is the time as written in a live update's heading ("1714 GMT"); ``speaker`` the one
    who takes an interview turn.
    """

    start: int
    end: int
    kind: PassageKind
    time: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """Somebody or something an article speaks of: all its mentions in that article are one row.

    ``key`` is the shipped knowledge base's key where a rule knows the entity, else ``None``.
    ``aliases`` are the (surface, kind) pairs used in the article.
    """

    index: int
    name: str
    type: EntityType
    key: str | None = None
    aliases: tuple[tuple[str, AliasKind], ...] = ()


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A name (or a role noun or pronoun that stands for one) at its characters.

    ``label`` is the type of the wording as recognisers print it (PERSON, ORG, GPE, LOC, NORP, ...);
    ``entity`` the index of the :class:`ArticleEntity` it denotes; ``name`` that entity's name.
    """

    start: int
    end: int
    text: str
    label: str
    kind: AliasKind
    entity: int | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who speaks or is spoken for: the words that name them, and who that is.

    ``start``/``end`` are ``None`` where the party is not named in so many words (the outlet).
    ``entity`` is an index into :attr:`Annotation.entities`.
    """

    text: str
    start: int | None
    end: int | None
    name: str
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Reported speech. ``start``/``end`` exclude quotation marks (direct, partial) or hold the
    reported clause (indirect); ``speakers`` is empty where nobody can be told.
    """

    start: int
    end: int
    text: str
    kind: QuoteKind
    speakers: tuple[Party, ...]
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    channel: str | None
    group: int
    said: Interval
    passage: int
    sentence_start: int
    sentence_end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A written quantity. ``start``/``end`` hold qualifier and number ("at least 3,000");
    ``number_start``/``number_end`` the number alone. About N gives low = high = N, an open end
    stays ``None`` (DESIGN section 3); ``vague`` amounts carry no number.

    ``qualifier_class`` is one of exact, about, at_least, more_than, almost, up_to, less_than, range,
    vague. ``noun_start``/``noun_end`` hold the counted noun phrase where one is written.
    ``is_claimable`` is false for what is never an estimate: ages, ordinals, scores, ids, sections.
    """

    start: int
    end: int
    text: str
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    value: float | None
    qualifier: str | None
    qualifier_class: str
    unit: str | None
    noun: str | None
    noun_start: int | None = None
    noun_end: int | None = None
    per: str | None = None
    is_change: bool = False
    is_claimable: bool = True


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A written date or time expression and the days it denotes."""

    start: int
    end: int
    text: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One step of an attribution chain, origin first, outlet last."""

    role: ChainRole
    party: Party


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a source says about how many (DESIGN section 1). Bounds only as stated."""

    start: int
    end: int
    number_start: int | None
    number_end: int | None
    text: str
    kind: EstimateKind
    low: float | None
    best: float | None
    high: float | None
    value: float | None
    qualifier: str | None
    hedge: str | None
    polarity: Polarity
    unit: str | None
    noun: str | None
    noun_start: int | None
    noun_end: int | None
    measure: str | None
    status: str | None
    population: str | None
    per: str | None
    place: str | None
    place_start: int | None
    place_end: int | None
    time_kind: TimeKind
    is_change: bool
    source: Party | None
    attribution: Attribution
    chain: tuple[ChainLink, ...]
    disputed_by: tuple[Party, ...]
    as_of: Interval
    said: Interval
    part_of: int | None
    passage: int
    sentence_start: int
    sentence_end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that an extractor finds in one article."""

    passages: tuple[Passage, ...]
    entities: tuple[ArticleEntity, ...]
    mentions: tuple[EntityMention, ...]
    quotes: tuple[Quote, ...]
    quantities: tuple[Quantity, ...]
    estimates: tuple[Estimate, ...]
    outlet: Party | None = None
    published: Interval = UNKNOWN_TIME
    genre: str | None = None


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """An entity under its natural key; ``is_of_one_article`` where no other article can speak of it.

    ``type`` is the database's: the :data:`EntityType` of the article entity, or ``bloc``.
    """

    key: str
    name: str
    type: str
    is_of_one_article: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedArticle:
    """An article with its outlet and republisher under their natural keys, where metadata names them."""

    article: Article
    outlet: ResolvedEntity | None
    republisher: ResolvedEntity | None


#: One row to load; its columns are named in `etl.load.annotations`.
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ResolvedExtraction:
    """Everything one extraction writes, as rows in the column order of `etl.load.annotations`."""

    article_key: str
    outlet: ResolvedEntity
    published: Interval
    genre: str | None
    title: str | None
    entities: tuple[ResolvedEntity, ...]
    aliases: tuple[tuple[str, str, str, str | None], ...]
    passages: tuple[Row, ...]
    mentions: tuple[Row, ...]
    quotes: tuple[Row, ...]
    quote_speakers: tuple[Row, ...]
    estimates: tuple[Row, ...]
    attributions: tuple[Row, ...]
    disputes: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A question people follow: what is counted, of whom, where and when, in which articles; its sides."""

    topic: str
    title: str
    description: str
    from_on: date | None
    to_on: date | None
    headline_measures: tuple[str, ...]
    measures: tuple[str, ...]
    populations: tuple[str, ...]
    places: tuple[str, ...]
    words: tuple[str, ...]
    sides: tuple[tuple[str, tuple[str, ...]], ...]


#: What mentions must have in common to be compared: canonical origin, measure, population, unit, time_kind.
ClaimBlock = tuple[int, str | None, str | None, str | None, str]
#: What lasts of a mention when it is read again: article key, hash of the text, span of the number, and which of
#: several mentions at that number ("killed and injured") it is.
MentionKey = tuple[str, str, int, int, int]
Days = tuple[date | None, date | None]


#: Mentions said on days further apart than this tell different claims (DESIGN section 1).
SAID_DAYS = 30


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """A current estimate as the resolution of claims sees it, with entities as canonical ids.

    ``numbers`` are all it states (bounds and value); ``said`` and ``as_of`` are days with open ends as ``None``;
    ``whole`` is the estimate it is a part of; ``same_as`` the mention that a person said it tells the same as;
    ``context`` the sentence of a narrator's number that tells little by itself: a whole one below ten, or one without a
    particular measure.
    """

    estimate_id: int
    key: MentionKey
    block: ClaimBlock
    kind: str
    numbers: frozenset[Decimal]
    status: str | None = None
    polarity: str = "asserted"
    place: str | None = None
    place_id: int | None = None
    said: Days = (None, None)
    as_of: Days = (None, None)
    noun: str | None = None
    per: str | None = None
    is_change: bool = False
    whole: int | None = None
    same_as: MentionKey | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimPartition:
    """The claims of one block: groups of estimate ids, and (estimate id, group index, kind) of those near one."""

    block: ClaimBlock
    groups: tuple[tuple[int, ...], ...]
    related: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class FoundedClaim:
    """A claim as stored: its lasting id, the mention that founded it, its members and redirect until now."""

    claim_id: int
    founding: MentionKey
    redirect: int | None = None
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ClaimIdentities:
    """Ids for the groups of a partition: one a group (``None``: to be founded by the mention), and redirects."""

    ids: tuple[int | MentionKey, ...]
    redirects: dict[int, int | MentionKey | None]


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """A stored entity that a reference may mean; ``is_exact`` where the reference is its id or key."""

    entity_id: int
    key: str
    name: str
    type: str
    merged_into: int | None
    is_exact: bool


@dataclass(frozen=True, slots=True)
class AnalystRows:
    """Estimates that people entered, a row each, checked: what the rows say, with references as written.

    ``columns`` is a pyarrow Table. ``row_key`` is a row's natural key, ``row_sha256`` a hash of all it says, ``line``
    its line in the file, ``reject_id`` the reject that it is the mended form of, ``article_key`` the canonical form of
    ``article``; ``low``, ``best`` and ``high`` are plain digits, ``as_of`` and ``said_on`` ISO days. All but ``line``
    are text.
    """

    columns: Any
