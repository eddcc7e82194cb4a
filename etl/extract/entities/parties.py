"""From words to parties: who a span of text stands for."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities.lists import epithets, gazetteer, short_states, unnamed_nouns, utterance_nouns
from etl.extract.entities.organizations import (
    Institution,
    add_institution,
    institution,
    institution_of,
    is_institution,
    split_state,
    state_named,
)
from etl.extract.entities.phrases import coordinates, head_words_of, tokens_of, without_clause
from etl.extract.entities.places import add_state, seat_of
from etl.extract.entities.registry import Draft, Registry, Title
from etl.extract.entities.roles import (
    PERSONAL_PRONOUNS,
    PRONOUN_REACH,
    modifier_states,
    organization_noun,
    resolve_epithet,
    resolve_group,
    resolve_organization_noun,
    resolve_person_role,
    resolve_pronoun,
    resolve_unnamed,
)
from etl.extract.entities.titles import role_in
from etl.extract.entities.words import read_words_of
from etl.knowledge import normalise_name
from etl.records import AliasKind, EntityMention, EntityType, Party

_DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their", "both"})
_APPOSED = frozenset({"compound", "appos", "flat", "nmod", "amod", "nn"})
_OFFICE_NOUNS = frozenset({"office", "team", "campaign", "administration", "lawyer", "attorney", "spokesman",
                           "spokeswoman", "spokesperson", "aide"})  # fmt: skip
_BODIES_OF_PERSONS = frozenset({"campaign", "administration", "team", "camp"})
_INDEFINITE = frozenset({"one", "another", "some", "others", "many", "several", "most", "few", "two", "three", "four"})
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def _is_epithet(noun: Token) -> bool:
    """Whether a noun with "the" only takes somebody up: "the midfielder", "the Scot", "the 27-year-old"."""
    if noun.tag_ not in {"NN", "NNP", "JJ"}:
        return False
    return noun.lower_ in epithets() or noun.lower_.endswith("year-old")


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
        if len(span) == 1 and root.lower_ in PERSONAL_PRONOUNS:
            return resolve_pronoun(self._registry, root.lower_, paragraph.start_of(root)), "pronoun"
        if (
            span[0].lower_ == "the"
            and _is_epithet(root)
            and (draft := resolve_epithet(self._registry, paragraph.start_of(span)))
        ):
            return draft, "role"
        mentions = list(self._registry.mentions_between(paragraph.start_of(span), paragraph.end_of(span)))
        mentions = [m for m in mentions if m.kind in {"name", "surname", "acronym", "metonym", "demonym"}]
        named = self._named(paragraph, span, mentions)
        if named[0] is not None:
            return named
        if span.root.pos_ in {"PROPN", "NOUN", "ADJ", "PRON", "NUM", "DET", "ADV", "VERB", "X", "ADP", "INTJ"}:
            return self._described(paragraph, span, mentions), "role"
        return None, "role"

    def _named(self, paragraph: Paragraph, span: Span, mentions: list[EntityMention]) -> tuple[Draft | None, AliasKind]:
        """Whom the words name: by the mention at their head, by one around them, or as called elsewhere."""
        start, end = paragraph.start_of(span), paragraph.end_of(span)
        mention = self._heading(paragraph, span, mentions) or (
            None if mentions else self._registry.mention_over(start, end)
        )
        if mention is not None and (draft := self._of_mention(paragraph, mention)):
            return draft, mention.kind
        return self._registry.called(_ARTICLE.sub("", span.text)), "name"

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

    def _heading(self, paragraph: Paragraph, span: Span, mentions: list[EntityMention]) -> EntityMention | None:
        """The mention that names the span's head, or stands in apposition to it."""
        root = span.root
        root_start = paragraph.start_of(root)
        for mention in mentions:
            if mention.start <= root_start < mention.end and not (mention.kind == "demonym" and len(span) > 2):
                return mention
        persons = [m for m in mentions if m.label == "PERSON" and self._is_head_name(paragraph, span, m)]
        if persons:
            return persons[-1] if persons[-1].start < root_start else persons[0]
        if set_off := self._set_off(paragraph, span, mentions):
            return set_off
        for mention in mentions:
            if mention.label == "ORG" and root.pos_ in {"NOUN", "PROPN"} and self._is_apposed(paragraph, root, mention):
                return mention
        return None

    def _set_off(self, paragraph: Paragraph, span: Span, mentions: list[EntityMention]) -> EntityMention | None:
        """The person whose name stands between commas after an office: "the governor of X, NAME,"."""
        if role_in(head_words_of(span)) is None:
            return None
        for mention in mentions:
            before = paragraph.text[: mention.start - paragraph.start].rstrip()
            after = self._article.text[mention.end : paragraph.end_of(span)]
            if mention.label == "PERSON" and before.endswith(",") and after[:1] in {"", ","}:
                return mention
        return None

    def _is_head_name(self, paragraph: Paragraph, span: Span, mention: EntityMention) -> bool:
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

    def _is_apposed(self, paragraph: Paragraph, root: Token, mention: EntityMention) -> bool:
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
        draft = self._registry.draft_of(mention)
        if node.dep_ == "appos":
            return True
        is_next = abs(node.i - root.i) == 1 or tokens.end == root.i
        if node.dep_ != "compound" or not is_next or draft is None:
            return False
        noun = organization_noun([root.lower_])
        return noun is not None and resolve_organization_noun(self._registry, noun, set(), mention.end + 1) is draft

    def _described(self, paragraph: Paragraph, span: Span, mentions: list[EntityMention]) -> Draft | None:
        """Who a common noun phrase stands for: an institution, a role, an organisation, an unnamed source."""
        text = _ARTICLE.sub("", span.text)
        start = paragraph.start_of(span)
        head_words = head_words_of(span)
        lemma = span.root.lemma_.lower()
        states = modifier_states(normalise_name(span.text).split())
        if found := self._body_described(span, text, head_words, states, start):
            return found
        if possessed := self._office_of(paragraph, span, lemma):
            return possessed
        if lemma in utterance_nouns() and (issuer := self._issuer(paragraph, span)):
            return issuer
        if taken_up := self._taken_up(span, head_words, states, start):
            return taken_up
        if campaign := self._campaign(span, lemma, mentions):
            return campaign
        if head_words == ["police"] or is_institution(text):
            # A body that nothing ties to a state is one of this article only, as an unnamed source is.
            kind: EntityType = "organization" if len(head_words) > 1 else "unnamed_source"
            return self._registry.add(text, kind, identity=f"bare {' '.join(head_words)}")
        return self._unnamed(span, lemma, head_words, start)

    def _body_described(
        self, span: Span, text: str, head_words: list[str], states: set[str], start: int
    ) -> Draft | None:
        """The state or the body of a state that a wording describes."""
        if short := self._registry.known_as(short_states().get(normalise_name(text), "")):
            return short
        body = institution(text) or institution(" ".join(head_words)) or self._of_context(span, head_words, states)
        if body:
            return self._institution(body, text, start)
        body = None if states else self._of_state_before(head_words, start)
        return self._institution(body, " ".join(head_words), start) if body else None

    def _taken_up(self, span: Span, head_words: list[str], states: set[str], start: int) -> Draft | None:
        """Whoever was named before, where a definite wording takes somebody up."""
        opener, lemma = span[0].lower_, span.root.lemma_.lower()
        is_definite = opener in _DEFINITE or span[0].tag_ == "POS" or bool(states)
        is_plural = span.root.tag_ in {"NNS", "NNPS"} or opener in {"two", "three", "four", "several"}
        if head_words == ["police"]:
            return resolve_organization_noun(self._registry, "police", states, start)
        if (
            opener == "the"
            and lemma in unnamed_nouns()
            and not is_plural
            and (draft := resolve_unnamed(self._registry, lemma, start, is_plural=False))
        ):
            return draft
        if is_definite and not is_plural and opener not in {"a", "an"}:
            if draft := resolve_person_role(self._registry, head_words, states, start):
                return draft
            noun = organization_noun(head_words)
            if noun and (draft := resolve_organization_noun(self._registry, noun, states, start)):
                return draft
        if opener in {"the", "this", "that", "these", "those"} and not states:
            return resolve_unnamed(self._registry, lemma, start, is_plural=is_plural)
        return None

    def _campaign(self, span: Span, lemma: str, mentions: list[EntityMention]) -> Draft | None:
        """A body called by a person: "the Trump campaign", "the Biden administration"."""
        if lemma not in _BODIES_OF_PERSONS or span.root.i == span.start:
            return None
        return self._body_of_person(lemma, mentions)

    def _body_of_person(self, lemma: str, mentions: list[EntityMention]) -> Draft | None:
        holder = next((d for m in mentions if m.label == "PERSON" and (d := self._registry.draft_of(m))), None)
        if holder is None:
            return None
        name = f"{holder.name}'s {lemma}"
        draft = self._registry.add(name, "organization", identity=normalise_name(name))
        draft.state = holder.state
        return draft

    def _of_state_before(self, head_words: list[str], start: int) -> Institution | None:
        """The ministry or other body of several words that the state named last has ("the defence ministry")."""
        wording = " ".join(head_words)
        if len(head_words) < 2 or not is_institution(wording):
            return None
        nearest: Institution | None = None
        for mention in self._registry.mentions_before(start):
            draft = self._registry.draft_of(mention)
            body = institution_of(draft.state, wording) if draft is not None and draft.state else None
            if body is not None and self._registry.known_as(body.identity):
                return body
            nearest = nearest or body
            if start - mention.start > PRONOUN_REACH:
                break
        return nearest

    def _campaign_of(self, owned: Span, mentions: list[EntityMention]) -> Draft | None:
        """Whose campaign a "campaign manager" works for."""
        noun = next((t.lemma_.lower() for t in owned if t.lemma_.lower() in _BODIES_OF_PERSONS), None)
        return self._body_of_person(noun, mentions) if noun else None

    def _of_context(self, span: Span, head_words: list[str], states: set[str]) -> Institution | None:
        """A body whose state stands elsewhere in the phrase: "the ministry in Moscow"."""
        if len(states) == 1 and head_words:
            state = next(iter(states))
            bare = [w for w in head_words if state_named(w) != state and w != "s"]
            return institution_of(state, " ".join(bare)) if bare else None
        parts = split_state(span.text)
        return institution_of(*parts) if parts else None

    def _institution(self, body: Institution, text: str, start: int) -> Draft:
        if body.known is None and body.kind == "intelligence":
            for draft in self._registry.drafts:
                if draft.state == body.state and draft.subtype == "intelligence" and draft.last_before(start):
                    return draft
        return add_institution(self._registry, body, text)

    def _office_of(self, paragraph: Paragraph, span: Span, lemma: str) -> Draft | None:
        """A body or aide of a person: "his office", "Yoon's campaign"."""
        if lemma not in _OFFICE_NOUNS:
            return None
        owner = next((t for t in span.root.children if t.dep_ == "poss" and t.i >= span.start), None)
        if owner is None:
            return None
        if owner.lower_ in PERSONAL_PRONOUNS:
            holder = resolve_pronoun(self._registry, owner.lower_, paragraph.start_of(owner))
        else:
            mention = next(
                (m for m in self._registry.mentions_between(paragraph.start_of(span), paragraph.end_of(owner))), None
            )
            holder = self._registry.draft_of(mention) if mention else None
        if holder is None or holder.type != "person":
            return None
        noun = " ".join(head_words_of(span)) or lemma
        name = f"{holder.name}'s {noun}"
        kind = "organization" if lemma in {"office", "team", "campaign", "administration"} else "unnamed_source"
        draft = self._registry.add(name, kind, identity=normalise_name(name))  # type: ignore[arg-type]
        draft.state = holder.state
        return draft

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
        if campaign := self._campaign_of(owned, mentions):
            return campaign
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
                if draft is not None and draft.type != "place":
                    return draft
        owner = next((t for t in span.root.children if t.dep_ in {"poss", "compound"} and t.i >= span.start), None)
        if owner is None:
            return None
        left = max(owner.left_edge.i, span.start)
        draft = self._draft(paragraph, span.doc[left : owner.i + 1])[0]
        return draft if draft is not None and draft.type not in {"place", "unnamed_source"} else None
