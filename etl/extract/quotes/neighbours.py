"""Who is spoken of in the paragraphs around a quotation that nobody is said to have said."""

from __future__ import annotations

from spacy.tokens import Token

from etl.extract.document import ParsedArticle
from etl.extract.entities import EntityTable
from etl.extract.quotes.speakers import last_subject
from etl.records import Party

#: How a sentence points back at the words before it: "That is how NAME remembers it".
_POINTING = frozenset({"that", "this", "those", "these", "such", "so", "thus"})
_PERSONS = frozenset({"person", "unnamed_source"})


#: What stands between two paragraphs of an article without parting them.
SET_BETWEEN = frozenset({"boilerplate", "credit", "caption", "teaser"})


def paragraph_before(article: ParsedArticle, number: int) -> int | None:
    """The number of the paragraph before, past advertisements, captions and links, in a passage of the same kind."""
    kind = article.passage_kind(article.paragraphs[number])
    for at in range(number - 1, -1, -1):
        other = article.passage_kind(article.paragraphs[at])
        if other not in SET_BETWEEN:
            return at if other == kind else None
    return None


def person_before(article: ParsedArticle, entities: EntityTable, number: int) -> Party | None:
    """The person whom the paragraph before ends with speaking about."""
    at = paragraph_before(article, number)
    if at is None:
        return None
    before = article.paragraphs[at]
    subject = last_subject(before.doc)
    if subject is None:
        return None
    party = entities.party(article, before.start_of(subject), before.end_of(subject))
    return party if entities.type_of(party) in _PERSONS else None


def person_after(article: ParsedArticle, entities: EntityTable, number: int) -> Party | None:
    """The one person of the sentence after, where that sentence points back at what was quoted."""
    after = article.paragraphs[number + 1] if number + 1 < len(article.paragraphs) else None
    if after is None or after.passage != article.paragraphs[number].passage or not len(after.doc):
        return None
    opener: Token = after.doc[0]
    if opener.lower_ not in _POINTING or opener.dep_ == "det":
        return None
    sentence = after.sentences[0]
    named = entities.mentions_between(after.start_of(sentence), after.end_of(sentence))
    persons = {m.entity: m for m in named if m.label == "PERSON" and m.entity is not None}
    if len(persons) != 1:
        return None
    (mention,) = persons.values()
    return entities.party(article, mention.start, mention.end)
