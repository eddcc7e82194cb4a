"""Datelines inside the parse: "OSLO (Reuters) - The mayor said ..." is no subject, and no part of what is said."""

from __future__ import annotations

import re

from spacy.tokens import Doc

#: A place in capitals or an agency in brackets, then a dash; after a bracket the dash may be missing. What stands in
#: brackets before the first word (an agency, the hour of an update) is no part of the sentence either.
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.’'-]{2,}(?: [A-Z][A-Z.’'-]+){0,3}(?:,[^—–()\n]{1,40}?)?(?: \([^()\n]{2,40}\))?\s*(?:—|–|--| -)\s*"
    r"|\([^()\n]{2,40}\)\s*(?:(?:—|–|--|-)\s*)?"
    r"|(?:[A-Z][\w.’'-]+,? ){1,4}\((?:[A-Z][A-Za-z]{1,20})(?: [A-Z][a-z]+)?\)\s*(?:—|–|--|-)\s*)(?=[A-Z0-9\"“‘'])"
)
_LONGEST = 120


def dateline_end(text: str) -> int:
    """Offset at which the first sentence of a paragraph begins, past its dateline; 0 where there is none."""
    match = _DATELINE.match(text[:_LONGEST])
    return match.end() if match else 0


def tokens_of_dateline(doc: Doc) -> int:
    """How many tokens open a document as its dateline."""
    head = doc[:24].text
    end = dateline_end(head)
    return next((token.i for token in doc if token.idx >= end), len(doc)) if end else 0
