"""From words to parties: who a span of text stands for."""

from __future__ import annotations

import re

from spacy.tokens import Span

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities.bodies import body_described, campaign, campaign_of, office_of
from etl.extract.entities.definite import is_epithet, taken_up
from etl.extract.entities.heads import heading_mention
from etl.extract.entities.lists import gazetteer, unnamed_nouns, utterance_nouns
from etl.extract.entities.organizations import add_institution, institution, is_institution
from etl.extract.entities.phrases import coordinates, head_words_of, without_clause
from etl.extract.entities.places import add_state, seat_of
from etl.extract.entities.registry import Draft, Registry, Title
from etl.extract.entities.roles import (
    PERSONAL_PRONOUNS,
    modifier_states,
    organization_noun,
    resolve_epithet,
    resolve_group,
    resolve_organization_noun,
    resolve_pronoun,
)
from etl.extract.entities.titles import role_in
from etl.extract.entities.words import read_words_of
from etl.knowledge import normalise_name
from etl.records import AliasKind, EntityMention, EntityType, Party

_LABELS = {"person": "PERSON", "state": "GPE", "place": "LOC"}
_INDEFINITE = frozenset({"one", "another", "some", "others", "many", "several", "most", "few", "two", "three", "four"})
#: What reads as a pronoun and is the name of a body.
_ACRONYMS = frozenset({"WHO", "IT"})
#: How the parse may tag a surname that it does not know, "Sanders".
_MAY_BE_SURNAMES = frozenset({"NNP", "NNPS", "NNS", "NN"})
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def _are_people(span: Span) -> bool:
    """Whether a demonym counts people and names no government: "most Americans", not "the Americans"."""
    return span.root.tag_ in {"NNS", "NNPS"} and span[0].lower_ in _INDEFINITE


