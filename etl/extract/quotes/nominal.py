"""Cues that are no verbs: "according to X", "X's claim that ...", "reports of ..."."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from etl.extract.quotes.clauses import Range
from etl.extract.quotes.cue import VERBAL, Cue
from etl.extract.quotes.frames import has_predicate, has_whole_predicate, tells
from etl.extract.quotes.subjects import agent_of, subject_of
from etl.extract.quotes.vocabulary import manner_nouns

_HEARSAY = frozenset({"report", "claim", "allegation", "rumor", "rumour"})


def according_cues(token: Token) -> Iterator[Cue]:
    """What stands beside "according to X" or ", per X": the rest of its clause is what X says."""
    doc = token.doc
    following = [t.lower_ for t in doc[token.i + 1 : token.i + 3]]
    if token.lower_ == "according" and following == ["to", "which"]:
        yield from _according_to_which(token)
        return
    if following[:1] == ["to"]:
        end = token.i + 2
    elif token.lower_ == "per" and _is_source(token):
        end = token.i + 1
    else:
        return
    speaker = next(
        (t for t in doc[end : min(token.i + 27, len(doc))] if t.dep_ == "pobj" and t.head.i < end), None
    ) or next((t for t in doc[end : min(token.i + 12, len(doc))] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if speaker is not None and speaker.lemma_.lower() not in manner_nouns():
        content = _said_around(token, speaker)
        yield Cue(token, token.i, end, "speech", "according", speaker, (content,))


def _is_source(per: Token) -> bool:
    """Whether "per" names a source: ", per the bylaws", ", per Reuters"; not "per month"."""
    noun = next((t for t in per.children if t.dep_ == "pobj"), None)
    parted = per.i == per.sent.start or per.doc[per.i - 1].text in {",", "”", '"'}
    return parted and noun is not None and (noun.pos_ == "PROPN" or any(t.dep_ in {"det", "poss"} for t in noun.lefts))


def in_the_words_of(words: Token) -> Iterator[Cue]:
    """The clause beside "in the words of X"."""
    if words.dep_ != "pobj" or words.head.lower_ != "in":
        return
    owner = next((t for t in words.lefts if t.dep_ == "poss"), None)
    for child in words.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            owner = next((t for t in child.children if t.dep_ == "pobj"), owner)
    if owner is not None:
        end = max(words.i, owner.i) + 1
        yield Cue(words.head, words.head.i, end, "speech", "according", owner, (_said_around(words.head, owner),))


def _said_around(token: Token, speaker: Token) -> Range:
    """The clause that the phrase belongs to: what follows it at the head of a sentence, else what precedes."""
    doc, sentence = token.doc, token.sent
    end = speaker.right_edge.i + 1
    if not has_predicate(doc[end : sentence.end]):
        end = next((at for at in range(speaker.i + 1, end) if doc[at].text == ","), end)
    leads = token.i <= sentence.start + 1 or not has_whole_predicate(doc[sentence.start : token.i])
    return (
        (end, _before_next_teller(doc, end, sentence.end))
        if leads and end < sentence.end
        else (sentence.start, token.i)
    )


def _before_next_teller(doc: Doc, first: int, last: int) -> int:
    """Where the clause ends behind which somebody else tells: "according to Roe, S1; Doe says that S2"."""
    parts = [at for at in range(first + 1, last) if doc[at].text == ";"]
    return next((at for at in parts if any(map(tells, doc[at + 1 : last]))), last)


def _according_to_which(token: Token) -> Iterator[Cue]:
    """The clause after "information according to which"; it is told by whoever cites the information."""
    source = token.doc[token.i - 1] if token.i else token
    head = source.head
    if source.pos_ not in {"NOUN", "PROPN"}:
        return
    speaker = (subject_of(head) if head.pos_ in VERBAL else None) or source
    yield Cue(token, token.i, token.i + 2, "speech", "according", speaker, ((token.i + 3, token.sent.end),))


def noun_cues(noun: Token) -> Iterator[Cue]:
    """Nouns with a that-clause: "X's claim that ...", "a statement by X that ..."."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and any(
            t.lower_ == "that" and t.dep_ == "mark" for t in child.lefts
        ):
            owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) or agent_of(noun) or _maker(noun)
            if owner is not None:
                yield Cue(
                    noun, noun.i, noun.i + 1, "speech", "noun", owner, ((child.left_edge.i, child.right_edge.i + 1),)
                )
            return
    if noun.lemma_.lower() in _HEARSAY:
        yield from _reports_of(noun)


def _maker(noun: Token) -> Token | None:
    """The name before a report: "a UN report that ..."."""
    return next((c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i == noun.i - 1), None)


def _reports_of(noun: Token) -> Iterator[Cue]:
    """What "reports of ..." report; who made them is not told unless someone owns them."""
    if noun.dep_ not in {"nsubj", "attr"}:
        return
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    verb = noun.head
    for child in [*noun.rights, *verb.rights]:
        if child.dep_ == "prep" and child.lower_ in {"of", "about"}:
            for content in child.children:
                if content.dep_ in {"pobj", "pcomp"} and content.ent_type_ not in {"DATE", "TIME"}:
                    span = (content.left_edge.i, content.right_edge.i + 1)
                    yield Cue(noun, noun.i, noun.i + 1, "speech", "noun", owner, (span,), can_quote=False)
                    return
