"""Where and when an article speaks: the country that most of it is about, and its day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from etl.knowledge import load_knowledge
from etl.records import Annotation, Days, ResolvedEntity

#: The country is clear where it has this many mentions of its own, and so many times those of the next one.
FEWEST_MENTIONS, LEAD = 3, 2
#: Mentions that an outlet's home country counts for.
HOME_MENTIONS = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article's words may leave unsaid: its country (a key), its days, and the keys it mentions."""

    country: str | None = None
    days: Days = (None, None)
    keys: frozenset[str] = frozenset()


UNKNOWN_SETTING = Setting()


def find_setting(annotation: Annotation, outlet: ResolvedEntity) -> Setting:
    """The setting of an article, from whom and what it names."""
    published = annotation.published
    keys = [entity.key for entity in annotation.entities]
    named = Counter(keys[m.entity] for m in annotation.mentions if m.entity is not None)
    return Setting(
        _country({key: count for key, count in named.items() if key}, outlet.key),
        (published.from_on, published.to_on),
        frozenset(key for key in keys if key),
    )


def _country(named: dict[str, int], outlet: str) -> str | None:
    knowledge = load_knowledge()
    votes: Counter[str] = Counter()
    for key, count in named.items():
        known = knowledge.by_key.get(key)
        state = None if known is None or known.type == "outlet" else knowledge.state_of(key)
        if state:
            votes[state] += count
    home = knowledge.state_of(outlet)
    if home:
        votes[home] += HOME_MENTIONS
    ranked = [*votes.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[:2]
    return first if most >= FEWEST_MENTIONS and most >= LEAD * next_most else None
