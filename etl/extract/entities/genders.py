"""Whether a person is "he" or "she", told by the article's own pronouns where the given name does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities.registry import Draft, Registry

_GENDERS = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_PRONOUN = re.compile(rf"\b(?:{'|'.join(_GENDERS)})\b", re.IGNORECASE)
#: A subject is most often the one just named; a possessor less often.
_WEIGHTS = {"he": 2, "she": 2}


def give_genders(article: ParsedArticle, registry: Registry) -> None:
    """Give persons of unknown gender that of the pronouns which can only mean them."""
    votes: dict[int, Counter[str]] = {
        d.index: Counter() for d in registry.drafts if d.type == "person" and not d.gender
    }
    if not votes:
        return
    for paragraph in article.paragraphs:
        for draft, word in _sole_antecedents(paragraph, registry):
            if draft.index in votes:
                votes[draft.index][_GENDERS[word]] += _WEIGHTS.get(word, 1)
    for index, tally in votes.items():
        leading = tally.most_common(2)
        if leading and (len(leading) == 1 or leading[0][1] > leading[1][1]):
            registry.drafts[index].gender = leading[0][0]


def _sole_antecedents(paragraph: Paragraph, registry: Registry) -> Iterator[tuple[Draft, str]]:
    """Pronouns with the one person whom their sentence names before them, else whom the sentence before names."""
    for match in _PRONOUN.finditer(paragraph.text):
        offset = paragraph.start + match.start()
        sentence = paragraph.sentence_at(offset)
        start = paragraph.start_of(sentence)
        candidates = _persons(registry, start, offset)
        if not candidates and sentence.start:
            before = paragraph.sentence_at(start - 1)
            candidates = _persons(registry, paragraph.start_of(before), start)
        if len(candidates) == 1:
            yield next(iter(candidates.values())), match.group().lower()


def _persons(registry: Registry, start: int, end: int) -> dict[int, Draft]:
    drafts = (registry.draft_of(mention) for mention in registry.mentions_between(start, end))
    return {draft.index: draft for draft in drafts if draft is not None and draft.type == "person"}
