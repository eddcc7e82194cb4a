"""Cues: the words that say that somebody says, and the clause or phrase they report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from etl.extract.quotes.speakers import agent_of, subject_of
from etl.extract.quotes.vocabulary import (
    ReportingVerb,
    channel_nouns,
    informant_nouns,
    particle_verbs,
    reporting_nouns,
    reporting_verbs,
)

_VERBAL = frozenset({"VERB", "AUX"})
_ADJUNCTS = frozenset({"npadvmod", "prep", "advmod", "dative", "dobj", "nsubj", "agent", "advcl", "prt"})
#: Without somebody who speaks these are no report ("a group called X", "the offer to help").
_NEEDS_SPEAKER = frozenset({"clause", "naming", "infinitive", "object_infinitive", "object", "evaluation"})
#: In a clause of purpose ("a way to report profits") these tell of an act to come, not of words.
_FINITE_FRAMES = frozenset({"object", "evaluation", "object_infinitive"})
#: Addressing the reader or anybody is no attribution.
_NOBODY = frozenset({"you", "one", "anyone", "anybody", "nobody", "what", "let", "this", "that", "these", "those"})
_REPORTS = frozenset({"clause", "parenthesis", "object", "naming", "infinitive", "object_infinitive"})
_PARENTHESIS_MARKS = frozenset({",", "—", "–", "-", "--", "(", ")"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a paragraph. ``start``/``end`` are its tokens; ``head`` the verb, noun or preposition.

    ``content`` holds token ranges of what is reported, empty where the cue only stands beside a
    quotation. ``frame`` says how it was found: clause, infinitive, object, naming, parenthesis, according...
    """

    head: Token
    start: int
    end: int
    cue_class: str
    frame: str
    speaker: Token | None
    content: tuple[tuple[int, int], ...] = ()
    can_quote: bool = field(default=True)


def find_cues(doc: Doc) -> list[Cue]:
    """The cues of a paragraph in text order, with the tokens each reports."""
    cues: list[Cue] = []
    for token in doc:
        if token.lower_ == "according":
            cues.extend(_according(token))
        elif token.pos_ in _VERBAL or token.tag_.startswith("VB"):
            cues.extend(_verb_cues(token))
        elif token.pos_ == "NOUN" and token.lemma_.lower() in reporting_nouns():
            cues.extend(_noun_cues(token))
    return _without_relays([_cut_at_source(cue, cues) for cue in cues])


def _cut_at_source(cue: Cue, cues: list[Cue]) -> Cue:
    """End what a cue reports before a trailing "according to Y" of somebody else."""
    sources = [other.start for other in cues if other.frame == "according" and other.start != cue.start]
    if not sources or not cue.content:
        return cue
    cut = []
    for first, last in cue.content:
        inside = next((at for at in sources if first + 1 < at < last), last)
        cut.append((first, inside))
    return replace(cue, content=tuple(one for one in cut if one[0] < one[1] and one[0] not in sources))


def _without_relays(cues: list[Cue]) -> list[Cue]:
    """Drop the report of a report: in "X said that S, Y reported" S is X's, and Y relays it."""
    reporting = [cue for cue in cues if cue.content and cue.speaker is not None and cue.cue_class == "speech"]
    return [
        replace(cue, content=()) if cue.frame in {"parenthesis", "according"} and _relays(cue, reporting) else cue
        for cue in cues
    ]


def _relays(cue: Cue, reporting: list[Cue]) -> bool:
    """Whether what a cue reports is in the main another's report."""
    for first, last in cue.content:
        for inner in reporting:
            if inner.head.i == cue.head.i or not first <= inner.head.i < last or inner.frame not in _REPORTS:
                continue
            told = sum(max(0, min(last, end) - max(first, start)) for start, end in inner.content)
            if told >= 0.5 * (last - first) or inner.head.dep_ == "ROOT" or inner.head.head.i == cue.head.i:
                return True
    return False


