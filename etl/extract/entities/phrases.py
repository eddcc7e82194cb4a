"""Noun phrases: their heads, their coordinated parts, the tokens of a mention."""

from __future__ import annotations

import re

from spacy.tokens import Span

from etl.extract.document import Paragraph
from etl.knowledge import normalise_name
from etl.records import EntityMention

_RELATIVE = re.compile(r",? (?:who|which|that|whose) ")


def tokens_of(paragraph: Paragraph, mention: EntityMention) -> Span | None:
    return paragraph.doc.char_span(
        mention.start - paragraph.start, mention.end - paragraph.start, alignment_mode="expand"
    )


def head_words_of(span: Span) -> list[str]:
    """Lower-case words from the start of a noun phrase to its head, without determiner and possessor."""
    first = span.start
    for token in span:
        if token.i < span.root.i and token.tag_ == "POS":
            first = token.i + 1
    words = [t.lower_ for t in span.doc[first : span.root.i + 1] if t.pos_ not in {"DET", "PUNCT"} and t.tag_ != "PRP$"]
    return normalise_name(" ".join(words)).split()


def without_clause(span: Span) -> Span:
    """A noun phrase without a relative clause at its end."""
    match = _RELATIVE.search(span.text)
    if match and match.start() > 1:
        cut = span.doc.char_span(span.start_char, span.start_char + match.start(), alignment_mode="contract")
        if cut is not None and len(cut):
            return cut
    return span


def coordinates(paragraph: Paragraph, span: Span) -> list[tuple[int, int]]:
    """Offsets of the coordinated heads' phrases of a span, in order."""
    heads = [span.root]
    joined = {span.root.i}
    for token in span.doc[span.root.i + 1 : span.end]:
        if token.dep_ == "conj" and token.head.i in joined:
            heads.append(token)
            joined.add(token.i)
    if len(heads) < 2 or any(h.pos_ not in {"PROPN", "NOUN", "PRON"} for h in heads):
        return [(paragraph.start_of(span), paragraph.end_of(span))]
    pieces = []
    first = span.start
    for following in [*heads[1:], None]:
        last = span.end if following is None else following.left_edge.i
        piece = list(span.doc[first:last])
        while piece and (piece[-1].dep_ == "cc" or piece[-1].text in {",", "and", "&", "or"}):
            piece.pop()
        while piece and (piece[0].dep_ in {"cc", "preconj"} or piece[0].lower_ in {"both", "either", ",", "and"}):
            piece.pop(0)
        if piece:
            pieces.append((paragraph.start_of(piece[0]), paragraph.end_of(piece[-1])))
        first = last
    return pieces or [(paragraph.start_of(span), paragraph.end_of(span))]
