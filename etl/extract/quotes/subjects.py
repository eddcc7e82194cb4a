"""The source of a reporting verb: its own subject, one inherited from another verb, or the one after "by"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from etl.extract.quotes.animacy import is_body, is_human, may_speak
from etl.extract.quotes.parentheses import inverted_subject, lost_subject
from etl.extract.quotes.vocabulary import causing_verbs, channel_nouns
from etl.lexicon import read_table

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})
_SUBORDINATE = frozenset({"advcl", "acl", "relcl", "xcomp", "conj", "prep", "pcomp", "dep", "dobj", "pobj"})
_RELATIVE = frozenset({"who", "which", "that"})
_TIMES = frozenset({"DATE", "TIME"})
_NAMES_OF_MONTHS = frozenset({"May", "June", "April", "August", "Summer"})
#: With "it" these name nobody: "it seems telling that ...".
_SEEMING = frozenset({"be", "go", "seem", "appear", "look"})
#: Between these and a participle stands who is written to or spoken of: "a letter to Roe requesting ...".
_ADDRESSING = frozenset({"to", "with", "against", "at", "for", "toward", "towards"})
CLIMB = 6


def subject_of(verb: Token) -> Token | None:
    """The head of the noun phrase that is the source of a reporting verb, or ``None``.

    A verb without its own subject ("said he would go, adding that ...") takes that of the verb it hangs on;
    in the passive the source is the phrase after "by".
    """
    if inverted := inverted_subject(verb):
        return inverted
    if lost := lost_subject(verb):
        return lost.head
    if _is_passive(verb):
        return agent_of(verb)
    before = verb.doc[verb.i - 1] if verb.i else verb
    if verb.tag_ == "VBG" and before.ent_type_ == "PERSON" and before.pos_ == "PROPN" and not _is_addressed(before):
        return before  # "footage of Roe saying ..."
    own = _own_subject(verb)
    if own is not None:
        return _nearer(own, verb) or _antecedent(own, verb)
    if verb.dep_ not in _SUBORDINATE or verb.head.i == verb.i:
        return beside(verb)
    return _inherited_subject(verb)


def _is_addressed(name: Token) -> bool:
    return name.dep_ == "pobj" and name.head.lower_ in _ADDRESSING


def _own_subject(verb: Token) -> Token | None:
    """The subject; of two before the verb the one next to it."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS and can_name(child)]
    if not subjects:  # "May said": the parse sees an auxiliary
        subjects = [child for child in verb.lefts if child.dep_ == "aux" and child.tag_ == "NNP"]
    if verb.tag_ == "VBG":  # "calling it a lie, Roe said": what follows a participle is its object
        subjects = [child for child in subjects if child.i < verb.i]
    persons = [child for child in subjects if child.ent_type_ == "PERSON"]
    if persons and any(child.head.i == persons[-1].i and child.dep_ == "appos" for child in persons[-1].rights):
        return persons[-1]  # "Roe, head of strategy at E-Motor wrote": the parse has the end of the apposition too
    return max((child for child in subjects if child.i < verb.i), key=_position, default=next(iter(subjects), None))


def _position(token: Token) -> int:
    return token.i


def _inherited_subject(verb: Token) -> Token | None:
    """The subject of a verb further up, the noun a participle describes, or the owner of the words."""
    at = verb
    for _ in range(CLIMB):
        if at.dep_ not in _SUBORDINATE or at.head.i == at.i:
            return None
        if quoted := _quoted_as_saying(at):
            return quoted
        if teller := _subject_of_clause_before(at):
            return teller
        if document := _document_sent(at):
            at = document
            continue
        describes = at.dep_ in {"acl", "relcl"} and at.head.pos_ in {"NOUN", "PROPN", "PRON"}
        if describes and (at.tag_ == "VBN" or (at.tag_ == "VBD" and at.dep_ == "acl")):
            return agent_of(at)
        if controlled := _controlled_by_object(at):
            return controlled
        at = at.head
        if describes and at.lemma_.lower() not in channel_nouns() and may_speak(at):
            return at
        describes = describes and may_speak(at)
        if describes or (at.pos_ in {"NOUN", "PROPN"} and at.dep_ not in _SUBORDINATE):
            owner = _owner(at)
            if owner is not None or at.dep_ not in {"dobj", "pobj"}:
                return owner or (at if describes else None)
        own = next((child for child in at.children if child.dep_ in SUBJECTS and can_name(child)), None)
        if own is not None and _is_past_of_outer(verb, at):
            own = _own_subject(at.head) or own
        if own is not None:
            return None if own.lower_ == "it" and at.lemma_ in _SEEMING else _antecedent(own, at)
    return None


def _document_sent(verb: Token) -> Token | None:
    """The letter that a participle after its addressee belongs to: "a letter to the head of the port accusing ..."."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG":
        return None
    at = verb.head
    for _ in range(CLIMB):
        if at.dep_ not in {"pobj", "prep", "poss", "compound", "appos"} or at.head.i == at.i:
            return None
        is_sent = at.dep_ == "prep" and at.lower_ == "to"
        at = at.head
        if is_sent and at.pos_ == "VERB":
            at = next((child for child in at.rights if child.dep_ == "dobj" and child.i < verb.i), at)
        if is_sent:
            return at if at.lemma_.lower() in channel_nouns() else None
    return None


def _is_past_of_outer(verb: Token, clause: Token) -> bool:
    """Whether a past tense joined to a clause with a modal goes on from the verb outside: "said that they should be
    heard and detailed his views".
    """
    is_joined = verb.dep_ == "conj" and verb.head.i == clause.i and verb.tag_ == "VBD"
    return is_joined and clause.dep_ == "ccomp" and any(t.tag_ == "MD" for t in clause.lefts)


def _subject_of_clause_before(verb: Token) -> Token | None:
    """Who acts in the relative clause that a participle goes on: "a decision that Roe mocked, saying ..."."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or may_speak(verb.head):
        return None
    clause = next((child for child in verb.head.rights if child.dep_ == "relcl" and child.i < verb.i), None)
    if clause is None:
        return None
    return next((t for t in clause.lefts if t.dep_ == "nsubj" and t.lower_ not in _RELATIVE and can_name(t)), None)


