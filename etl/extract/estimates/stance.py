"""How a claim is held: hedges of belief and hearsay, denial, hypothesis, and who disputes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from etl.extract.estimates.counted import (
    Counted,
    Role,
    clause_verbs,
    governors,
    is_descriptive,
    is_passive,
    is_settled,
    is_told_apart,
    modifiers,
)
from etl.extract.estimates.measuring import is_of_occasions
from etl.extract.estimates.negation import is_disputed, is_in_reach
from etl.extract.estimates.standing import BACKSHIFTED, is_perceived
from etl.extract.estimates.vocabulary import hedges, kind_of_unit, modals, outcome_by_verb, statuses, words
from etl.records import Polarity, Quote

#: A sentence that rejects a figure says so within so many tokens.
_DISPUTE_TOKENS = 60
_CLAUSE_TOKENS = 80
_DASHES = frozenset({"—", "--", "–"})
_COMPLETING = frozenset({"conj", "acomp", "oprd", "attr", "xcomp", "aux", "auxpass", "neg", "advmod"})


def hedge_of(counted: Counted, speech: Quote | None, text: str) -> str | None:
    """The wording of belief or hearsay over a claim: an adverb of its clause, the verb that governs it, the cue."""
    token = _on_number(counted) or _on_clause(counted)
    if token is not None:
        return text[counted.paragraph.start_of(token) : counted.paragraph.end_of(token)]
    return _phrase(counted) or _hedging_cue(counted, speech, text)


def _on_number(counted: Counted) -> Token | None:
    """As in "[perhaps] 1,500 people", "[possibly] as many as 40": before the number, or in its qualifier."""
    begin = counted.quantity.start - counted.paragraph.start
    first = counted.paragraph.doc.char_span(begin, begin + 1, alignment_mode="expand")
    if first is None:
        return None
    near = counted.paragraph.doc[max(counted.sentence.start, first.start - 1) : counted.number.start]
    return next((token for token in near if token.lower_ in hedges("adverb")), None)


def _on_clause(counted: Counted) -> Token | None:
    for verb in (*(verb for verb, _ in modifiers(counted)), *_verbs_of_mood(counted.anchor)):
        for token in (*(child for child in verb.children if child.dep_ in {"advmod", "neg", "acomp"}), verb):
            is_hedging = token == verb and token.lemma_.lower() in hedges("verb") and not _is_theirs(verb, counted)
            if token.lower_ in hedges("adverb") or is_hedging:
                return token
    return None


def _is_theirs(verb: Token, counted: Counted) -> bool:
    """As in "46 percent believed ...", "12 voters who fear for it": the counted do, and nobody doubts the number."""
    own, number = {counted.anchor, counted.noun}, counted.number.root
    subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
    is_on_counted = verb.dep_ == "relcl" and verb.head in own and any(c.tag_ in {"WP", "WDT"} for c in subjects)
    content = any(child.dep_ in {"ccomp", "dobj", "prep"} for child in verb.rights)
    return content and (is_on_counted or any(one in own or one.is_ancestor(number) for one in subjects))


def _verbs_of_mood(anchor: Token) -> Iterator[Token]:
    """Verbs over the counted whose belief or hearsay reaches it: none beyond its relative clause or a joined verb."""
    for verb, _ in governors(anchor):
        if any(token.text == ";" for token in verb.doc[min(verb.i, anchor.i) : max(verb.i, anchor.i)][:_CLAUSE_TOKENS]):
            return
        yield verb
        if verb.dep_ == "relcl" or is_told_apart(verb):
            return


def _phrase(counted: Counted) -> str | None:
    """A wording such as "believed to" that is said of the counted, and not of somebody else in the sentence."""
    for phrase in sorted(hedges("phrase"), key=len, reverse=True):
        at = counted.scope_text.find(phrase)
        if at < 0:
            continue
        start = counted.scope.start_char + at
        span = counted.paragraph.doc.char_span(start, start + len(phrase), alignment_mode="expand")
        if span is not None and _is_said_of(span.root, counted):
            return phrase
    return None


def _is_joined_passive(verb: Token) -> bool:
    """As in "has killed 40, and [is believed] to be ..."."""
    return verb.dep_ == "conj" and any(child.dep_ == "auxpass" for child in verb.lefts)


def _is_said_of(token: Token, counted: Counted) -> bool:
    """Whether no relative clause about another noun holds a token, unless it holds the number as well."""
    hosts = {counted.anchor, counted.noun}
    for over in (token, *token.ancestors):
        if (over.dep_ in {"relcl", "acl"} and over.head not in hosts) or _is_joined_passive(over):
            return over.is_ancestor(counted.anchor)
    clauses = (over for over in counted.anchor.ancestors if over.dep_ == "relcl")
    if not all(clause == token or clause.is_ancestor(token) for clause in clauses):
        return False
    return _is_below(token, {verb for verb, _ in (*governors(counted.anchor), *modifiers(counted))})


def _is_below(token: Token, verbs: set[Token]) -> bool:
    """Whether a word is one of the verbs over a number, or completes one."""
    for over in (token, *token.ancestors):
        if over in verbs:
            return True
        if over.dep_ not in _COMPLETING:
            return False
    return False


def _hedging_cue(counted: Counted, speech: Quote | None, text: str) -> str | None:
    if speech is None or speech.cue_start is None or speech.cue_end is None:
        return None
    cue = counted.paragraph.doc.char_span(
        speech.cue_start - counted.paragraph.start, speech.cue_end - counted.paragraph.start, alignment_mode="expand"
    )
    if cue is not None and any(token.lemma_.lower() in hedges("verb") for token in cue):
        return text[speech.cue_start : speech.cue_end]
    return None


def polarity_of(counted: Counted, speech: Quote | None) -> Polarity:
    """Denied under a negation or a verb of denial, hypothetical under a condition or an open possibility."""
    if speech is not None and _is_denied_by_cue(counted, speech):
        return "denied"
    if is_settled(counted) or is_descriptive(counted):
        return "asserted"
    first = 0 if speech is None else speech.start - counted.paragraph.start
    open_modals = _open_modals(is_told_in_past(counted, speech))
    for verb, role in clause_verbs(counted.anchor, first):
        if _is_set_off(verb, counted):
            break
        if any(child.dep_ == "neg" and not _is_if_not(child) for child in verb.children):
            if _is_for_how_long(counted) or not is_in_reach(verb, counted):
                continue  # "had not sat on that court for 140 years"
            return "denied" if _is_negated(verb, role) else "asserted"
        over = verb.head.head
        if verb.dep_ == "pcomp" and any(c.dep_ == "neg" for c in over.children) and is_in_reach(over, counted):
            return "denied"  # "is not for sending 800 more"
        if any(child.dep_ == "mark" and child.lower_ in {"if", "whether", "unless"} for child in verb.children):
            return "hypothetical"
        is_open = any(child.lower_ in open_modals and child.dep_ == "aux" for child in verb.children)
        if is_open and not is_perceived(verb):
            return "hypothetical"
        if is_disputed(verb, counted) and not is_of_occasions(counted):
            return "denied"
    return "asserted"


def _is_denied_by_cue(counted: Counted, speech: Quote) -> bool:
    """Whether who speaks denies what is told; "denied coverage to 600 people", "questioned 900 voters" tell nothing."""
    cues = [token for token in _cue(counted, speech) if token.lemma_.lower() in words("dispute_verbs")]
    return any(not cue.is_ancestor(counted.anchor) or is_disputed(cue, counted) for cue in cues)


def _is_for_how_long(counted: Counted) -> bool:
    """Whether a number says for how long something was, or was not."""
    is_duration = kind_of_unit().get(counted.quantity.unit or "") == "duration"
    return is_duration and counted.anchor.dep_ == "pobj" and counted.anchor.head.lower_ in {"for", "in", "over"}


def _is_set_off(verb: Token, counted: Counted) -> bool:
    """As in "need not fear for the debt—currently 21 trillion": what dashes set off is out of a verb's reach."""
    between = verb.doc[verb.i : min(counted.anchor.i, verb.i + _CLAUSE_TOKENS)]
    after = verb.doc[counted.anchor.i : min(counted.sentence.end, counted.anchor.i + _CLAUSE_TOKENS)]
    return all(sum(token.text in _DASHES for token in side) == 1 for side in (between, after))


