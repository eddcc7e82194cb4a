"""The words that name a speaker, and the subjects that a quotation without a cue may belong to."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from etl.extract.document import Paragraph
from etl.extract.quotes.animacy import is_human, may_speak
from etl.extract.quotes.subjects import SUBJECTS, agent_of
from etl.extract.quotes.vocabulary import announcing_nouns, document_nouns, evidence_nouns, giving_verbs

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
#: Long modifiers that name nobody are left off the speaker.
_LEFT_OFF = frozenset({"relcl", "acl", "advcl", "parataxis", "punct", "cc", "conj", "ccomp", "advmod", "npadvmod"})
#: Prepositions whose phrase helps to name a speaker; after a person "on X" and "in a letter" tell how.
_PERSON_PHRASES = frozenset({"of", "for", "from", "at", "with"})
_PHRASES = _PERSON_PHRASES | {"in", "to", "like", "on", "by", "about", "within", "near", "close"}
_MARKS = " “”\"'‘«„`"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})


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
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "PERSON" and doc[end].tag_ == "NNP":
        end += 1  # the rest of a name that the parse takes apart: "Theresa [May] said"
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
    doc, start = head.doc, head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ in {"punct", "cc", "preconj", "advmod", "relcl", "advcl", "prep", "ccomp"} and not (
            child.dep_ == "punct" and child.text in {"-", "–", ".", "'", "’"}
        ):
            break
        if child.left_edge.i and _is_verb_after_mark(child.left_edge):
            break  # '"...," huffed Roe': a verb that the parse takes for a part of the name
        start = child.left_edge.i
        if any(token.is_quote for token in doc[start : child.i]):
            return child.i  # the parse hangs the quotation on "hardline" in '"...," hardline senator Roe'
    return start


def _is_verb_after_mark(token: Token) -> bool:
    return (
        token.nbor(-1).is_quote and token.tag_ in {"NNP", "JJ"} and token.text.islower() and token.text.endswith("ed")
    )


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
    spans = [speaker_span(one) for one in heads]
    if len(spans) == 2 and _is_title_of(*heads):
        return spans[1:]
    if len(spans) > 1:
        return spans
    other = _joined_before(head, spans[0])
    return [speaker_span(other), *spans] if other is not None else _joined_names(spans[0])


def _is_title_of(title: Token, name: Token) -> bool:
    """Whether two joined nouns are one person: "strategist and contributor Jane Roe" has no article before it."""
    is_bare = title.tag_ == "NN" and not title.ent_type_ and not any(t.dep_ in {"det", "poss"} for t in title.lefts)
    is_titled = any(t.dep_ in {"compound", "amod", "nmod"} and t.text.islower() for t in name.lefts)
    return is_bare and is_human(title) and name.ent_type_ == "PERSON" and is_titled


def _joined_before(head: Token, span: Span) -> Token | None:
    """Another subject of the same verb before "and", where the parse does not join the two."""
    doc = head.doc
    if span.start < 2 or doc[span.start - 1].lower_ not in {"and", "&"}:
        return None
    other = doc[span.start - 2]
    return other if other.dep_ in SUBJECTS and other.head.i == head.head.i and head.dep_ in SUBJECTS else None


def _joined_names(span: Span) -> list[Span]:
    """Two people with their titles that the parse runs together: "Guild head Roe and Exchange head Doe"."""
    persons = [entity for entity in span.ents if entity.label_ == "PERSON"]
    if len(persons) != 2:
        return [span]
    joint = next((t.i for t in span.doc[persons[0].end : persons[1].start] if t.lower_ in {"and", "&"}), None)
    is_between = joint is not None and persons[0].end == joint
    return [span.doc[span.start : joint], span.doc[joint + 1 : span.end]] if is_between and joint else [span]


def _giver(noun: Token) -> Token | None:
    """The one after "by" or "from": "a statement by Yoon's office"."""
    for child in noun.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((t for t in child.children if t.dep_ == "pobj"), None)
        if child.dep_ == "acl" and child.lemma_.lower() in giving_verbs() and (agent := agent_of(child)):
            return agent
    return None


def owner_of_words(doc: Doc) -> Span | None:
    """Whose words a paragraph announces at its end: "Here is his argument:", "The mayor's reply?"."""
    sentence = list(doc.sents)[-1]
    closing = doc.text.rstrip()[-1:]
    if closing == "?" and any(token.tag_ in _FINITE for token in sentence):
        return None
    if closing not in {":", "?"}:
        return None
    for noun in sentence:
        if noun.lemma_.lower() in announcing_nouns() and (noun.dep_ == "ROOT" or noun.head.dep_ == "ROOT"):
            owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
            if owner is not None:
                return speaker_span(owner)
    return None


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
        subject = _main_subject(at)
        if subject is not None and subject.idx < offset and _can_speak(subject):
            return speaker_span(subject)
        if at.start == 0:
            return None
        at = paragraph.doc[at.start - 1].sent
    return None


def introducing_subject(paragraph: Paragraph, offset: int) -> Span | None:
    """Whoever a sentence tells of that ends in a colon before a quotation: "An official put it bluntly: ..."."""
    if not paragraph.text[:offset].rstrip(_MARKS).endswith(":"):
        return None
    sentence = paragraph.sentence_at(paragraph.start + offset)
    if owner := _owner_before_colon(sentence, offset):
        return speaker_span(owner)
    before = [t for t in sentence if t.dep_ in SUBJECTS and t.idx < offset and t.head.idx < offset]
    before = [t for t in before if t.lower_ not in {"which", "that", "what"}]
    subject = next((t for t in before if t.head.dep_ not in {"relcl", "acl", "advcl"}), None)
    return speaker_span(subject) if subject is not None and (_can_speak(subject) or is_human(subject)) else None


def _owner_before_colon(sentence: Span, offset: int) -> Token | None:
    """Whose "Roe's statement:" it is that stands right before a quotation."""
    colon = next((t for t in reversed(list(sentence)) if t.text == ":" and t.idx < offset), None)
    if colon is None or colon.i == sentence.start:
        return None
    noun = colon.nbor(-1)
    if noun.lemma_.lower() not in announcing_nouns() | document_nouns():
        return None
    return next((child for child in noun.lefts if child.dep_ == "poss" and may_speak(child)), None)


def _main_subject(sentence: Span) -> Token | None:
    return next((t for t in sentence if t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ == "ROOT"), None)


def _can_speak(subject: Token) -> bool:
    return subject.ent_type_ in _SPEAKING or subject.lower_ in {"he", "she", "they"}
