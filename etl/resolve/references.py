"""What a person's reference to an entity means: an id, a key, a name or an alias."""

from __future__ import annotations

from collections.abc import Sequence

from etl.errors import UsageError
from etl.records import FoundEntity


class EntityError(UsageError):
    """A reference that means nobody or several, or a merge that cannot be."""


def meant_entity(found: Sequence[FoundEntity], reference: str) -> FoundEntity:
    """The one entity that a reference means; where an id or key fits, that one alone.

    Raises:
        EntityError: it means nobody, or several; the message names them by key.
    """
    meant = [entity for entity in found if entity.is_exact] or found
    if not meant:
        raise EntityError(
            f"no entity is called {reference!r}; `onrecord entity search {reference}` looks for parts of names"
        )
    if len(meant) > 1:
        keys = ", ".join(f"{entity.key} ({entity.name}, {entity.type})" for entity in meant[:10])
        raise EntityError(f"{reference!r} means {len(meant)} entities; say which by its key: {keys}")
    return meant[0]
