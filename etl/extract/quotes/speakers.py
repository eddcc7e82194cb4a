"""Who speaks: the subject of a reporting verb, found over the parse and trimmed to the words that name it."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

from etl.extract.document import Paragraph
from etl.extract.quotes.animacy import is_human, may_speak
from etl.extract.quotes.parentheses import inverted_subject, lost_subject
from etl.extract.quotes.vocabulary import channel_nouns, evidence_nouns, giving_verbs

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_MISREAD_SUBJECTS = _SUBJECTS | {"dobj", "npadvmod", "appos"}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
_SUBORDINATE = frozenset({"advcl", "acl", "relcl", "xcomp", "conj", "prep", "pcomp", "dep", "dobj", "pobj"})
_RELATIVE = frozenset({"who", "which", "that"})
#: Long modifiers that name nobody are left off the speaker.
_LEFT_OFF = frozenset({"relcl", "acl", "advcl", "parataxis", "punct", "cc", "conj", "ccomp", "advmod", "npadvmod"})
_TIMES = frozenset({"DATE", "TIME"})
#: Prepositions whose phrase helps to name a speaker; after a person "on X" and "in a letter" tell how.
_PERSON_PHRASES = frozenset({"of", "for", "from", "at", "with"})
_PHRASES = _PERSON_PHRASES | {"in", "to", "like", "on", "by", "about", "within", "near", "close"}
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})
#: How a verb that takes its subject from another hangs on it.
_CARRIED_ON = frozenset({"xcomp", "advcl", "conj", "ccomp", "dep"})
_CLIMB = 6
_SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})


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
    if verb.tag_ == "VBG" and before.ent_type_ == "PERSON" and before.pos_ == "PROPN":
        return before  # "footage of Roe saying ..."
    own = _own_subject(verb)
    if own is not None:
        return _nearer(own, verb) or _antecedent(own, verb)
    if verb.dep_ not in _SUBORDINATE or verb.head.i == verb.i:
        return _beside(verb)
    return _inherited_subject(verb)


def _own_subject(verb: Token) -> Token | None:
    """The subject; of two before the verb the one next to it."""
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS and _can_name(child)]
    return max((child for child in subjects if child.i < verb.i), key=_position, default=next(iter(subjects), None))


def _position(token: Token) -> int:
    return token.i


def _inherited_subject(verb: Token) -> Token | None:
    """The subject of a verb further up, the noun a participle describes, or the owner of the words."""
    at = verb
    for _ in range(_CLIMB):
        if at.dep_ not in _SUBORDINATE or at.head.i == at.i:
            return None
        if quoted := _quoted_as_saying(at):
            return quoted
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
        own = next((child for child in at.children if child.dep_ in _SUBJECTS and _can_name(child)), None)
        if own is not None:
            return None if own.lower_ == "it" and at.lemma_ in {"be", "go"} else _antecedent(own, at)
    return None


def _controlled_by_object(verb: Token) -> Token | None:
    """The object of "this prompted [the mayor] to say" or "blamed [her] for saying": it is that one's act."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"for", "over"}:
        return next((t for t in verb.head.head.rights if t.dep_ == "dobj" and is_human(t) and t.i < verb.i), None)
    if verb.dep_ != "xcomp" or verb.head.lemma_.lower() == "promise" or not any(t.tag_ == "TO" for t in verb.lefts):
        return None
    objects = [t for t in verb.head.rights if t.dep_ == "dobj" and t.i < verb.i]
    return next((t for t in objects if is_human(t)), None)


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


def subject_outside(verb: Token, inside: Callable[[int], bool]) -> Token | None:
    """A subject that is not itself quoted, where the parse took words inside the marks for it."""
    at = verb
    for _ in range(_CLIMB):
        if not inside(at.i):
            outside = (c for c in at.children if c.dep_ in _MISREAD_SUBJECTS and not inside(c.i))
            if named := next((c for c in outside if c.pos_ in _NOMINAL and _can_name(c)), None):
                return named
            found = _beside(at)
            if found is not None and not inside(found.i):
                return found
        if at.dep_ not in _CARRIED_ON or at.head.i == at.i:
            break
        at = at.head
    return _name_before(verb, inside)


