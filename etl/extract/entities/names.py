"""The names of an article: candidates of every paragraph joined, then typed by all of the article's evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.extract.document import Paragraph, ParsedArticle
from etl.extract.entities.acronyms import acronyms_of, introduced
from etl.extract.entities.candidates import GENERATIONS, NAME_LABELS, Candidate, is_field_of_office, model_candidates
from etl.extract.entities.compounds import joined_persons, parted_members
from etl.extract.entities.evidence import GROUPS, HEAD_WORD, PART_OF_FULL_NAME, Evidence
from etl.extract.entities.gazetteers import body_candidates, list_candidates
from etl.extract.entities.lists import Listed, given_names, name_heads, not_names, role_heads
from etl.extract.entities.owners import told_by_pronoun
from etl.extract.entities.patterns import pattern_candidates
from etl.extract.entities.titled import titled_candidates
from etl.extract.entities.votes import Votes, gather_votes
from etl.extract.entities.words import NameList, Word, read_words_of
from etl.knowledge import fold, normalise_name

_PARTICLE = re.compile(
    r"^ (?:(?:dos|das|da|do|de|del|della|di|bin|ibn|bint|van|von|der|den|ter|al|el|ben)[ -]){1,2}(?:la |las |los )?"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
)


_CAPITALS = re.compile(r"\s*[^\W\d_a-z]+(?: [^\W\d_a-z]+)+\s*")
_QUOTES = frozenset("\"'“‘«")
_TAGS = frozenset("#@")


@dataclass(slots=True)
class Name:
    """A name at article offsets with its final label; ``listed`` is what the gazetteer says of it."""

    start: int
    end: int
    text: str
    label: str
    paragraph: int
    listed: tuple[Listed, ...] = ()
    #: The long form this acronym was introduced for in brackets.
    stands_for: str | None = None


def find_names(article: ParsedArticle) -> list[Name]:
    """Every name of an article in text order, typed consistently over the article."""
    per_paragraph = [_paragraph_candidates(paragraph) for paragraph in article.paragraphs]
    votes = gather_votes(article, per_paragraph)
    _repeat(article, per_paragraph, votes)
    names = []
    for index, (paragraph, (candidates, _)) in enumerate(zip(article.paragraphs, per_paragraph, strict=True)):
        acronyms = dict(acronyms_of(paragraph.text, candidates))
        for candidate in candidates:
            start, end = paragraph.start + candidate.start, paragraph.start + candidate.end
            key = normalise_name(paragraph.text[candidate.start : candidate.end])
            label = _decide(candidate, votes[key])
            long_form = acronyms.get(candidate.start)
            names.append(Name(start, end, article.text[start:end], label, index, candidate.listed, long_form))
    return names


def _paragraph_candidates(paragraph: Paragraph) -> tuple[list[Candidate], list[Word]]:
    text = paragraph.text
    words = read_words_of(text)
    is_shouted = len(words) > 2 and sum(word.text.isupper() for word in words) > 0.7 * len(words)
    proposed = [_with_particle(text, c) for c in model_candidates(paragraph.doc, text) if not _is_tag(text, c)]
    listed = list(list_candidates(text, words, is_shouted))
    patterned: list[Candidate] = []
    if not is_shouted and not _is_title_case(words):
        patterned = [
            *(c for c in pattern_candidates(paragraph.doc) if not is_field_of_office(text, c.start)),
            *body_candidates(text, words, listed),
            *_given_name_candidates(paragraph, words, proposed),
            *(_byline(text, words) if not listed else ()),
        ]
    joined = _join(text, proposed, listed, patterned)
    if not is_shouted:
        joined.extend(titled_candidates(paragraph.doc, text, words, joined))
    joined = joined_persons(text, list(parted_members(text, joined)))
    for candidate in joined:
        told_by_pronoun(paragraph.doc, candidate)
        _told_by_head(text, candidate)
    if "(" in text:
        covered = {position for c in joined for position in range(c.start, c.end)}
        joined.extend([short for candidate in joined for short in introduced(text, candidate, covered)])
    return sorted(joined, key=lambda c: c.start), words


def _is_tag(text: str, candidate: Candidate) -> bool:
    """Whether a name is the word of a hashtag or an account's handle, which says nothing of who or what it is."""
    return text[candidate.start - 1 : candidate.start] in _TAGS


