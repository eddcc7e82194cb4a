"""Cues in title-case headlines, whose verbs the parse takes for names: "Roe Says Talks Will Fail"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from etl.extract.quotes.cue import Cue
from etl.extract.quotes.vocabulary import ReportingVerb, reporting_verbs

_FINITE = frozenset({"MD", "VBZ", "VBP", "VBD"})
_LONGEST_HEADLINE = 30
_FEWEST_WORDS = 4
#: Short words keep their lower case in a headline.
_SHORT = 3


def headline_cues(token: Token) -> Iterator[Cue]:
    """The cue that a capitalised verb is: with its clause behind it, or ", Roe Says" at the end."""
    entry = _entry(token)
    if entry is None or token.i == token.sent.start or token.nbor(-1).pos_ != "PROPN":
        return
    sentence = token.sent
    if not _is_title_case(sentence):
        return
    doc, end = token.doc, sentence.end
    while end > token.i + 1 and doc[end - 1].text in {".", "!", "?"}:
        end -= 1
    speaker = doc[token.i - 1]
    if token.i + 1 == end:
        name = next((at for at in range(token.i - 1, sentence.start, -1) if doc[at].text == ","), None)
        content = (sentence.start, name) if name is not None else None
    else:
        content = (token.i + 1, end) if any(t.tag_ in _FINITE for t in doc[token.i + 1 : end]) else None
    if content is not None and content[0] < content[1]:
        yield Cue(token, token.i, token.i + 1, entry.cue_class, "clause", speaker, (content,))


def _entry(token: Token) -> ReportingVerb | None:
    """The verb of a third person ("Denies"), where it can report a clause."""
    lowered = token.lower_
    if not token.text[:1].isupper() or not lowered.endswith("s"):
        return None
    forms = (lowered[:-1], lowered[:-2], f"{lowered[:-3]}y")
    found = next((verb for form in forms if (verb := reporting_verbs().get(form)) is not None), None)
    return found if found is not None and found.takes("clause") else None


def _is_title_case(sentence: Span) -> bool:
    words = [token.text for token in sentence[:_LONGEST_HEADLINE] if token.is_alpha and len(token) > _SHORT]
    return len(words) >= _FEWEST_WORDS and all(word[0].isupper() for word in words)