def _name_before(verb: Token, inside: Callable[[int], bool]) -> Token | None:
    """The name that opens the verb's sentence, where the parse has no subject for it ("Roe disagreed, writing:")."""
    for token in verb.doc[verb.sent.start : verb.i]:
        if inside(token.i) or token.dep_ in {"pobj", "poss", "dobj"}:
            continue
        if token.lower_ in _PRONOUNS or (token.ent_type_ in _SPEAKING and token.pos_ == "PROPN"):
            return _last_of_name(token)
    return None


def _last_of_name(token: Token) -> Token:
    doc, at = token.doc, token.i
    while at + 1 < len(doc) and doc[at + 1].ent_iob_ == "I" and doc[at + 1].pos_ == "PROPN":
        at += 1
    return doc[at]


def _beside(verb: Token) -> Token | None:
    """The name next to a verb whose subject the parse lost: "Said Ellis:", "Smith said:"."""
    doc = verb.doc
    after = verb.i + 1
    while after < len(doc) and doc[after].pos_ in {"DET", "ADJ"} and after < verb.i + 4:
        after += 1
    if after < len(doc) and doc[after].pos_ == "PROPN" and _can_name(doc[after]):
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


def _giver(noun: Token) -> Token | None:
    """The one after "by" or "from": "a statement by Yoon's office"."""
    for child in noun.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((t for t in child.children if t.dep_ == "pobj"), None)
        if child.dep_ == "acl" and child.lemma_.lower() in giving_verbs() and (agent := agent_of(child)):
            return agent
    return None


def _can_name(token: Token) -> bool:
    return token.ent_type_ not in _TIMES and any(character.isalnum() for character in token.text)


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
    if subject.lower_ not in _RELATIVE or verb.dep_ != "relcl":
        return subject
    noun = verb.head.head if verb.head.dep_ == "appos" else verb.head
    return (_person_above(noun) or noun) if subject.lower_ == "who" else noun


def relative_subject(verb: Token, speaker: Token) -> Token | None:
    """The "who" or "which" that stands for the speaker beside the verb itself, as written."""
    return next(
        (t for t in verb.lefts if t.dep_ in _SUBJECTS and t.lower_ in _RELATIVE and t.i > speaker.i), None
    )  # fmt: skip


def _person_above(noun: Token) -> Token | None:
    """Somebody, where "who" hangs on a body or a thing: "a broker reached by Reuters, who said"."""
    at = noun
    for _ in range(_CLIMB):
        if is_human(at):
            return at
        if at.dep_ not in {"pobj", "prep", "agent", "acl", "poss", "compound", "appos"}:
            return None
        at = at.head
    return None


def speaker_span(head: Token) -> Span:
    """The words that name the speaker: the noun phrase of ``head`` without relative clauses and adverbs.

    An apposition is kept only where the head is a common noun and the apposition a name ("the country's
    spy agency, the National Intelligence Service").
    """
    doc = head.doc
    start, end = _left(head), head.i + 1
    phrases = _PERSON_PHRASES if head.ent_type_ == "PERSON" else _PHRASES
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in phrases and child.i <= end + 1 and _is_short(child):
            end = _before_comma(doc, child.i, child.right_edge.i + 1)
        elif child.dep_ == "appos" and child.pos_ == "PROPN" and _is_short(child) and _adjoins(head, child):
            end = child.i + 1
        elif child.dep_ in {"nummod", "compound", "case", "poss", "nmod"} and child.i == end:
            end = child.right_edge.i + 1
        elif child.dep_ in _LEFT_OFF and not _parts_name(head, child):
            break
    return trimmed_span(doc, start, _past_name_set_off(doc, start, end))