class PartyFinder:
    """Answers who words stand for, within one article; new parties are added to its registry."""

    def __init__(self, article: ParsedArticle, registry: Registry) -> None:
        self._article = article
        self._registry = registry
        self._found: dict[tuple[int, int], Party] = {}

    def party(self, start: int, end: int) -> Party:
        key = (start, end)
        if key not in self._found:
            self._found[key] = self._find(start, end)
        return self._found[key]

    def parties(self, start: int, end: int) -> list[Party]:
        """The parties of a coordination ("Both Yoon and Duda"), in order; one for anything else."""
        paragraph, span = self._span(start, end)
        if paragraph is None or span is None:
            return [self.party(start, end)]
        return [self.party(left, right) for left, right in coordinates(paragraph, span)]

    def group(self, start: int, end: int) -> list[Party]:
        """Everybody whom a plural pronoun takes up; the party of the words where nobody is known."""
        drafts = resolve_group(self._registry, self._article.text, start)
        text = self._article.text[start:end]
        return [Party(text, start, end, draft.name, draft.index) for draft in drafts] or [self.party(start, end)]

    def _span(self, start: int, end: int) -> tuple[Paragraph | None, Span | None]:
        paragraph = self._article.paragraph_at(start)
        if paragraph is None or end > paragraph.end or end <= start:
            return None, None
        return paragraph, paragraph.doc.char_span(
            start - paragraph.start, end - paragraph.start, alignment_mode="expand"
        )

    def _find(self, start: int, end: int) -> Party:
        paragraph, span = self._span(start, end)
        if paragraph is None or span is None or not len(span):
            return self._plain(start, end)
        first_start, first_end = coordinates(paragraph, span)[0]
        inner = paragraph.doc.char_span(
            first_start - paragraph.start, first_end - paragraph.start, alignment_mode="expand"
        )
        core = without_clause(inner if inner is not None and len(inner) else span)
        draft, kind = self._draft(paragraph, core)
        if draft is None:
            return self._plain(start, end)
        label = {"pronoun": "PRONOUN", "role": "ROLE"}.get(kind)
        if label is None and not any(self._registry.mentions_between(start, end)):
            subject = core.root.dep_ in {"nsubj", "nsubjpass"}
            named = _LABELS.get(draft.type, "ORG")
            self._registry.mention(start, end, self._article.text[start:end], named, "name", draft, subject=subject)
        if label:
            words_start, words_end = paragraph.start_of(core), paragraph.end_of(core)
            self._registry.mention(
                words_start, words_end, self._article.text[words_start:words_end], label, kind, draft,
                subject=core.root.dep_ in {"nsubj", "nsubjpass"},
            )  # fmt: skip
        return Party(self._article.text[start:end], start, end, draft.name, draft.index)

    def _plain(self, start: int, end: int) -> Party:
        text = self._article.text[start:end]
        return Party(text, start, end, " ".join(text.split()))

    def _draft(self, paragraph: Paragraph, span: Span) -> tuple[Draft | None, AliasKind]:
        root = span.root
        if len(span) == 1 and root.lower_ in PERSONAL_PRONOUNS and root.text not in _ACRONYMS:
            sentence = paragraph.start_of(root.sent)
            return resolve_pronoun(self._registry, root.lower_, paragraph.start_of(root), sentence), "pronoun"
        if (
            span[0].lower_ == "the"
            and is_epithet(root)
            and (draft := resolve_epithet(self._registry, paragraph.start_of(span)))
        ):
            return draft, "role"
        mentions = list(self._registry.mentions_between(paragraph.start_of(span), paragraph.end_of(span)))
        mentions = [m for m in mentions if m.kind in {"name", "surname", "acronym", "metonym", "demonym"}]
        if _are_people(span):
            mentions = [m for m in mentions if m.kind != "demonym"]
        named = self._named(paragraph, span, mentions)
        if named[0] is not None:
            return named
        if span.root.pos_ in {"PROPN", "NOUN", "ADJ", "PRON", "NUM", "DET", "ADV", "VERB", "X", "ADP", "INTJ"}:
            return self._described(paragraph, span, mentions), "role"
        return None, "role"

    def _named(self, paragraph: Paragraph, span: Span, mentions: list[EntityMention]) -> tuple[Draft | None, AliasKind]:
        """Whom the words name: by the mention at their head, by one around them, or as called elsewhere."""
        start, end = paragraph.start_of(span), paragraph.end_of(span)
        mention = heading_mention(self._registry, paragraph, span, mentions) or (
            None if mentions else self._registry.mention_over(start, end)
        )
        if mention is not None and (draft := self._of_mention(paragraph, mention)):
            return draft, mention.kind
        if called := self._registry.called(_ARTICLE.sub("", span.text)):
            return called, "name"
        is_bare_name = len(span) == 1 and span.root.text[0].isupper() and span.root.tag_ in _MAY_BE_SURNAMES
        return (self._registry.surnamed(span.text) if is_bare_name and not mentions else None), "surname"

    def _of_mention(self, paragraph: Paragraph, mention: EntityMention) -> Draft | None:
        """Who a name stands for as a party: a capital speaks for its government."""
        draft = self._registry.draft_of(mention)
        if draft is not None and draft.type == "place" and mention.label in {"GPE", "LOC"}:
            text = paragraph.text[mention.start - paragraph.start : mention.end - paragraph.start]
            listed = tuple(item for _, _, item in gazetteer().matches(text, read_words_of(text)))
            state = seat_of(listed)
            if state:
                return add_state(self._registry, state)
        return draft

    def _described(self, paragraph: Paragraph, span: Span, mentions: list[EntityMention]) -> Draft | None:
        """Who a common noun phrase stands for: an institution, a role, an organisation, an unnamed source."""
        text = _ARTICLE.sub("", span.text)
        start = paragraph.start_of(span)
        head_words = head_words_of(span)
        lemma = span.root.lemma_.lower()
        states = modifier_states(normalise_name(span.text).split())
        if found := body_described(self._registry, span, text, head_words, states, start):
            return found
        if possessed := office_of(self._registry, paragraph, span, lemma):
            return possessed
        if lemma in utterance_nouns() and (issuer := self._issuer(paragraph, span)):
            return issuer
        if definite := taken_up(self._registry, span, head_words, states, start):
            return definite
        if body := campaign(self._registry, span, lemma, mentions):
            return body
        if head_words == ["police"] or is_institution(text):
            # A body that nothing ties to a state is one of this article only, as an unnamed source is.
            kind: EntityType = "organization" if len(head_words) > 1 else "unnamed_source"
            return self._registry.add(text, kind, identity=f"bare {' '.join(head_words)}")
        return self._unnamed(span, lemma, head_words, start)

    def _unnamed(self, span: Span, lemma: str, head_words: list[str], start: int) -> Draft | None:
        """A source without a name: "a senior official", "four diplomats", "another"."""
        is_source = lemma in unnamed_nouns() or bool(head_words and head_words[-1] in unnamed_nouns())
        is_source = is_source or role_in(head_words) is not None or span[0].lower_ in _INDEFINITE
        is_source = is_source or (
            (span.root.ent_type_ == "NORP" or span.root.pos_ == "PROPN") and span.root.tag_ == "NNPS"
        )
        if not is_source:
            return None
        name = " ".join(_ARTICLE.sub("", span.text).split())
        draft = self._registry.add(name, "unnamed_source")
        draft.is_plural = span.root.tag_ in {"NNS", "NNPS"}
        draft.subtype = lemma
        found = role_in(head_words)
        if found and found[1] == len(head_words):
            draft.gender = found[2].gender
            owner = self._owner_of_role(span, head_words[: found[0]], start)
            draft.titles.append(Title(found[2], name, None if owner is None else owner.index))
            draft.state = None if owner is None else owner.state
        return draft

    def _owner_of_role(self, span: Span, before: list[str], start: int) -> Draft | None:
        """For whom an unnamed "ministry spokeswoman" or "spokesman for the army" speaks."""
        after = next((t for t in span.root.children if t.dep_ == "prep" and t.lower_ in {"for", "of"}), None)
        paragraph = self._article.paragraph_at(start)
        if paragraph is None:
            return None
        if after is not None and after.i < span.end - 1:
            inner = span.doc[after.i + 1 : min(after.right_edge.i + 1, span.end)]
            return self._draft(paragraph, inner)[0] if len(inner) else None
        owned = span.doc[span.start : span.root.i]
        mentions = list(self._registry.mentions_between(paragraph.start_of(span), paragraph.start_of(span.root)))
        if body := institution(owned.text) if len(owned) else None:
            return add_institution(self._registry, body, owned.text)
        organizations = [d for m in mentions if m.label == "ORG" and (d := self._registry.draft_of(m))]
        if organizations:
            return organizations[-1]
        if employer := campaign_of(self._registry, owned, mentions):
            return employer
        noun = organization_noun(before)
        if noun:
            return resolve_organization_noun(self._registry, noun, set(), start)
        states = [d for m in mentions if (d := self._registry.draft_of(m)) and d.type == "state"]
        return states[0] if states else None

    def _issuer(self, paragraph: Paragraph, span: Span) -> Draft | None:
        """Who issued "a statement by Yoon's office", "information from Kiev", "a UN report"."""
        for token in span.root.children:
            if token.dep_ in {"prep", "agent"} and token.lower_ in {"by", "from", "of"} and token.i + 1 < span.end:
                inner = span.doc[token.i + 1 : min(token.right_edge.i + 1, span.end)]
                draft = self._draft(paragraph, inner)[0]
                is_asked = token.lower_ == "of" and draft is not None and draft.type == "unnamed_source"
                if draft is not None and draft.type != "place" and not is_asked:  # "the survey of 2,000 voters"
                    return draft
        owner = next((t for t in span.root.children if t.dep_ in {"poss", "compound"} and t.i >= span.start), None)
        if owner is None:
            return None
        left = max(owner.left_edge.i, span.start)
        draft = self._draft(paragraph, span.doc[left : owner.i + 1])[0]
        return draft if draft is not None and draft.type not in {"place", "unnamed_source"} else None
