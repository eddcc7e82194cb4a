"""What a quantity counts, in the parse: the noun, the token that stands for both, and the verbs over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from spacy.tokens import Span, Token

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.estimates.vocabulary import hedges, level_verbs, words
from etl.extract.numbers.vocabulary import change_directions
from etl.records import Quantity

Role = Literal["subject", "object", "other"]
#: How far up the parse a verb is looked for; real sentences stay far below.
_REACH = 12
#: How far from a number, in tokens, words of its sentence are looked at.
_SCOPE_TOKENS = 80
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
_VERBAL = frozenset({"VERB", "AUX"})
#: "Some of the 4,000 deserted": what befell part of a number did not befall it.
_SOME = frozenset({"some", "many", "most", "several", "few", "half", "part", "none", "any", "much"})
#: "Passed the 3,000 [mark]" counts no marks.
_MARKS = frozenset({"mark", "threshold", "milestone"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Prepositions that say of a subject which it is: "firms with 50 workers", "schools in 14 towns".
_DESCRIBING = frozenset({"with", "in", "under", "across"})
#: What may stand between a bare number and its participle: "thousands [more] displaced".
_MORE = frozenset({"more", "others", "other"})
#: Verbs that only lend their subject to the infinitive or participle below them.
_RAISING = frozenset({"seem", "appear", "begin", "start", "continue", "happen", "tend"})


@dataclass(frozen=True, eq=False)
class Counted:
    """A quantity in its parsed sentence.

    ``noun`` is the head of the counted noun phrase where one is written; ``anchor`` the token by which
    number and noun together hang in the sentence ("thousands" of "thousands of troops").
    """

    quantity: Quantity
    paragraph: Paragraph
    sentence: Span
    number: Span
    noun: Token | None
    anchor: Token

    @cached_property
    def scope(self) -> Span:
        """The sentence as far as it can bear on the quantity: real sentences whole, endless ones near it."""
        start = max(self.sentence.start, self.number.start - _SCOPE_TOKENS)
        return self.paragraph.doc[start : min(self.sentence.end, self.number.end + _SCOPE_TOKENS)]

    @cached_property
    def scope_text(self) -> str:
        """The scope's text in lower case."""
        return self.scope.text.lower()

    @property
    def scope_offsets(self) -> tuple[int, int]:
        """Article offsets of the scope."""
        return self.paragraph.start_of(self.scope), self.paragraph.end_of(self.scope)

    @property
    def noun_span(self) -> tuple[int, int] | None:
        """Article offsets of the counted noun phrase as the quantity names it."""
        if self.quantity.noun_start is None or self.quantity.noun_end is None:
            return None
        return self.quantity.noun_start, self.quantity.noun_end


def locate(article: ParsedArticle, quantity: Quantity) -> Counted | None:
    """The quantity in its paragraph's parse; ``None`` where it lies outside every paragraph."""
    paragraph = article.paragraph_at(quantity.number_start)
    if paragraph is None:
        return None
    number = _tokens(paragraph, quantity.number_start, quantity.number_end)
    if number is None:
        return None
    sentence = paragraph.sentence_at(quantity.number_start)
    noun = _noun(paragraph, quantity, number)
    return Counted(quantity, paragraph, sentence, number, noun, _anchor(number, noun))


def _tokens(paragraph: Paragraph, start: int, end: int) -> Span | None:
    return paragraph.doc.char_span(start - paragraph.start, end - paragraph.start, alignment_mode="expand")


def _noun(paragraph: Paragraph, quantity: Quantity, number: Span) -> Token | None:
    if quantity.noun_start is not None and quantity.noun_end is not None:
        span = _tokens(paragraph, quantity.noun_start, quantity.noun_end)
        if span is not None and span.root.pos_ in _VERBAL and span[-1].tag_ == "NNS":
            return span[-1]  # "IS fighters", of which the parse takes the first for a verb
        return span.root if span is not None else None
    head = number.root.head
    is_modifier = number.root.dep_ in {"nummod", "amod", "quantmod", "compound"}
    return head if is_modifier and head.pos_ in {"NOUN", "PROPN"} and head.i >= number.end else None


def _anchor(number: Span, noun: Token | None) -> Token:
    if noun is not None and noun.i < number.start and noun not in number.root.ancestors:
        return number.root  # a noun that the number only takes over: "nine men died and [four] were hurt"
    anchor = noun if noun is not None else number.root
    for _ in range(_REACH):
        if anchor.dep_ == "pobj" and anchor.head.lower_ == "of" and anchor.head.head in number:
            anchor = anchor.head.head
        elif anchor == number.root and anchor.dep_ in {"nummod", "quantmod", "compound"} and noun is None:
            anchor = anchor.head
        else:
            break
    return anchor