def _entry(token: Token) -> tuple[ReportingVerb | None, ReportingVerb | None, Token | None]:
    """The verb alone, and with its particle or preposition where that makes another verb."""
    lemma = token.lemma_.lower()
    for child in token.rights:
        if child.dep_ in {"prt", "prep", "advmod"} and (found := particle_verbs().get((lemma, child.lower_))):
            return reporting_verbs().get(lemma), found, child
    return reporting_verbs().get(lemma), None, None


def _verb_cues(verb: Token) -> Iterator[Cue]:
    alone, pair, particle = _entry(verb)
    if alone is None and pair is None:
        return
    speaker = subject_of(verb)
    if speaker is not None and speaker.lower_ in _NOBODY:
        return
    if pair is not None and particle is not None and speaker is not None:
        phrase = _pair_content(verb, pair, particle)
        if phrase is not None:
            yield Cue(verb, verb.i, particle.i + 1, pair.cue_class, "object", speaker, (phrase,))
            return
    entry = alone or pair
    assert entry is not None  # noqa: S101  (one of the two was found)
    end = verb.i + 1
    for frame, content in _contents(verb, entry):
        if speaker is None and frame in _NEEDS_SPEAKER and not _is_passive(verb):
            continue
        if frame in _FINITE_FRAMES and (_is_purpose(verb) or _is_negated(verb)):
            continue
        if speaker is None and frame == "clause" and not _is_impersonal(verb):
            continue
        yield Cue(verb, verb.i, end, entry.cue_class, frame, speaker, content, entry.takes("quote"))
        return
    if entry.takes("quote"):
        yield Cue(verb, verb.i, end, entry.cue_class, "quote", speaker)


def _contents(verb: Token, entry: ReportingVerb) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """Ways to read what a verb reports, best first."""
    if entry.takes("clause"):
        if clause := _clause_after(verb):
            yield "clause", (clause,)
        if entry.cue_class != "finding" and (ranges := _clause_around(verb)):
            yield "parenthesis", ranges
    if entry.takes("infinitive", "addressee_infinitive") and (clause := _infinitive(verb)):
        yield "infinitive", (clause,)
    if entry.takes("object_infinitive") and (clause := _small_clause(verb)):
        yield "object_infinitive", (clause,)
    if entry.takes("naming") and (clause := _naming(verb)):
        yield "naming", (clause,)
    if _is_passive(verb) and (ranges := _passive(verb, entry)):
        yield "passive", ranges
    if entry.takes("object") and not _is_passive(verb) and (phrase := _object(verb)):
        yield "evaluation" if entry.takes("evaluation") else "object", (phrase,)


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _is_impersonal(verb: Token) -> bool:
    """Whether nobody is named: "it is said that ..."."""
    return any(child.lower_ == "it" and child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)


def _is_informant(noun: Token) -> bool:
    return noun.ent_type_ in {"PERSON", "ORG"} or noun.lemma_.lower() in informant_nouns()


def _is_purpose(verb: Token) -> bool:
    return verb.dep_ in {"acl", "advcl", "relcl"} and _has_to(verb)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def _clause_after(verb: Token) -> tuple[int, int] | None:
    """The finite clause to the right: "said (that) ...", "asked whether ..."."""
    for child in verb.rights:
        if child.dep_ in {"ccomp", "pcomp"} or (child.dep_ == "xcomp" and not _has_to(child)):
            start, end = _edges(child, verb)
            return start, _joined_end(verb, end)
        marker = next((t.lower_ for t in child.lefts if t.dep_ == "mark"), "")
        if child.dep_ == "advcl" and marker in {"that", "whether", "if"} and verb.i + 3 >= child.left_edge.i:
            return _edges(child, verb)
    return None


def _joined_end(verb: Token, end: int) -> int:
    """The parse may cut one reported clause into several that adjoin: take them together."""
    for child in verb.rights:
        if child.dep_ == "ccomp" and end <= child.left_edge.i <= end + 1 and not _has_to(child):
            end = child.right_edge.i + 1
    return end


