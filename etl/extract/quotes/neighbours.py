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


def person_before(article: ParsedArticle, entities: EntityTable, number: int) -> Party | None:
    """The person whom the paragraph before ends with speaking about."""
    before = article.paragraphs[number - 1] if number else None
    if before is None or before.passage != article.paragraphs[number].passage:
        return None
    subject = last_subject(before.doc)
    if subject is None:
        return None
    party = entities.party(article, before.start_of(subject), before.end_of(subject))
    return party if party.entity is not None and entities.entities[party.entity].type in _PERSONS else None


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
