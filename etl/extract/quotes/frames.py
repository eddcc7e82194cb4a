"""Frames: where in the parse stands what a reporting verb reports, as token ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from etl.extract.quotes.clauses import (
    CONDITIONS,
    Range,
    clause_after,
    clause_past_occasion,
    edges,
    has_to,
    lost_clause,
    that_further_on,
)
from etl.extract.quotes.datelines import tokens_of_dateline
from etl.extract.quotes.parentheses import inverted_subject, lost_subject
from etl.extract.quotes.vocabulary import (
    ReportingVerb,
    channel_nouns,
    evidence_nouns,
    finding_nouns,
    informant_nouns,
    reporting_verbs,
    unreported_nouns,
)

_ADJUNCTS = frozenset({"npadvmod", "prep", "advmod", "dative", "dobj", "nsubj", "agent", "advcl", "prt"})
#: A verb that has one of these is no mere continuation of the verb before it.
_WITH_OWN = frozenset({"nsubj", "nsubjpass", "aux", "dobj", "ccomp"})
_PARENTHESIS_MARKS = frozenset({",", "—", "–", "-", "--", "(", ")"})
_MARKS = frozenset({"”", '"', "''", "’"})
_SETTING = frozenset({"put", "place", "set"})
_RELATIVE = frozenset({"who", "which", "that"})


def contents(verb: Token, entry: ReportingVerb) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """Ways to read what a verb reports, best first."""
    if inverted_subject(verb) is not None:
        yield "parenthesis", ((verb.sent.start, verb.i - 1),)
        return
    if entry.takes("clause"):
        if clause := clause_after(verb):
            yield "clause", (clause,)
        if (entry.cue_class != "finding" or _is_evidence(verb)) and (ranges := _clause_around(verb)):
            yield "parenthesis", ranges
    if is_passive(verb):
        if ranges := _passive(verb, entry):
            yield "passive", ranges
        subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
        if entry.takes("naming") and subject is not None and (clause := _naming(verb, entry)):
            yield "naming", ((subject.left_edge.i, clause[1]),)
        return
    if _takes_infinitive(verb, entry) and (clause := _infinitive(verb, _asked(verb, entry))):
        yield "infinitive", (clause,)
    if entry.takes("object_infinitive") and (clause := _small_clause(verb)):
        yield "object_infinitive", (clause,)
    if entry.takes("naming") and (clause := _naming(verb, entry)):
        yield "naming", (clause,)
    if entry.takes("clause") and (clause := that_further_on(verb) or lost_clause(verb)):
        yield "clause", (clause,)
    if entry.takes("clause") and entry.cue_class == "speech" and (clause := clause_past_occasion(verb)):
        yield "clause", (clause,)
    if (entry.takes("object") or (entry.takes("evidence_object") and _is_evidence(verb))) and (phrase := _object(verb)):
        yield "evaluation" if entry.takes("evaluation") else "object", (phrase,)


def _is_evidence(verb: Token) -> bool:
    """Polls and reports show figures; people show other things."""
    subjects = (child.lemma_.lower() for child in verb.lefts if child.dep_ == "nsubj")
    return any(noun in evidence_nouns() or noun in finding_nouns() for noun in subjects)


def _clause_around(verb: Token) -> tuple[Range, ...]:
    """What a parenthesis reports: "S, X said", "S, as X said", "S1, X said, S2"."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    before = [child for child in subjects if child.i < verb.i]
    subject = before[-1] if before else next(iter(subjects), None)
    if lost := lost_subject(verb):
        return ((verb.sent.start, lost.start),)
    if subject is None or any(c.dep_ == "dobj" and c.pos_ != "PRON" for c in verb.rights if not _is_told(verb, c)):
        return ()
    if (subject.lower_ in _RELATIVE and not subject.text.isupper()) or _begins_anew(verb, subject):
        return ()
    sentence = verb.sent
    for child in verb.lefts:
        if child.dep_ == "ccomp" and child.right_edge.i < subject.left_edge.i and has_predicate(child.subtree):
            end = min(subject.left_edge.i, verb.i)
            return ((_past_told(verb.doc, child.left_edge.i, end), end),)
    left, right = min(subject.left_edge.i, verb.i), _last_of_parenthesis(verb)
    marks = _PARENTHESIS_MARKS
    if left > sentence.start and verb.doc[left - 1].lower_ == "as":
        left -= 1
        marks = _PARENTHESIS_MARKS | _MARKS
    opening = _past_told(verb.doc, _opening(sentence, left), left)
    leads = left == opening and verb.doc[left].lower_ == "as"
    if not leads and not (left > opening and verb.doc[left - 1].text in marks):
        return ()
    ranges = [(opening, left)] if left > opening else []
    rest = verb.doc[right : sentence.end]
    if any(token.is_alpha for token in rest):
        if rest[0].text in _PARENTHESIS_MARKS:
            ranges.append((right, sentence.end))
        elif not leads and verb.dep_ not in {"parataxis", "ccomp", "advcl"}:
            return ()
    if len(ranges) == 1 and ranges[0][0] < verb.i and _is_condition(verb, *ranges[0]):
        return ()
    kept = [one for one in ranges if leads or has_predicate(verb.doc[one[0] : one[1]]) or one[0] > verb.i]
    longest = max((last - first for first, last in kept), default=0)
    return tuple((first, last) for first, last in kept if last - first >= 0.3 * longest)