def _has_to(token: Token) -> bool:
    return any(child.tag_ == "TO" for child in token.lefts)


def _edges(head: Token, verb: Token) -> tuple[int, int]:
    start = max(head.left_edge.i, verb.i + 1) if head.i > verb.i else head.left_edge.i
    return start, head.right_edge.i + 1


def _clause_around(verb: Token) -> tuple[tuple[int, int], ...]:
    """What a parenthesis reports: "S, X said", "S, as X said", "S1, X said, S2"."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or any(c.dep_ == "dobj" and c.pos_ != "PRON" for c in verb.rights if not _is_told(verb, c)):
        return ()
    sentence = verb.sent
    for child in verb.lefts:
        if child.dep_ == "ccomp" and child.right_edge.i < subject.left_edge.i and _has_predicate(child.subtree):
            return ((child.left_edge.i, min(subject.left_edge.i, verb.i)),)
    left, right = min(subject.left_edge.i, verb.i), _last_of_parenthesis(verb)
    if left > sentence.start and verb.doc[left - 1].lower_ == "as":
        left -= 1
    leads = left == sentence.start and verb.doc[left].lower_ == "as"
    if not leads and not (left > sentence.start and verb.doc[left - 1].text in _PARENTHESIS_MARKS):
        return ()
    ranges = [(sentence.start, left)] if left > sentence.start else []
    rest = verb.doc[right : sentence.end]
    if any(token.is_alpha for token in rest):
        if rest[0].text in _PARENTHESIS_MARKS:
            ranges.append((right, sentence.end))
        elif not leads and verb.dep_ not in {"parataxis", "ccomp", "advcl"}:
            return ()
    kept = [one for one in ranges if leads or _has_predicate(verb.doc[one[0] : one[1]]) or one[0] > verb.i]
    longest = max((last - first for first, last in kept), default=0)
    return tuple((first, last) for first, last in kept if last - first >= 0.3 * longest)


def _is_told(verb: Token, child: Token) -> bool:
    """The object of "told X" is the one told, not what is said."""
    entry = reporting_verbs().get(verb.lemma_.lower())
    return entry is not None and entry.takes("addressee") and child.i > verb.i


def _has_predicate(tokens: Iterable[Token]) -> bool:
    return any(token.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for token in tokens)


def _last_of_parenthesis(verb: Token) -> int:
    """Just past the last token of "X said on Thursday": the verb with its short adjuncts."""
    end = verb.i + 1
    for child in verb.children:
        is_short = child.right_edge.i - child.left_edge.i < 25
        if child.dep_ in _ADJUNCTS and child.i > verb.i and is_short and child.left_edge.i <= end + 1:
            end = max(end, child.right_edge.i + 1)
    return end


def _infinitive(verb: Token) -> tuple[int, int] | None:
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and _has_to(child) and child.left_edge.i - verb.i < 12:
            return _edges(child, verb)
    return None


def _small_clause(verb: Token) -> tuple[int, int] | None:
    """Object and infinitive together: "expects [Russia to use soldiers]"."""
    for child in verb.rights:
        if child.dep_ in {"ccomp", "xcomp"} and _has_to(child):
            return _edges(child, verb)
    return None


def _naming(verb: Token) -> tuple[int, int] | None:
    """Object and what it is called: "called [the strike a disaster]", "denounced [it as a breach]"."""
    start = end = None
    for child in verb.rights:
        named = child.dep_ in {"oprd", "ccomp", "xcomp"} or (child.dep_ == "prep" and child.lower_ in {"as", "to"})
        if child.dep_ == "dobj":
            start = child.left_edge.i
            named = any(t.dep_ == "prep" and t.lower_ == "as" for t in child.children)
        if named:
            start = child.left_edge.i if start is None else start
            end = child.right_edge.i + 1
    return (start, end) if start is not None and end is not None else None


def _passive(verb: Token, entry: ReportingVerb) -> tuple[tuple[int, int], ...]:
    """Subject and infinitive of "the soldiers are said to have arrived"; the speaker stands after "by" if at all."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    infinitive = next((c for c in verb.rights if c.dep_ == "xcomp" and _has_to(c)), None)
    if subject is None or infinitive is None or not entry.takes("clause") or entry.takes("addressee"):
        return ()
    return ((subject.left_edge.i, infinitive.right_edge.i + 1),)