def _controlled_by_object(verb: Token) -> Token | None:
    """The object of "this prompted [the mayor] to say" or "blamed [her] for saying": it is that one's act."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"for", "over"}:
        return next((t for t in verb.head.head.rights if t.dep_ == "dobj" and is_human(t) and t.i < verb.i), None)
    if verb.dep_ != "xcomp" or verb.head.lemma_.lower() == "promise" or not any(t.tag_ == "TO" for t in verb.lefts):
        return None
    objects = [t for t in verb.head.rights if t.dep_ == "dobj" and t.i < verb.i]
    causes = verb.head.lemma_.lower() in causing_verbs()
    return next((t for t in objects if is_human(t) or (causes and is_body(t))), None)


def _quoted_as_saying(verb: Token) -> Token | None:
    """The object of "state media quoted [the president] as saying"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    return next((child for child in verb.head.head.children if child.dep_ in {"dobj", "nsubjpass"}), None)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ == "auxpass" for child in verb.children):
        return verb.dep_ != "xcomp"
    return verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"} and not _is_active(verb)


def _is_active(verb: Token) -> bool:
    """A participle with an auxiliary or a clause of its own is a misread past tense."""
    return any(child.dep_ in {"aux", "ccomp", "nsubj"} for child in verb.children)


def beside(verb: Token) -> Token | None:
    """The name next to a verb whose subject the parse lost: "Said Ellis:", "Smith said:"."""
    doc = verb.doc
    after = verb.i + 1
    while after < len(doc) and doc[after].pos_ in {"DET", "ADJ"} and after < verb.i + 4:
        after += 1
    if after < len(doc) and doc[after].pos_ == "PROPN" and can_name(doc[after]):
        while after + 1 < len(doc) and doc[after + 1].pos_ == "PROPN":
            after += 1
        return doc[after]
    before = verb.i - 1
    while before > 0 and doc[before].pos_ in {"ADV", "AUX"} and before > verb.i - 4:
        before -= 1
    if before > 1 and doc[before].text == ",":
        before = _before_apposition(doc, before)
    if (
        before >= 0
        and doc[before].ent_type_ not in _TIMES
        and (doc[before].pos_ == "PROPN" or doc[before].lower_ in {"he", "she", "they", "it", "we", "i"})
    ):
        return doc[before]
    return None


def _before_apposition(doc: Doc, comma: int) -> int:
    """The noun before ", a former minister," whose second comma stands at ``comma``; else -1."""
    for at in range(comma - 1, max(comma - 16, 0), -1):
        if doc[at].text == ",":
            return at - 1
        if doc[at].is_quote or doc[at].text in {".", ";", ":"}:
            break
    return -1


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
    return None


def can_name(token: Token) -> bool:
    is_time = (token.ent_type_ in _TIMES and not _is_namesake(token)) or token.lower_ in _weekdays()
    return not is_time and any(character.isalnum() for character in token.text)


def _is_namesake(month: Token) -> bool:
    """A person called as a month is: "May, for her part, said"; months are subjects of no verb of speech."""
    return month.tag_ == "NNP" and month.dep_ == "nsubj" and month.text in _NAMES_OF_MONTHS


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in read_table("dates/weekdays.csv"))


def _owner(noun: Token) -> Token | None:
    """Whose statement it is: "Yoon's statement", "a statement by Yoon"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "of"}:
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
    return None


def _nearer(subject: Token, verb: Token) -> Token | None:
    """A name right before the verb wins over a far subject, unless it belongs to that subject."""
    before = verb.doc[verb.i - 1] if verb.i else verb
    if before.pos_ != "PROPN" or verb.i - subject.right_edge.i < 4 or subject.i > verb.i:
        return None
    return before if before.head.i == verb.i or before.dep_ in {"dep", "npadvmod", "appos"} else None


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for."""
    while verb.dep_ == "conj" and verb.head.i < verb.i:
        verb = verb.head  # "whom the board dismissed and who has said"
    if subject.lower_ not in _RELATIVE or verb.dep_ != "relcl":
        return subject
    noun = verb.head.head if verb.head.dep_ == "appos" else verb.head
    return (_person_above(noun) or noun) if subject.lower_ == "who" else noun


def relative_subject(verb: Token, speaker: Token) -> Token | None:
    """The "who" or "which" that stands for the speaker beside the verb itself, as written."""
    return next(
        (t for t in verb.lefts if t.dep_ in SUBJECTS and t.lower_ in _RELATIVE and t.i > speaker.i), None
    )  # fmt: skip


def _person_above(noun: Token) -> Token | None:
    """Somebody, where "who" hangs on a body or a thing: "a broker reached by Reuters, who said"."""
    at = noun
    for _ in range(CLIMB):
        if is_human(at):
            return at
        if at.dep_ not in {"pobj", "prep", "agent", "acl", "poss", "compound", "appos"}:
            return None
        at = at.head
    return None