def _is_negated(verb: Token, role: Role) -> bool:
    """Whether a "not" on a verb is about the counted: of what a verb tells of its subject only an outcome or a plan is
    undone, as "80 percent were not asked" counts those not asked.
    """
    if role == "subject":
        return _tells_outcome(verb)
    is_of_subject = role == "object" and is_passive(verb)
    return not is_of_subject or _is_told_of_those(verb)


def _is_told_of_those(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    is_ahead = any(child.lower_ in modals() for child in verb.lefts)  # "22 letters will not be published"
    return is_ahead or lemma in outcome_by_verb("object") or any(lemma in s.object_verbs for s in statuses())


def _tells_outcome(verb: Token) -> bool:
    """Whether a verb says of its subject what is counted: "4,000 did not desert", and not "4,000 do not own a car"."""
    lemma = verb.lemma_.lower()
    if lemma in outcome_by_verb("subject") or any(child.dep_ == "expl" for child in verb.lefts):
        return True
    return any(lemma in status.subject_verbs for status in statuses()) and lemma not in {"be", "live", "work", "have"}


def _is_if_not(negation: Token) -> bool:
    """As in "hundreds, if not thousands"."""
    return negation.i > 0 and negation.nbor(-1).lower_ == "if"


def is_told_in_past(counted: Counted, speech: Quote | None) -> bool:
    """Whether a number stands in reported words, not quoted ones, under a cue in the past."""
    return speech is not None and speech.kind != "direct" and any(t.tag_ == "VBD" for t in _cue(counted, speech))


def _open_modals(told_in_past: bool) -> frozenset[str]:
    possible = frozenset(word for word, effect in modals().items() if effect == "possible")
    return possible - BACKSHIFTED if told_in_past else possible


def _cue(counted: Counted, speech: Quote) -> Iterable[Token]:
    if speech.cue_start is None or speech.cue_end is None:
        return ()
    start, end = speech.cue_start - counted.paragraph.start, speech.cue_end - counted.paragraph.start
    cue = counted.paragraph.doc.char_span(start, end, alignment_mode="expand") if start >= 0 else None
    return () if cue is None else cue


def dispute_in(sentence: Span) -> Token | None:
    """The subject of a sentence that rejects a figure just given: "Moscow disputed that number"."""
    for token in sentence[:_DISPUTE_TOKENS]:
        if token.pos_ != "VERB" or token.lemma_.lower() not in words("dispute_verbs"):
            continue
        rejected = [child for child in token.rights if child.dep_ in {"dobj", "nsubjpass"}]
        if any(
            child.lemma_.lower() in words("figure_nouns") or child.lower_ in {"this", "that", "it"}
            for child in rejected
        ):
            return next((child for child in token.lefts if child.dep_ == "nsubj"), None)
    return None