def _past_name_set_off(doc: Doc, start: int, end: int) -> int:
    """Past the name of somebody described so far: "a spokeswoman for the agency[, Anna Reyes,] said"."""
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].ent_type_ != "PERSON":
        return end
    if any(token.ent_type_ == "PERSON" for token in doc[start:end]) or not any(is_human(t) for t in doc[start:end]):
        return end
    last = end + 1
    while last < len(doc) and doc[last].ent_type_ == "PERSON" and (last == end + 1 or doc[last].ent_iob_ == "I"):
        last += 1
    return last if last < len(doc) and doc[last].text == "," else end


def _parts_name(head: Token, comma: Token) -> bool:
    """Whether a comma stands between a common noun and the name it describes: "the mayor, Jane Roe"."""
    after = next((child for child in head.rights if child.i > comma.i), None)
    return comma.text == "," and head.pos_ == "NOUN" and after is not None and after.dep_ == "appos"


def _before_comma(doc: Doc, start: int, end: int) -> int:
    return next((at for at in range(start, end) if doc[at].text == ","), end)


def _left(head: Token) -> int:
    """First token of the noun phrase: what stands before its head without a leading clause or adverb."""
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ in {"punct", "cc", "preconj", "advmod", "relcl", "advcl", "prep", "ccomp"} and not (
            child.dep_ == "punct" and child.text in {"-", "–", ".", "'", "’"}
        ):
            break
        start = child.left_edge.i
    return start


def _adjoins(head: Token, apposition: Token) -> bool:
    """Appositions that name: "the agency, the NIS", "US Ambassador to NATO Jane Roe"; not "Roe, the Ambassador"."""
    return head.pos_ == "NOUN" or head.doc[apposition.left_edge.i - 1].text != ","


def _is_short(token: Token) -> bool:
    return token.right_edge.i - token.left_edge.i < 12 and not any(
        t.dep_ in {"relcl", "advcl", "ccomp"} for t in token.subtree
    )


def trimmed_span(doc: Doc, start: int, end: int) -> Span:
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ == "both"):
        start += 1
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space) and doc[end - 1].text not in {")", "."}:
        end -= 1
    return doc[start:end]


def speaker_spans(head: Token) -> list[Span]:
    """One span for each of the coordinated speakers ("both Yoon and Duda").

    Information is not a speaker: of "findings from the ministry" the ministry is.
    """
    if not evidence_nouns().isdisjoint({head.lemma_.lower(), head.lower_}) and (giver := _giver(head)):
        head = giver
    heads = [head]
    for joined in heads:
        heads.extend(
            child
            for child in joined.rights
            if child.dep_ == "conj" and child.pos_ in _NOMINAL and child.i - joined.i < 12 and len(heads) < 6
        )
    return [speaker_span(one) for one in heads]


def last_subject(doc: Doc) -> Span | None:
    """The subject of a paragraph's last sentence."""
    for sentence in list(doc.sents)[-1:]:
        for token in sentence:
            if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
                return speaker_span(token)
    return None


def subject_before(paragraph: Paragraph, offset: int) -> Span | None:
    """The subject, if it can speak, of the sentence that holds a quotation (where it stands before it), or
    of one of the two sentences before.
    """
    at = paragraph.sentence_at(paragraph.start + offset)
    for _ in range(3):
        subject = next((t for t in at if t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ == "ROOT"), None)
        if subject is not None and subject.idx < offset and _can_speak(subject):
            return speaker_span(subject)
        if at.start == 0:
            return None
        at = paragraph.doc[at.start - 1].sent
    return None


def _can_speak(subject: Token) -> bool:
    return subject.ent_type_ in _SPEAKING or subject.lower_ in {"he", "she", "they"}


def unnamed_antecedent(pronoun: Token) -> Span | None:
    """The person without a name who is the subject of a pronoun's sentence: "one writer told what he ..."."""
    subject = next((t for t in pronoun.sent.root.lefts if t.dep_ in _SUBJECTS), None)
    if subject is None or subject.i >= pronoun.i or subject.tag_ != "NN" or not is_human(subject):
        return None
    return speaker_span(subject)
