"""Which name of a phrase says who the phrase stands for: the one at its head, or set beside it."""

from __future__ import annotations

from spacy.tokens import Span, Token

from etl.extract.document import Paragraph
from etl.extract.entities.lists import role_heads
from etl.extract.entities.phrases import head_words_of, tokens_of
from etl.extract.entities.registry import Registry
from etl.extract.entities.roles import organization_noun, resolve_organization_noun
from etl.extract.entities.titles import role_in
from etl.records import EntityMention

_APPOSED = frozenset({"compound", "appos", "flat", "nmod", "amod", "nn"})


def heading_mention(
    registry: Registry, paragraph: Paragraph, span: Span, mentions: list[EntityMention]
) -> EntityMention | None:
    """The mention that names the span's head, or stands in apposition to it."""
    root = span.root
    root_start = paragraph.start_of(root)
    for mention in mentions:
        if mention.start <= root_start < mention.end and not (mention.kind == "demonym" and len(span) > 2):
            return mention
    persons = [m for m in mentions if m.label == "PERSON" and _is_head_name(paragraph, span, m)]
    if persons:
        return persons[-1] if persons[-1].start < root_start else persons[0]
    if closing := _closing(paragraph, span, mentions):
        return closing
    if set_off := _set_off(paragraph, span, mentions):
        return set_off
    for mention in mentions:
        if (
            mention.label == "ORG"
            and root.pos_ in {"NOUN", "PROPN"}
            and _is_apposed(registry, paragraph, root, mention)
        ):
            return mention
    return None


def _closing(paragraph: Paragraph, span: Span, mentions: list[EntityMention]) -> EntityMention | None:
    """The person whose name closes a title, whatever the parse hangs it on: "Guild president NAME"."""
    last = mentions[-1] if mentions else None
    if last is None or last.label != "PERSON" or last.end != paragraph.end_of(span):
        return None
    tokens = tokens_of(paragraph, last)
    if tokens is None or tokens.start == span.start:
        return None
    before = span.doc[tokens.start - 1]
    return last if before.pos_ in {"NOUN", "PROPN"} and before.lower_ in role_heads() else None


def _set_off(paragraph: Paragraph, span: Span, mentions: list[EntityMention]) -> EntityMention | None:
    """The person whose name stands between commas after an office: "the governor of X, NAME,"."""
    if role_in(head_words_of(span)) is None:
        return None
    for mention in mentions:
        before = paragraph.text[: mention.start - paragraph.start].rstrip()
        after = paragraph.text[mention.end - paragraph.start : span.end_char]
        if mention.label == "PERSON" and before.endswith(",") and after[:1] in {"", ","}:
            return mention
    return None


def _is_head_name(paragraph: Paragraph, span: Span, mention: EntityMention) -> bool:
    tokens = tokens_of(paragraph, mention)
    if tokens is None:
        return False
    node: Token = tokens.root
    after = paragraph.text[mention.end - paragraph.start :][:2]
    if after[:1] in {"'", "’"}:
        return False
    while node.i != span.root.i:
        if node.dep_ not in _APPOSED or node.head.i == node.i or node.head not in span:
            return False
        node = node.head
    return not (span.root.tag_ in {"NN", "NNS"} and tokens.end <= span.root.i)  # "the NAME defenders"


def _is_apposed(registry: Registry, paragraph: Paragraph, root: Token, mention: EntityMention) -> bool:
    """Whether the noun says what the name is: "HUR agency", "spy agency, the National Intelligence Service"."""
    tokens = tokens_of(paragraph, mention)
    if tokens is None or organization_noun([root.lower_]) is None:
        return False
    node = tokens.root
    before = paragraph.text[: mention.start - paragraph.start].rstrip()
    if before.endswith(",") and node.i > root.i:
        return True
    if node.head.i != root.i:
        return False
    draft = registry.draft_of(mention)
    if node.dep_ == "appos":
        return True
    is_next = abs(node.i - root.i) == 1 or tokens.end == root.i
    if node.dep_ != "compound" or not is_next or draft is None:
        return False
    noun = organization_noun([root.lower_])
    return noun is not None and resolve_organization_noun(registry, noun, set(), mention.end + 1) is draft
