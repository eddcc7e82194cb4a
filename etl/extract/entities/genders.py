"""Whether a person is "he" or "she", told by the article's own pronouns where the given name does not tell."""

from __future__ import annotations

from collections import Counter

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities.registry import Draft, Registry

_GENDERED = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
#: A subject is most often the one just named; a possessor less often.
_WEIGHTS = {"he": 2, "she": 2}


def give_genders(article: ParsedArticle, registry: Registry) -> None:
    """Give persons of unknown gender that of the pronouns which can only mean them."""
    unknown = {d.index for d in registry.drafts if d.type == "person" and not d.gender}
    if not unknown:
        return
    votes: dict[int, Counter[str]] = {index: Counter() for index in unknown}
    for paragraph in article.paragraphs:
        for draft, word in _sole_antecedents(paragraph, registry):
            if draft.index in unknown:
                votes[draft.index][_GENDERED[word]] += _WEIGHTS.get(word, 1)
    for index, tally in votes.items():
        leading = tally.most_common(2)
        if leading and (len(leading) == 1 or leading[0][1] > leading[1][1]):
            registry.drafts[index].gender = leading[0][0]


def _sole_antecedents(paragraph: Paragraph, registry: Registry) -> list[tuple[Draft, str]]:
    """Pronouns with the one person whom their sentence names before them, else whom the sentence before names."""
    found: list[tuple[Draft, str]] = []
    before: list[Draft] = []
    for sentence in paragraph.sentences:
        start, end = paragraph.start_of(sentence), paragraph.end_of(sentence)
        named = [
            (mention.start, draft)
            for mention in registry.mentions_between(start, end)
            if (draft := registry.draft_of(mention)) is not None and draft.type == "person"
        ]
        for token in sentence:
            if token.lower_ in _GENDERED:
                offset = paragraph.start_of(token)
                candidates = {d.index: d for at, d in named if at < offset} or {d.index: d for d in before}
                if len(candidates) == 1:
                    found.append((next(iter(candidates.values())), token.lower_))
        before = [draft for _, draft in named]
    return found