def _begins_anew(verb: Token, subject: Token) -> bool:
    """Whether "X said" is a sentence of its own: after a semicolon, or in the passive of anything but "it"."""
    first = min(subject.left_edge.i, verb.i)
    follows = first > verb.sent.start and verb.doc[first - 1].text == ";"
    return follows or (subject.dep_ == "nsubjpass" and subject.lower_ != "it" and is_passive(verb))


def _is_condition(verb: Token, first: int, last: int) -> bool:
    """Whether what stands before "X said" only tells when or why X did: "When the money ended, Oslo said enough"."""
    for child in verb.lefts:
        if child.dep_ == "advcl" and first <= child.i < last and child.left_edge.i <= first + 1:
            return any(t.dep_ in {"mark", "advmod"} and t.lower_ in CONDITIONS for t in child.lefts)
    return False


def _past_told(doc: Doc, first: int, last: int) -> int:
    """Where a parenthesis' own clause begins: "Roe told Doe that S1; S2, he added" reports S2."""
    for at in range(last - 1, first, -1):
        if doc[at].text == ";":
            told = any(tells(token) for token in doc[first:at])
            return at + 1 if told and has_predicate(doc[at + 1 : last]) else first
    return first


def tells(verb: Token) -> bool:
    """Whether a verb has both who tells and what: "Doe says that S", "agencies put the number at N"."""
    roles = {child.dep_ for child in verb.children}
    if verb.lemma_.lower() in _SETTING:
        return {"nsubj", "dobj"} <= roles and any(child.lower_ == "at" for child in verb.rights)
    return verb.lemma_.lower() in reporting_verbs() and "nsubj" in roles and bool(roles & {"ccomp", "dobj"})


def _opening(sentence: Span, before: int) -> int:
    """Where a sentence begins, past the dateline that stands before a token."""
    past = tokens_of_dateline(sentence.doc) if sentence.start == 0 < before else 0
    return past if sentence.start < past <= before else sentence.start


def _is_told(verb: Token, child: Token) -> bool:
    """The object of "told X" is the one told, not what is said."""
    entry = reporting_verbs().get(verb.lemma_.lower())
    return entry is not None and entry.takes("addressee") and child.i > verb.i


def has_predicate(tokens: Iterable[Token]) -> bool:
    return any(token.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for token in tokens)


def has_whole_predicate(tokens: Span) -> bool:
    """Whether a verb stands here together with its subject."""
    return any(has_predicate([token]) and tokens.start <= token.head.i < tokens.end for token in tokens)


def _last_of_parenthesis(verb: Token) -> int:
    """Just past the last token of "X said on Thursday": the verb with its short adjuncts."""
    end = verb.i + 1
    for child in verb.children:
        is_short = child.right_edge.i - child.left_edge.i < 25
        if child.dep_ in _ADJUNCTS and child.i > verb.i and is_short and child.left_edge.i <= end + 1:
            end = max(end, child.right_edge.i + 1)
    return end


def _takes_infinitive(verb: Token, entry: ReportingVerb) -> bool:
    """Whether the infinitive after a verb is what it reports; after an object that nobody is asked by, it is the
    object's purpose: "proposed a tax to pay for the port".
    """
    if not entry.takes("infinitive", "addressee_infinitive"):
        return False
    return entry.takes("addressee") or not any(child.dep_ == "dobj" for child in verb.rights)


def _infinitive(verb: Token, asked: Token | None = None) -> Range | None:
    """The infinitive after a verb, with whoever is asked to do it."""
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and has_to(child) and child.left_edge.i - verb.i < 12:
            start, end = edges(child, verb)
            adjoins = asked is not None and asked.right_edge.i + 1 == start
            return (asked.left_edge.i if asked is not None and adjoins else start), end
    return None


def _asked(verb: Token, entry: ReportingVerb) -> Token | None:
    """Who is to do what is asked: "urged [the crew to leave]"; nobody else is to do what is promised."""
    if not entry.takes("addressee") or verb.lemma_.lower() == "promise":
        return None
    return next((child for child in verb.rights if child.dep_ in {"dobj", "dative"} and child.i < verb.i + 12), None)


def _small_clause(verb: Token) -> Range | None:
    """Object and infinitive together: "expects [Russia to use soldiers]"."""
    for child in verb.rights:
        if child.dep_ in {"ccomp", "xcomp"} and has_to(child):
            return edges(child, verb)
    return None