def governors(token: Token) -> Iterator[tuple[Token, Role]]:
    """Verbs over a nominal token, nearest first, each with the part the token plays in it.

    A conjunct plays its first conjunct's part; an object of a preposition plays none ("other"), nor does a
    token towards the verbs above the nearest one.
    """
    role: Role = "other"
    is_partial = False
    for _ in range(_REACH):
        head = token.head
        if head == token:
            return
        is_partial = is_partial or (token.dep_ == "pobj" and head.lower_ == "of" and head.head.lower_ in _SOME)
        if token.dep_ not in {"conj", "appos"} or token.pos_ in _VERBAL or head.pos_ in _VERBAL:
            role = _role(token)
        if head.dep_ == "auxpass" and role == "subject":  # the parse hung the subject on "were" of "were injured"
            head, role = head.head, "object"
        if role == "subject" and head.dep_ == "acomp" and head.head.pos_ in _VERBAL:
            head, role = head.head, "object"  # "is getting [soldiers] ready"
        if head.pos_ in _VERBAL:
            yield head, "other" if is_partial else role
            role = "other"
        token = head


def figure_of(counted: Counted) -> Token | None:
    """The noun that a number completes as the figure it is: "an [estimate] of 12,000", "a [toll] of at least 40"."""
    of = counted.anchor.head
    if counted.anchor.dep_ != "pobj" or of.lower_ != "of" or of.head.lemma_.lower() not in words("figure_nouns"):
        return None
    return of.head


def subject_of_level(counted: Counted) -> Token | None:
    """What a bare number is the level of: "[the toll] rose to 12", "the ministry put [the toll] at 12"."""
    if counted.noun is not None and counted.noun.lemma_.lower() not in _MARKS:
        return None
    verb = next((verb for verb, _ in governors(counted.anchor)), None)
    if verb is None:
        return None
    subject = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    if subject is None and verb.dep_ == "xcomp" and (is_passive(verb.head) or verb.head.lemma_ in hedges("verb")):
        subject = next(
            (child for child in verb.head.lefts if child.dep_ in _SUBJECTS), None
        )  # "believed to number 300"
    is_level = verb.lemma_.lower() in level_verbs() or verb.lower_ in change_directions()
    is_set = is_level or verb.lemma_.lower() in words("setting_verbs")
    if subject is not None and not (is_level if subject.dep_ == "nsubj" else is_set):
        subject = None  # "police spoke of 12,000", "51,000 were arrested, up from 16,000"
    if subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        subject = verb.head  # "a population that now stands at 190,000"
    if verb.lemma_.lower() in words("setting_verbs") and counted.anchor.head.lower_ in {"at", "to", "from"}:
        subject = next((child for child in verb.rights if child.dep_ == "dobj"), subject)
    return None if subject == counted.anchor else subject


def raised_verb(verb: Token) -> Token | None:
    """The infinitive that tells what befalls the subject of hearsay: "are said to have [arrived]"."""
    if not is_passive(verb) and verb.lemma_.lower() not in _RAISING and not _is_to_be(verb):
        return None
    return next((c for c in verb.rights if c.dep_ in {"xcomp", "oprd"} and c.pos_ in _VERBAL), None)


def is_descriptive(counted: Counted) -> bool:
    """As in "firms with [50 workers] must pay": the number only says which, and the verb's mood is not its own. What is
    told of soldiers is told of those with whom a convoy goes.
    """
    over, is_inside = counted.anchor.head, counted.anchor.dep_ == "pobj"
    if is_inside and over.lower_ == "of" and over.head.dep_ == "pobj" and over.head.head.lower_ == "with":
        over = over.head.head  # "plants with a capacity of [75,000 barrels]"
    if not is_inside or over.lower_ not in _DESCRIBING or over.head.pos_ not in _NOMINAL:
        return False
    lemma = (counted.noun or counted.anchor).lemma_.lower()
    return over.head.dep_ in _SUBJECTS and lemma not in words("soldier_nouns")


def is_of_some(counted: Counted) -> bool:
    """As in "some of the 4,000 recruits have deserted"."""
    anchor = counted.anchor
    return anchor.dep_ == "pobj" and anchor.head.lower_ == "of" and anchor.head.head.lower_ in _SOME


def _is_to_be(verb: Token) -> bool:
    """As in "were to be moved"."""
    return verb.lemma_ == "be" and any(
        child.dep_ == "xcomp" and any(c.lower_ == "to" for c in child.lefts) for child in verb.rights
    )


def clause_verbs(token: Token, first: int = 0) -> Iterator[tuple[Token, Role]]:
    """Verbs over a token up to the edge of its clause, complements of intention included ("is preparing to
    send 10,000"). ``first``: character of the paragraph before which verbs are the cue of a speaker.
    """
    for verb, role in governors(token):
        if verb.idx < first or (role == "other" and _is_fronted(token, verb)):
            return
        yield verb, role
        if verb.dep_ in {"advcl", "relcl", "ccomp", "pcomp", "parataxis"} or is_told_apart(verb):
            return


def is_told_apart(verb: Token) -> bool:
    """As in "has not dropped and [remains] over 50": a finite verb that takes no mood from the one it is joined to."""
    if verb.dep_ != "conj":
        return False
    if any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.lefts):
        return True
    return verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VBD" and verb.head.tag_ == "VB")