def _object(verb: Token) -> tuple[int, int] | None:
    """The object with what is said about it: "described [crass behaviour by the star behind the scenes]"."""
    start = end = None
    for child in verb.rights:
        if child.dep_ == "dobj" and child.pos_ != "PRON" and child.ent_type_ not in {"DATE", "TIME"}:
            if verb.lemma_.lower() in {"cite", "quote"} and _is_informant(child):
                return None
            start, end = _edges(child, verb)
        elif end is not None and child.left_edge.i == end and _says_more(child):
            end = child.right_edge.i + 1
    return (start, end) if start is not None and end is not None else None


def _says_more(child: Token) -> bool:
    """A phrase after the object that is part of the report, not its time, place of telling or reason."""
    if child.dep_ == "prep":
        objects = [t for t in child.children if t.dep_ == "pobj"]
        return not any(t.ent_type_ in {"DATE", "TIME"} or t.lemma_.lower() in channel_nouns() for t in objects)
    return child.dep_ in {"acl", "relcl", "xcomp", "ccomp"}


def _pair_content(verb: Token, pair: ReportingVerb, particle: Token) -> tuple[int, int] | None:
    if pair.takes("clause") and (clause := _clause_after(verb)):
        return clause
    for child in particle.rights:
        if child.ent_type_ in {"DATE", "TIME"} or child.lemma_.lower() in channel_nouns():
            continue
        if child.dep_ in {"pobj", "pcomp"}:
            if pair.takes("addressee_infinitive"):
                return _infinitive(verb)
            return _edges(child, verb)
    return _object(verb) if particle.dep_ == "prt" and pair.takes("object") else None


def _according(token: Token) -> Iterator[Cue]:
    """What stands beside "according to X": the rest of its clause is what X says."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    if token.i + 2 < len(doc) and doc[token.i + 2].lower_ == "which":
        yield from _according_to_which(token)
        return
    speaker = next(
        (t for t in doc[token.i + 2 : min(token.i + 27, len(doc))] if t.dep_ == "pobj" and t.head.i <= token.i + 1),
        None,
    ) or next((t for t in doc[token.i + 2 : min(token.i + 12, len(doc))] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if speaker is None:
        return
    sentence = token.sent
    end = speaker.right_edge.i + 1
    content = (end, sentence.end) if token.i <= sentence.start + 1 else (sentence.start, token.i)
    yield Cue(token, token.i, token.i + 2, "speech", "according", speaker, (content,))


def _according_to_which(token: Token) -> Iterator[Cue]:
    """The clause after "information according to which"; it is told by whoever cites the information."""
    source = token.doc[token.i - 1] if token.i else token
    head = source.head
    if source.pos_ not in {"NOUN", "PROPN"}:
        return
    speaker = (subject_of(head) if head.pos_ in _VERBAL else None) or source
    yield Cue(token, token.i, token.i + 2, "speech", "clause", speaker, ((token.i + 3, token.sent.end),))


def _noun_cues(noun: Token) -> Iterator[Cue]:
    """Nouns with a that-clause: "X's claim that ...", "a statement by X that ..."."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and any(
            t.lower_ == "that" and t.dep_ == "mark" for t in child.lefts
        ):
            owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) or agent_of(noun)
            if owner is not None:
                yield Cue(
                    noun, noun.i, noun.i + 1, "speech", "noun", owner, ((child.left_edge.i, child.right_edge.i + 1),)
                )
            return
    if noun.lemma_.lower() in {"report", "claim", "allegation", "rumor", "rumour"}:
        yield from _reports_of(noun)


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
