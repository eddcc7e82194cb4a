"""Finite clauses that a verb reports, also where the parse cuts them or hangs them elsewhere."""

from __future__ import annotations

from spacy.tokens import Token

from etl.extract.quotes.vocabulary import reporting_nouns

#: First token and the one past the last.
Range = tuple[int, int]

#: How far "that" may stand from its verb: "said after the convention that ...".
_THAT_REACH = 14
_LONGEST_SUBJECT = 8
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_PAST = frozenset({"VBD", "VBN"})
_OPENERS = frozenset({"IN", "WRB", "TO"})
#: What opens a clause of condition, time or reason.
CONDITIONS = frozenset({"if", "when", "whenever", "while", "although", "though", "unless", "as", "because", "since"})


def clause_after(verb: Token) -> Range | None:
    """The finite clause to the right: "said (that) ...", "asked whether ..."."""
    for child in verb.rights:
        if child.dep_ in {"ccomp", "pcomp"} or (child.dep_ == "xcomp" and not has_to(child)):
            start, end = edges(child, verb)
            if child.left_edge.i == child.i == child.right_edge.i and child.tag_ == "VBZ":
                continue  # a verb that lost its subject: "told them as the day approaches"
            if start > verb.i + 1 and verb.doc[start - 1].dep_ == "cc" and verb.doc[start - 1].head.dep_ == "dobj":
                return None  # "declared victory and her opponent conceded"
            start = verb.i + 1 if _lost_subject_of(child, verb) else _start_at_that(verb, start)
            return start, _with_main_clause(verb, start, _joined_end(verb, end))
        marker = next((t.lower_ for t in child.lefts if t.dep_ == "mark"), "")
        if child.dep_ == "advcl" and marker in {"that", "whether", "if"} and verb.i + 3 >= child.left_edge.i:
            return edges(child, verb)
    return None


def _start_at_that(verb: Token, start: int) -> int:
    """Begin a clause at the "that" right behind its verb, where the parse gives its subject to the verb."""
    first = verb.i + 1
    is_apart = first < start <= first + _LONGEST_SUBJECT and verb.doc[first].lower_ == "that"
    return first if is_apart and not any(t.is_punct for t in verb.doc[first:start]) else start


def _joined_end(verb: Token, end: int) -> int:
    """The parse may cut one reported clause into several that adjoin: take them together."""
    for child in verb.rights:
        if child.dep_ == "ccomp" and end <= child.left_edge.i <= end + 1 and not has_to(child):
            end = child.right_edge.i + 1
    return end


def _with_main_clause(verb: Token, start: int, end: int) -> int:
    """A reported condition with what follows from it, where the parse makes that the main clause of the sentence:
    "argued that if S1, [S2]".
    """
    opener = verb.doc[start + 1 if verb.doc[start].lower_ == "that" and start + 1 < end else start]
    main = verb.head
    if opener.lower_ not in CONDITIONS or verb.dep_ not in {"ccomp", "advcl"} or main.i < end:
        return end
    return main.right_edge.i + 1 if end < len(verb.doc) and verb.doc[end].text == "," else end


def lost_clause(verb: Token) -> Range | None:
    """The clause after "say" whose subject the parse takes for an object: "said police, acting on a tip, went home"."""
    noun = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if verb.lemma_.lower() != "say" or noun is None or noun.pos_ == "PRON" or noun.left_edge.i != verb.i + 1:
        return None
    is_told = any(child.dep_ == "acl" and child.tag_ in _PAST for child in noun.rights)
    later = [t for t in verb.rights if t.i > noun.i and t.dep_ == "conj" and t.tag_ == "VBD"]
    goes_on = any(not _is_joined(verb, t) for t in later)
    return (verb.i + 1, verb.right_edge.i + 1) if is_told or goes_on else None


def _lost_subject_of(clause: Token, verb: Token) -> bool:
    """Whether the subject of a clause after "say" stands as the verb's object."""
    if verb.lemma_.lower() != "say" or any(child.dep_ in _SUBJECTS for child in clause.lefts):
        return False
    return any(child.dep_ == "dobj" and child.left_edge.i == verb.i + 1 < clause.i for child in verb.rights)


def _is_joined(verb: Token, other: Token) -> bool:
    return any(child.dep_ == "cc" and child.i < other.i for child in verb.rights)


def that_further_on(verb: Token) -> Range | None:
    """A that-clause the parse hung elsewhere: "told a meeting of leaders that ...", "said at the time that ..."."""
    doc, sentence = verb.doc, verb.sent
    for at in range(verb.i + 1, min(verb.i + _THAT_REACH, sentence.end)):
        if doc[at].lower_ == "that" and doc[at].dep_ == "mark":
            if _is_owned_report(doc[at].head.head, verb):
                return None  # "disputed the ministry's claim that ...": the ministry's words
            return (at, max(doc[at].head.right_edge.i + 1, at + 1))
        if doc[at].pos_ in {"VERB", "AUX"} or doc[at].text in {";", ":"}:
            return None
    return None


def _is_owned_report(noun: Token, verb: Token) -> bool:
    is_report = noun.i > verb.i and noun.lemma_.lower() in reporting_nouns()
    return is_report and any(child.dep_ == "poss" for child in noun.lefts)


def clause_past_occasion(verb: Token) -> Range | None:
    """A clause that the parse joins to the occasion before it: "said after the vote [he would go]"."""
    for child in verb.rights:
        opens = any(t.dep_ in {"mark", "aux", "advmod"} and t.tag_ in _OPENERS for t in child.lefts)
        if child.dep_ != "advcl" or opens:
            continue
        subject = next((t for t in child.lefts if t.dep_ == "nsubj"), None)
        first = child.left_edge
        is_occasion = first.i == verb.i + 1 and first.dep_ == "prep" and first.lower_ in {"after", "before", "on", "at"}
        if subject is not None and is_occasion:
            return subject.left_edge.i, child.right_edge.i + 1
    return None


def has_to(token: Token) -> bool:
    return any(child.tag_ == "TO" for child in token.lefts)


def edges(head: Token, verb: Token) -> Range:
    start = max(head.left_edge.i, verb.i + 1) if head.i > verb.i else head.left_edge.i
    return start, head.right_edge.i + 1