def _told_by_head(text: str, candidate: Candidate) -> None:
    """Let the last word of a name that the recogniser saw whole say what it is, as in the names that patterns find."""
    surface = text[candidate.start : candidate.end]
    if candidate.origin != "model" or candidate.head_label or candidate.listed or " " not in surface:
        return
    if candidate.label == "WORK_OF_ART" and text[candidate.start - 1 : candidate.start] in _QUOTES:
        return  # a book may be called "Climbing the Mountain"
    label = name_heads("last").get(surface.rsplit(" ", 1)[1])
    if label is None or (label != "ORG" and _is_full_name(text, candidate)):
        return
    candidate.head_label = label
    group = GROUPS.get(label, "OTHER")
    candidate.evidence[group] = candidate.evidence.get(group, 0.0) + HEAD_WORD


def _byline(text: str, words: list[Word]) -> Iterator[Candidate]:
    """The person of whose name in capitals a line is made."""
    if 1 < len(words) < 4 and words[0].folded in given_names() and _CAPITALS.fullmatch(text):
        yield Candidate(words[0].start, words[-1].end, "PERSON", "pattern", (), {"PERSON": 3.0})


def _given_name_candidates(paragraph: Paragraph, words: list[Word], proposed: list[Candidate]) -> Iterator[Candidate]:
    """A listed given name with the capitalised words after it, where the recogniser saw nothing."""
    taken = [(c.start, c.end) for c in proposed]
    text = paragraph.text
    free = 0
    for position, first in enumerate(words):
        if position < free or first.folded not in given_names() or not first.text[0].isupper():
            continue
        last = _run_of_capitals(text, words, position)
        free = last + 1
        start, end = first.start, words[last].end
        if not 1 <= last - position <= 3 or any(left < end and start < right for left, right in taken):
            continue
        span = paragraph.doc.char_span(start, end)
        is_name = span is not None and all(token.tag_ == "NNP" for token in span)
        if is_name and not any(_is_no_surname(word) for word in words[position + 1 : last + 1]):
            yield Candidate(start, end, "PERSON", "pattern", (), {"PERSON": 2.0})


def _run_of_capitals(text: str, words: list[Word], position: int) -> int:
    """The last of the capitalised words that follow one another from ``position``, one blank apart."""
    last = position
    while (
        last + 1 < len(words)
        and last - position < 5
        and text[words[last].end : words[last + 1].start] == " "
        and words[last + 1].text[0].isupper()
    ):
        last += 1
    return last


def _is_no_surname(word: Word) -> bool:
    is_head = word.text in name_heads("last") or word.folded in role_heads() or word.folded in not_names()
    return is_head or len(word.text) < 3 or not word.text[1:].islower()


def _with_particle(text: str, candidate: Candidate) -> Candidate:
    """A person's name with what follows a particle: "José Eduardo" + "dos Santos"."""
    if candidate.label == "PERSON" and (match := _PARTICLE.match(text[candidate.end : candidate.end + 60])):
        candidate.end += match.end()
    return candidate


def _is_title_case(words: list[Word]) -> bool:
    long_words = [w for w in words if len(w.text) > 3 and w.text[0].isalpha()]
    return len(long_words) > 4 and sum(w.text[0].isupper() for w in long_words) > 0.8 * len(long_words)