def _naming(verb: Token, entry: ReportingVerb) -> Range | None:
    """Object and what it is called: "called [the strike a disaster]", "denounced [it as a breach]"."""
    start = end = None
    for child in verb.rights:
        named = (child.dep_ in {"oprd", "ccomp", "xcomp"} and entry.cue_class == "speech") or (
            child.dep_ == "prep" and (child.lower_ == "as" or (child.lower_ == "to" and start is not None))
        )
        if child.dep_ == "dobj":
            start = child.left_edge.i
            named = any(
                (t.dep_ == "prep" and t.lower_ == "as") or (t.dep_ == "appos" and _opens_marks(t)) for t in child.rights
            )
        if named:
            start = child.left_edge.i if start is None else start
            end = child.right_edge.i + 1
    if start is not None and end is None:
        end = _end_of_as(verb)
    return (start, end) if start is not None and end is not None else None


def _opens_marks(words: Token) -> bool:
    """Whether a mark stands right before a phrase: "called the plan “a war on the poor”"."""
    first = words.left_edge.i
    return first > 0 and (words.doc[first - 1].is_quote or words.doc[first].is_quote)


def _end_of_as(verb: Token) -> int | None:
    """Just past "as a breach" where the parse hung it on a noun in between."""
    for token in verb.doc[verb.i + 1 : verb.right_edge.i]:
        if token.lower_ == "as" and token.dep_ == "prep" and token.nbor().pos_ in {"DET", "PUNCT", "ADJ"}:
            return token.right_edge.i + 1
    return None


def _passive(verb: Token, entry: ReportingVerb) -> tuple[Range, ...]:
    """Subject and infinitive of "the soldiers are said to have arrived"; the speaker stands after "by" if at all."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    infinitive = next((c for c in verb.rights if c.dep_ == "xcomp" and has_to(c)), None)
    if subject is None or infinitive is None or not entry.takes("clause") or entry.takes("addressee"):
        return ()
    return ((subject.left_edge.i, infinitive.right_edge.i + 1),)


def _object(verb: Token) -> Range | None:
    """The object with what is said about it: "described [crass behaviour by the star behind the scenes]"."""
    start = end = None
    for child in verb.rights:
        if start is None and child.dep_ == "dobj" and child.pos_ != "PRON" and child.ent_type_ not in {"DATE", "TIME"}:
            if verb.lemma_.lower() in {"cite", "quote"} and _is_informant(child):
                return None
            if child.lemma_.lower() in unreported_nouns():
                return None
            start, end = edges(child, verb)
        elif end is not None and child.dep_ == "dobj" and child.left_edge.i == end + 1 and verb.doc[end].text == ",":
            end = child.right_edge.i + 1  # "promised day care, more bridges"
        elif end is not None and child.left_edge.i == end and _says_more(child):
            end = child.right_edge.i + 1
    return (start, end) if start is not None and end is not None else None


def _is_informant(noun: Token) -> bool:
    return noun.ent_type_ in {"PERSON", "ORG"} or noun.lemma_.lower() in informant_nouns()


def _says_more(child: Token) -> bool:
    """A phrase after the object that is part of the report, not its time, place of telling or reason."""
    if child.dep_ == "prep":
        objects = [t for t in child.children if t.dep_ == "pobj"]
        return not any(t.ent_type_ in {"DATE", "TIME"} or t.lemma_.lower() in channel_nouns() for t in objects)
    return child.dep_ in {"acl", "relcl", "xcomp", "ccomp"}


def pair_content(verb: Token, pair: ReportingVerb, particle: Token) -> Range | None:
    if pair.takes("clause") and (clause := clause_after(verb)):
        return clause
    if not pair.takes("object", "addressee_infinitive"):
        return None
    if (pair.takes("without_object") and _has_object(verb)) or is_negated(verb):
        return None  # "did not respond to requests for comment"
    for child in particle.rights:
        if child.ent_type_ in {"DATE", "TIME"}:
            continue
        if particle.lower_ in {"on", "in"} and child.lemma_.lower() in channel_nouns():
            continue
        if child.dep_ in {"pobj", "pcomp"} and child.lemma_.lower() not in unreported_nouns():
            if pair.takes("addressee_infinitive"):
                return _infinitive(verb, child)
            start, end = edges(child, verb)
            return start, _with_infinitive(verb, end)
    return _object(verb) if particle.dep_ == "prt" and pair.takes("object") else None


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in {"dobj", "dative"} for child in verb.rights)


def _with_infinitive(verb: Token, end: int) -> int:
    """The infinitive that adjoins: "called for [the army to leave]"."""
    for child in verb.rights:
        if child.left_edge.i == end and child.dep_ in {"xcomp", "advcl", "ccomp"} and has_to(child):
            return child.right_edge.i + 1
    return end


def is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def is_impersonal(verb: Token) -> bool:
    """Whether nobody is named: "it is said that ..."."""
    return any(child.lower_ == "it" and child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)


def is_purpose(verb: Token) -> bool:
    return verb.dep_ in {"acl", "advcl", "relcl"} and has_to(verb)


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive, be it by the auxiliary of the verb that it is joined to."""
    for _ in range(3):
        if any(child.dep_ == "auxpass" for child in verb.children):
            return True
        if verb.dep_ != "conj" or verb.tag_ not in {"VBN", "VBD"} or any(c.dep_ in _WITH_OWN for c in verb.children):
            return False
        verb = verb.head
    return False
