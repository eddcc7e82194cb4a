"""Block quotations: paragraphs without marks that a reporting clause and a colon introduce."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.quotes.cue import Cue
from etl.extract.quotes.cues import find_cues
from etl.extract.quotes.marks import find_marked

_FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me", "ours", "mine", "ourselves", "myself"})
_LONGEST_BLOCK = 12
_LONGEST_OPEN = 5
_DOUBLE_MARKS = frozenset('“”"')
_SIGNATURE_CHARACTERS = 120
_SIGNATURE = re.compile(
    r"(?:—|–|--|-) ?([^—–@()\n]{2,60}) \(@\w{1,30}\)"
    r"(?: [A-Z][a-z]{2,8} \d{1,2}, \d{4}| \d{1,2} [A-Z][a-z]{2,8} \d{4})\W*$"
)


def introduction(doc: Doc) -> Cue | None:
    """The cue of "X said:" that ends a paragraph."""
    text = doc.text.rstrip()
    if not text.endswith(":"):
        return None
    sentence = list(doc.sents)[-1]
    cues = [c for c in find_cues(doc) if c.start >= sentence.start and c.can_quote and c.cue_class == "speech"]
    if not cues or _is_to_come(cues[-1].head) or _told_already(cues[-1]):
        return None
    return cues[-1]


def _told_already(cue: Cue) -> bool:
    """Whether a clause beside the main one has its report: "After Roe said that S, questions arose:"."""
    return cue.frame == "clause" and cue.head.dep_ in {"advcl", "relcl"}


def _is_to_come(verb: Token) -> bool:
    """Whether a modal puts the saying off: "the vote will answer these questions:"."""
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.lefts)


def block_paragraphs(article: ParsedArticle, number: int) -> list[int]:
    """Numbers of the paragraphs that paragraph ``number`` introduces as a block quotation.

    The first one always belongs; further ones while somebody speaks in the first person and nobody
    reports them.
    """
    paragraphs = article.paragraphs
    if not paragraphs[number].text.rstrip().endswith(":") or introduction(paragraphs[number].doc) is None:
        return []
    members: list[int] = []
    for at in range(number + 1, min(number + 1 + _LONGEST_BLOCK, len(paragraphs))):
        paragraph = paragraphs[at]
        if paragraph.passage != paragraphs[number].passage or not _may_be_block(paragraph, is_first=not members):
            break
        members.append(at)
        if signed_post(paragraph.text):
            break
    return members


def unmarked_paragraphs(article: ParsedArticle, number: int) -> list[int]:
    """Numbers of the paragraphs after an open quotation up to the one that closes it, where no mark opens anew."""
    passage = article.paragraphs[number].passage
    for at in range(number + 1, min(number + 1 + _LONGEST_OPEN, len(article.paragraphs))):
        paragraph = article.paragraphs[at]
        marks = [character for character in paragraph.text if character in _DOUBLE_MARKS]
        if paragraph.passage != passage:
            return []
        if marks:
            closes = len(marks) == 1 and marks[0] != "“" and paragraph.text.rstrip().endswith(marks[0])
            return list(range(number + 1, at + 1)) if closes else []
    return []


def signed_post(text: str) -> tuple[int, tuple[int, int]] | None:
    """Where the words of a post end and where its author is named: "... — Jane Roe (@janeroe) May 1, 2020"."""
    match = _SIGNATURE.search(text, max(0, len(text) - _SIGNATURE_CHARACTERS))
    if match is None or not text[: match.start()].strip():
        return None
    return len(text[: match.start()].rstrip()), match.span(1)


def _may_be_block(paragraph: Paragraph, *, is_first: bool) -> bool:
    doc = paragraph.doc
    if any(marked.outer_start == 0 for marked in find_marked(paragraph.text)):
        return False
    if is_first:
        return signed_post(paragraph.text) is None and len(doc) >= 4 and not paragraph.text.rstrip().endswith(":")
    return _speaks_in_first_person(doc) and not any(_is_reported(c.head) for c in find_cues(doc) if c.content)


def _speaks_in_first_person(doc: Doc) -> bool:
    return any(token.lower_ in _FIRST_PERSON for token in doc)


def _is_reported(verb: Token) -> bool:
    """A reporting verb whose subject is a third person: the writer's voice is back."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    return subject is not None and (subject.ent_type_ == "PERSON" or subject.lower_ in {"he", "she"})