def _is_fronted(token: Token, verb: Token) -> bool:
    """Whether a token stands in a phrase before the verb's subject, which the verb does not tell of: "for the
    [millions] without work, things may look up".
    """
    for _ in range(_REACH):
        if token.head == verb:
            break
        token = token.head
    return token.dep_ in {"prep", "advcl"} and any(token.i < child.i for child in verb.lefts if child.dep_ in _SUBJECTS)


def _role(token: Token) -> Role:
    head, dep = token.head, token.dep_
    if dep in {"nsubj", "csubj"}:
        return "object" if _is_bare_participle(head) else "subject"
    if dep == "attr" and _is_existential(head):
        return "subject"
    if dep in {"nsubjpass", "dobj", "dative", "oprd", "attr"}:
        return "object"
    if token.lower_ == "between" and token.i + 1 < len(token.doc) and token.nbor(1).like_num:
        return "object"  # "estimated between 20,000 and 31,500 fighters"
    if dep == "conj" and head.pos_ in _VERBAL and token.pos_ not in _VERBAL:
        if any(child.dep_ == "dobj" and child.i < token.i for child in head.rights):
            return "object"
        return "object" if is_passive(head) else "subject"
    return "other"


def is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children) or _is_bare_participle(verb)


def _is_bare_participle(verb: Token) -> bool:
    """As in "with 1,500 soldiers dispatched": a past participle without an auxiliary of the perfect."""
    return verb.tag_ == "VBN" and not any(child.dep_ in {"aux", "auxpass"} for child in verb.children)


def _is_existential(verb: Token) -> bool:
    return any(child.dep_ == "expl" for child in verb.children)


def modifiers(counted: Counted) -> Iterator[tuple[Token, Role]]:
    """Participles and relative clauses on the counted noun: "troops training in ...", "19 injured"."""
    seen = set()
    hosts = (counted.anchor,) if _is_of_many(counted) else (counted.noun, counted.anchor)
    for host in hosts:
        for child in host.rights if host is not None else ():
            if child.dep_ in {"acl", "relcl", "advcl"} and child.pos_ in _VERBAL and child.i not in seen:
                seen.add(child.i)
                yield child, _participle_role(child)
    following = None if len(hosts) == 1 else _following(counted)
    is_verb = following is not None and following.tag_ in {"VBN", "VBG", "VBD"} and following.pos_ != "AUX"
    if following is not None and is_verb and following.i not in seen:
        yield following, _participle_role(following)


def is_settled(counted: Counted) -> bool:
    """As in "could anger the 17 million who voted for it": a definite number of whom something past is told."""
    before = counted.number.start - 1
    if before < counted.sentence.start or counted.paragraph.doc[before].lower_ not in {"the", "those", "these"}:
        return False
    hosts = [token for token in (counted.noun, counted.anchor) if token is not None]
    return any(child.dep_ == "relcl" and _is_past(child) for host in hosts for child in host.rights)


def _is_past(verb: Token) -> bool:
    """Of the verb's finite form, itself or its first auxiliary."""
    return next((t for t in verb.children if t.dep_ in {"aux", "auxpass"}), verb).tag_ in {"VBD", "VBZ", "VBP"}


def _is_of_many(counted: Counted) -> bool:
    """As in "27 of the 60 pupils kidnapped": what befell the noun befell all of its own number."""
    noun = counted.noun
    if noun is None or noun == counted.anchor:
        return False
    return any(child.dep_ == "nummod" and child not in counted.number for child in noun.lefts)


def _participle_role(verb: Token) -> Role:
    """What the modified noun is to its participle or relative clause."""
    if verb.dep_ == "relcl" and any(child.dep_ == "nsubj" and child.tag_ in {"WDT", "WP"} for child in verb.children):
        return "subject"
    is_passive_form = verb.tag_ == "VBN" or (verb.dep_ == "acl" and verb.tag_ == "VBD")  # "personnel sent there"
    return "object" if is_passive_form else "subject"


def _following(counted: Counted) -> Token | None:
    """The first token behind number and noun that is no adverb."""
    last = max(counted.number.end - 1, counted.noun.i if counted.noun is not None else 0)
    for at in range(last + 1, min(last + 4, counted.sentence.end)):
        token = counted.paragraph.doc[at]
        if token.pos_ != "ADV" and token.text != "," and token.lower_ not in _MORE:
            return token
    return None


def shared_noun(counted: Counted) -> Token | None:
    """The noun that an elliptical number takes over from the clause it is joined to: "5 men died and 19 ..."."""
    token = counted.anchor
    if counted.noun is not None or counted.quantity.unit is not None:
        return None
    if token.dep_ == "dobj" and token.head.dep_ == "conj" and token.head.head.pos_ in _VERBAL:
        # "killed seven men and injured 23"
        return next((child for child in token.head.head.rights if child.dep_ == "dobj" and child.pos_ == "NOUN"), None)
    if token.dep_ != "conj":
        return None
    head = token.head
    if head.pos_ not in _VERBAL:
        return head if head.pos_ == "NOUN" else None
    return next((child for child in head.lefts if child.dep_ in _SUBJECTS and child.pos_ == "NOUN"), None)
