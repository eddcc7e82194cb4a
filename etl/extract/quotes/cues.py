"""Finding cues: reporting verbs over the parse, and the nominal cues beside them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from etl.extract.quotes.animacy import may_speak
from etl.extract.quotes.clauses import Range, has_to
from etl.extract.quotes.continuations import parted
from etl.extract.quotes.cue import VERBAL, Cue
from etl.extract.quotes.frames import (
    contents,
    is_impersonal,
    is_negated,
    is_passive,
    is_purpose,
    pair_content,
)
from etl.extract.quotes.headlines import headline_cues
from etl.extract.quotes.misread import misread_verb, verb_after_marks
from etl.extract.quotes.nominal import according_cues, in_the_words_of, noun_cues
from etl.extract.quotes.relays import cut_at_source, without_relays
from etl.extract.quotes.subjects import subject_of
from etl.extract.quotes.vocabulary import (
    ReportingVerb,
    particle_verbs,
    picture_nouns,
    reporting_nouns,
    reporting_verbs,
    untold_verbs,
)

#: Without somebody who speaks these are no report ("a group called X", "the offer to help").
_NEEDS_SPEAKER = frozenset({"clause", "naming", "infinitive", "object_infinitive", "object", "evaluation"})
#: In a clause of purpose ("a way to report profits") these tell of an act to come, not of words.
_FINITE_FRAMES = frozenset({"object", "evaluation", "object_infinitive"})
_PURPOSES = frozenset({"advcl", "acl", "relcl", "xcomp"})
#: What should be said, or may be, is not said yet.
_MODALS = frozenset({"must", "should", "ought", "might"})
#: Verbs that tell of no act done, and words that open a question.
_UNFINISHED = frozenset({"VB", "VBG"})
_QUESTION_WORDS = frozenset({"WP", "WP$", "WDT", "WRB"})
#: Addressing the reader or anybody is no attribution.
_NOBODY = frozenset(
    {"you", "one", "anyone", "anybody", "nobody", "what", "let", "this", "that", "these", "those", "'s", "’s"}
)

#: "Those close to the mayor", "those who saw it" are somebody.
_NAMES_MORE = frozenset({"prep", "amod", "acl", "relcl"})


def find_cues(doc: Doc) -> list[Cue]:
    """The cues of a paragraph in text order, with the tokens each reports."""
    cues: list[Cue] = []
    for token in doc:
        if token.lower_ in {"according", "per"}:
            cues.extend(according_cues(token))
        elif token.lower_ == "words":
            cues.extend(in_the_words_of(token))
        elif token.pos_ in VERBAL or token.tag_.startswith("VB"):
            cues.extend(_verb_cues(token))
        elif token.pos_ == "PROPN":
            cues.extend(headline_cues(token) if token.text[0].isupper() else verb_after_marks(token))
        elif token.pos_ == "ADJ":
            cues.extend(verb_after_marks(token))
        elif token.pos_ == "NOUN":
            cues.extend(misread_verb(token))
            if token.lemma_.lower() in reporting_nouns() and not (cues and cues[-1].head.i == token.i):
                cues.extend(noun_cues(token))
    return without_relays([cut_at_source(cue, cues) for cue in parted(cues)])


def _entry(token: Token) -> tuple[ReportingVerb | None, ReportingVerb | None, Token | None]:
    """The verb alone, and with its particle or preposition where that makes another verb."""
    lemma = token.lemma_.lower()
    for child in token.rights:
        if child.dep_ in {"prt", "prep", "advmod", "dobj"} and (found := particle_verbs().get((lemma, child.lower_))):
            return reporting_verbs().get(lemma), found, child
    return reporting_verbs().get(lemma), None, None


def _is_asked(verb: Token, entry: ReportingVerb | None) -> bool:
    """Whether Roe is the one asked: in "Asked whether he would go, Roe ..." nobody tells who asked."""
    if entry is None or verb.tag_ != "VBN" or verb.dep_ != "advcl" or not entry.takes("addressee"):
        return False
    return not any(child.dep_ in {"aux", "nsubj", "agent"} for child in verb.children)


def _is_command(verb: Token) -> bool:
    """An imperative, which tells the reader to ask: "But ask Roe for more and ..."."""
    if verb.dep_ == "ccomp" and verb.head.lower_ == "let":
        return True  # "let us say that ..."
    if verb.tag_ != "VB" or any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in verb.children):
        return False
    sentence = verb.sent
    if sentence.start and verb.doc[sentence.start - 1].is_quote:
        return False  # '"Come in!" read a post'
    return all(token.dep_ == "cc" or token.text == "," for token in verb.doc[sentence.start : verb.i])


def _is_question(content: tuple[Range, ...], verb: Token) -> bool:
    return bool(content) and verb.doc[content[0][0]].tag_ in _QUESTION_WORDS


def _is_bare_participle(verb: Token, entry: ReportingVerb | None) -> bool:
    """A participle that names without anybody who does: "compared to last year", "a hill called Ida"."""
    if entry is None or not entry.takes("naming") or verb.tag_ != "VBN" or verb.dep_ not in {"prep", "acl", "advcl"}:
        return False
    return not any(child.dep_ in {"aux", "nsubj", "agent", "ccomp"} for child in verb.children)


def _is_somebody(pronoun: Token) -> bool:
    named_by = _NAMES_MORE if pronoun.lower_ in {"those", "these"} else {"prep"}
    return any(child.dep_ in named_by for child in pronoun.rights)


def _verb_cues(verb: Token) -> Iterator[Cue]:
    alone, pair, particle = _entry(verb)
    if alone is None and pair is None:
        return
    if _is_asked(verb, alone) or _is_command(verb) or _is_asked_whether(verb):
        return
    speaker = None if _is_bare_participle(verb, alone) else subject_of(verb)
    if speaker is not None and speaker.lower_ in _NOBODY and not _is_somebody(speaker):
        return
    if pair is not None and pair.takes("clause") and speaker is not None:
        alone = pair if alone is None else alone
    if pair is not None and particle is not None and speaker is not None:
        phrase = pair_content(verb, pair, particle)
        if phrase is not None and may_speak(speaker) and not (_is_untold(verb) or _is_impersonal_to(verb, speaker)):
            yield Cue(verb, verb.i, particle.i + 1, pair.cue_class, "object", speaker, (phrase,))
            return
    entry = alone or pair
    assert entry is not None  # noqa: S101  (one of the two was found)
    end = verb.i + 1
    if alone is None and particle is not None and particle.dep_ == "prep" and not entry.takes("clause"):
        return  # "pressed his knee on him for nine minutes": the preposition has another phrase
    for frame, content in contents(verb, entry):
        if _is_report(verb, entry, frame, content, speaker):
            yield Cue(verb, verb.i, end, entry.cue_class, frame, speaker, content, entry.takes("quote"))
            return
    if entry.takes("quote"):
        yield Cue(verb, verb.i, end, entry.cue_class, "quote", speaker)


def _is_impersonal_to(verb: Token, speaker: Token) -> bool:
    """Whether an infinitive only tells how it is to say so: "it is odd to note that ..."."""
    if speaker.lower_ != "it" or not has_to(verb):
        return False
    judged = verb.head
    return judged.pos_ == "ADJ" or any(child.dep_ == "acomp" for child in judged.children)


def _is_untold(verb: Token) -> bool:
    """An infinitive or modal under which nothing has been told yet: "is required to explain", "must establish"."""
    if has_to(verb) and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in untold_verbs():
        return True
    return any(child.dep_ == "aux" and child.lower_ in _MODALS for child in verb.lefts)


def _is_asked_whether(verb: Token) -> bool:
    """A question whether somebody says or knows something at all: "Does he know that S?"."""
    sentence = verb.sent
    if verb.doc[sentence.end - 1].text not in {"?", '"', "”", ")"} or "?" not in sentence[-3:].text:
        return False
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    auxiliary = next((child for child in verb.lefts if child.dep_ == "aux"), None)
    if subject is None or auxiliary is None or auxiliary.i > subject.i:
        return False
    return not any(t.tag_ in _QUESTION_WORDS for t in verb.doc[sentence.start : auxiliary.i])


def _is_report(
    verb: Token, entry: ReportingVerb, frame: str, content: tuple[Range, ...], speaker: Token | None
) -> bool:
    """Whether what a frame holds is told by somebody: who may speak, in a clause that tells and does not intend."""
    if speaker is None:
        needs = frame in _NEEDS_SPEAKER and not is_passive(verb)
        return not needs and not (frame == "clause" and not is_impersonal(verb))
    if frame in {"object", "clause"} and (_is_untold(verb) or _is_impersonal_to(verb, speaker)):
        return False
    if frame in _FINITE_FRAMES and (is_purpose(verb) or is_negated(verb) or not may_speak(speaker)):
        return False
    if frame == "clause" and entry.cue_class != "speech":
        if speaker.lemma_.lower() in picture_nouns():
            return False  # "the photo shows a man waiting": what is seen in it, nobody's words
        if has_to(verb) and verb.dep_ in _PURPOSES:
            return False  # "did a test to prove that ...": nothing is proved yet
        if verb.tag_ in _UNFINISHED and _is_question(content, verb):
            return False  # "when deciding who gets an exemption"
    # '"...," said Roe, who keeps bees': a misread clause
    return not (speaker.i > verb.i and any(first <= speaker.i < last for first, last in content))