def _join(text: str, proposed: list[Candidate], listed: list[Candidate], patterned: list[Candidate]) -> list[Candidate]:
    """One reading of overlapping candidates: the longest; at equal span the list informs the recogniser."""
    by_span = {(c.start, c.end): c for c in proposed}
    kept = list(proposed)
    for candidate in listed:
        same = by_span.get((candidate.start, candidate.end))
        if same:
            same.listed = candidate.listed
        elif not all(entry.is_ambiguous for entry in candidate.listed):
            kept.append(candidate)
            by_span[candidate.start, candidate.end] = candidate
    for candidate in patterned:
        same = by_span.get((candidate.start, candidate.end))
        if same and same.label == "PERSON" and candidate.label != "ORG" and _is_full_name(text, same):
            continue  # "Jerry Hall", whatever a hall is
        if same and any(not entry.is_ambiguous for entry in same.listed):
            continue  # the Islamic State is no state
        if same:
            same.evidence |= candidate.evidence
            same.head_label = candidate.label
        else:
            kept.append(candidate)
    kept.sort(key=lambda c: (-_weight(c), c.start))
    taken: list[Candidate] = []
    occupied: set[int] = set()
    for candidate in kept:
        span = range(candidate.start, candidate.end)
        if not occupied.intersection(span):
            occupied.update(span)
            taken.append(candidate)
    return taken


def _is_full_name(text: str, candidate: Candidate) -> bool:
    return fold(text[candidate.start : candidate.end].split(maxsplit=1)[0]) in given_names()


def _weight(candidate: Candidate) -> float:
    """Length, with a bonus for what a list or a head word vouches for."""
    length = candidate.end - candidate.start
    return length + (3 if candidate.listed else 0) + (2 if candidate.origin == "pattern" else 0)


def _decide(candidate: Candidate, evidence: Evidence) -> str:
    """The label: the article's leading class; inside it what the list, else the recogniser, says."""
    group = evidence.leading()
    own = [e.label for e in candidate.listed if GROUPS.get(e.label, "OTHER") == group]
    if own:
        return own[0]
    if candidate.head_label and GROUPS.get(candidate.head_label, "OTHER") == group:
        return candidate.head_label
    if GROUPS.get(candidate.label, "OTHER") == group and candidate.label in NAME_LABELS:
        return candidate.label
    return {"PLACE": "GPE", "OTHER": "EVENT"}.get(group, group)


def _repeat(article: ParsedArticle, per_paragraph: list[tuple[list[Candidate], list[Word]]], votes: Votes) -> None:
    """Names found once are found wherever the article repeats them; a person also by surname alone."""
    known = NameList(_repeatable(votes))
    for paragraph, (candidates, words) in zip(article.paragraphs, per_paragraph, strict=True):
        covered = {position for c in candidates for position in range(c.start, c.end)}
        added = []
        for first, last, label in known.matches(paragraph.text, words):
            start, end = words[first].start, words[last - 1].end
            if not covered.isdisjoint(range(start, end)):
                continue
            span = paragraph.doc.char_span(start, end, alignment_mode="expand")
            if span is not None and any(token.tag_ in {"NNP", "NNPS", "FW"} for token in span):
                added.append(Candidate(start, end, label, "repeat"))
        candidates.extend(added)
        candidates.sort(key=lambda c: c.start)


def _repeatable(votes: Votes) -> Iterator[tuple[str, bool, str]]:
    labels = {"PLACE": "GPE", "PERSON": "PERSON", "ORG": "ORG"}
    seen: set[str] = set()
    for key, evidence in list(votes.items()):
        group = evidence.leading()
        if group not in labels or len(key) < 3:
            continue
        words = key.split()
        forms = [key]
        surname = " ".join(words[-2:]) if words[-1] in GENERATIONS else words[-1]
        if group == "PERSON" and len(words) > 1 and len(surname) > 2 and surname not in not_names():
            forms.append(surname)
            votes[surname].bonus.setdefault("PERSON", PART_OF_FULL_NAME)
        for form in forms:
            if form not in seen:
                seen.add(form)
                yield form.title(), False, labels[group]
