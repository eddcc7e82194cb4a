"""The counted noun of an amount, read from the tags and dependencies of the paragraph's parse."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from etl.extract.numbers.vocabulary import words

_LONGEST_PHRASE = 9
_MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "RBS", "VBN", "VBG", "HYPH", "POS", "AFX", "RBR", "FW"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_MARKS = frozenset({"”", "’", '"', "-", "–"})
_BRACKET = frozenset({"["})
_AFTER_OF = frozenset({"DT", "PRP$", "CD", "PDT", "POS", "IN"})
_BEYOND = 3
_LEAD = 5


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun with its modifiers, as character offsets in the paragraph; ``head`` is its canonical form."""

    start: int
    end: int
    head: str
    is_plural: bool
    is_name: bool


class NounFinder:
    """Finds counted nouns in one paragraph; token offsets are indexed once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts: list[int] = doc.to_array("IDX").tolist()

    def token_from(self, offset: int) -> int:
        """Index of the first token that begins at or after a character offset."""
        return bisect_left(self._starts, offset)

    def token_before(self, offset: int) -> Token | None:
        """The last token that begins before a character offset."""
        index = bisect_left(self._starts, offset) - 1
        return self.doc[index] if index >= 0 else None

    def token_at(self, offset: int) -> Token | None:
        """The token that holds a character."""
        return self.token_before(offset + 1)

    def noun_after(self, end: int) -> NounPhrase | None:
        """The noun phrase that follows a number directly, or after "of (the)"."""
        if self._begins_relative(self.token_from(end), end):
            return None
        if self._hyphen_at(end):
            return self._compound_noun(end + 1)
        index = self._past(self.token_from(end), _MARKS | _BRACKET)
        if index < len(self.doc) and self.doc[index].lower_ == "of":
            return self.noun_of(end)
        return self._phrase(index)

    def _begins_relative(self, index: int, end: int) -> bool:
        """As in "the 1.4 million [economists expected]": the subject of a relative clause on the number."""
        if index >= len(self.doc) or self.doc[index].dep_ not in {"nsubj", "pobj"}:
            return False
        if (subject := self.doc[index]).tag_ == "NNS" and expecting(subject) is not None:
            return self._is_definite(end)
        verb = self.doc[index].head
        return verb.dep_ == "relcl" and verb.head.idx < end and self.doc[index].left_edge.i == index

    def _is_definite(self, end: int) -> bool:
        """Whether the number that ends at an offset stands in a phrase with "the", as what is expected does."""
        number = self.token_before(end)
        if number is None:
            return False
        return any(token.lower_ in {"the", "than"} for token in self.doc[max(0, number.i - _LEAD) : number.i])

    def noun_of(self, end: int) -> NounPhrase | None:
        """The noun phrase after "of", without its determiner, owner or number ("of NATO's 32 members")."""
        index = self.token_from(end)
        if index >= len(self.doc) or self.doc[index].lower_ != "of":
            return None
        return self._phrase(self._past_owner(self._past_determiners(self._past(index + 1, _BRACKET))))

    def modifies(self, offset: int, noun: NounPhrase) -> bool:
        """Whether the word at an offset depends on a noun after it ("a 20 percent stake")."""
        token = self.token_at(offset)
        if token is None or token.dep_ in {"nsubj", "dobj", "pobj", "ROOT"}:
            return False
        return noun.start <= token.head.idx < noun.end

    def noun_before_or(self, start: int) -> NounPhrase | None:
        """The noun of "another pick or two"."""
        joint = self.token_before(start)
        if joint is None or joint.lower_ != "or" or joint.i < 2:
            return None
        noun, lead = self.doc[joint.i - 1], self.doc[joint.i - 2]
        if noun.tag_ != "NN" or lead.lower_ not in {"a", "an", "another"}:
            return None
        return NounPhrase(noun.idx, noun.idx + len(noun.text), canonical(noun), is_plural=False, is_name=False)

    def noun_predicated(self, start: int) -> NounPhrase | None:
        """The noun of "500 are officers"."""
        number = self.token_at(start)
        if number is None or number.dep_ != "nsubj" or number.head.lemma_ != "be":
            return None
        for attribute in number.head.rights:
            if attribute.dep_ == "attr" and attribute.tag_ in _PLURAL_TAGS:
                return self._phrase(self._past_determiners(attribute.left_edge.i))
        return None

    def _past_determiners(self, index: int) -> int:
        while index < len(self.doc) and self.doc[index].tag_ in _AFTER_OF:
            index += 1
        return index

    def _compound_noun(self, offset: int) -> NounPhrase | None:
        """The word joined to a number by a hyphen ("six-cylinder"): it alone is what the number counts."""
        token = self.token_at(offset)
        if token is None or token.tag_ not in _NOUN_TAGS or not token.text[offset - token.idx :].isalpha():
            return None
        if token.lower_ in {"something", "odd", "plus"}:
            return None
        return NounPhrase(offset, token.idx + len(token.text), canonical(token), is_plural=False, is_name=False)

    def _hyphen_at(self, offset: int) -> bool:
        token = self.token_at(offset)
        return token is not None and token.text[offset - token.idx : offset - token.idx + 1] == "-"

    def _past(self, index: int, forms: frozenset[str]) -> int:
        while index < len(self.doc) and self.doc[index].lower_ in forms:
            index += 1
        return index

    def _past_owner(self, index: int) -> int:
        """Past "NATO's 32" in "NATO's 32 members" and "combined 40" in "combined 40 sales"."""
        for position in range(index, min(index + _BEYOND + 1, len(self.doc))):
            token = self.doc[position]
            if token.tag_ in {"POS", "CD"}:
                index = position + 1
            elif token.tag_ not in _NOUN_TAGS and token.tag_ not in _MODIFIER_TAGS:
                break
        return index

    def _phrase(self, index: int) -> NounPhrase | None:
        index = self._past(index, words("skipped_modifiers") | _MARKS)
        if index < len(self.doc) and self.doc[index].lower_ in words("time_leads"):
            return None
        last = self._last_noun(index)
        if last is None:
            return None
        head = self.doc[last]
        last = self._with_coordination(last)
        if head.lower_ in words("classifier_nouns") or head.lemma_.lower() in words("classifier_nouns"):
            last = self._with_content(last)
        final = self.doc[last]
        return NounPhrase(
            self.doc[index].idx,
            final.idx + len(final.text),
            canonical(head),
            head.tag_ in _PLURAL_TAGS or head.lower_ == "people",
            head.tag_ in {"NNP", "NNPS"},
        )

    def _last_noun(self, index: int) -> int | None:
        """Index of the head of the noun phrase that begins at a token, by its tags, cut at a plural."""
        last: int | None = None
        for position in range(index, min(index + _LONGEST_PHRASE, len(self.doc))):
            token = self.doc[position]
            if position > index and (token.is_sent_start or token.lower_ in words("time_leads")):
                break
            joined = position > 0 and self.doc[position - 1].tag_ == "HYPH"  # "women-owned firms"
            if token.tag_ in {"VBG", "VBN"} and not joined and last is not None and self.doc[last].tag_ in _PLURAL_TAGS:
                break
            if token.tag_ in _NOUN_TAGS and token.lower_ not in words("uncounted_nouns") and "(" not in token.text:
                if last is not None and self.doc[last].tag_ == "NNS" and not self._modifies(self.doc[last], token):
                    break
                last = position
            elif not self._within(position, index):
                break
        return last

    def _within(self, position: int, first: int) -> bool:
        """Whether a token that is no noun may stand inside the phrase."""
        token = self.doc[position]
        if token.tag_ in _MODIFIER_TAGS:
            return token.tag_ not in {"VBN", "VBG"} or self._noun_follows(position + 1)
        if self._is_hyphenated(position):
            return True
        if token.tag_ == "RB":
            return (
                position + 1 < len(self.doc)
                and self.doc[position + 1].tag_.startswith("JJ")
                and self._noun_follows(position + 1)
            )
        joins = token.lower_ in {"and", "or", "&", ","} and position > first
        if joins:
            before, after = self.doc[position - 1], self.doc[min(position + 1, len(self.doc) - 1)]
            adjectives = before.tag_.startswith("JJ") and after.tag_.startswith("JJ")
            names = before.tag_ in {"NN", "NNP", "JJ"} and after.tag_ in {"NNP", "JJ"} and token.lower_ != ","
            return (adjectives or names) and self._plural_follows(position + 1)
        return token.tag_ == "CD" and position > first and self._noun_follows(position + 1)

    def _is_hyphenated(self, position: int) -> bool:
        """As "to" in "surface-to-air missiles"."""
        around = self.doc[max(0, position - 1) : position + 2]
        return len(around) == 3 and around[0].tag_ == around[2].tag_ == "HYPH"

    def _modifies(self, plural: Token, following: Token) -> bool:
        if plural.i + 1 < following.i and self.doc[plural.i + 1].tag_ == "HYPH":
            return True  # "women-owned firms"
        return plural.dep_ in {"compound", "nmod"} and plural.head.i >= following.i

    def _noun_follows(self, position: int) -> bool:
        for token in self.doc[position : position + _BEYOND]:
            if token.tag_ in _NOUN_TAGS:
                return True
            if token.tag_ not in _MODIFIER_TAGS:
                return False
        return False

    def _plural_follows(self, position: int) -> bool:
        for token in self.doc[position : position + _BEYOND + 1]:
            if token.tag_ in _PLURAL_TAGS:
                return True
            if token.tag_ not in _MODIFIER_TAGS and token.tag_ not in _NOUN_TAGS:
                return False
        return False

    def _with_coordination(self, last: int) -> int:
        """As in "officials and diplomats": a second bare plural joined to the first."""
        if last + 2 < len(self.doc) and self.doc[last].tag_ == "NNS" and self.doc[last + 1].lower_ in {"and", "or"}:
            second = self.doc[last + 2]
            if second.tag_ == "NNS" and second.head.i == last and second.dep_ == "conj":
                return last + 2
        return last

    def _with_content(self, last: int) -> int:
        """As in "rounds of ammunition": what a classifier noun holds."""
        if last + 2 < len(self.doc) and self.doc[last + 1].lower_ == "of":
            inner = self._last_noun(last + 2)
            return last if inner is None else inner
        return last


def expecting(subject: Token) -> Token | None:
    """The verb by which forecasters expect the number before them: "the 160,000 [economists] were predicting"; none
    where the verb has an object of its own.
    """
    if subject.lemma_.lower() not in words("forecasters"):
        return None
    at = subject.i + 1
    while at < len(subject.doc) and (subject.doc[at].pos_ == "AUX" or subject.doc[at].tag_ == "RB"):
        at += 1
    verb = subject.doc[at] if at < len(subject.doc) else None
    if verb is None or verb.lemma_.lower() not in words("forecasting_verbs"):
        return None
    is_passive = any(child.dep_ == "auxpass" for child in verb.children)
    following = verb.nbor(1) if at + 1 < len(verb.doc) else None
    is_closed = following is None or following.pos_ in {"PUNCT", "ADP", "CCONJ", "SCONJ", "ADV", "PRON"}
    return verb if is_closed and not is_passive else None


def canonical(token: Token) -> str:
    """Lower-case singular of a noun."""
    lemma: str = token.lemma_.lower()
    if token.tag_ == "NNPS" and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma
