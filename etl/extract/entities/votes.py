"""What is known of each name over a whole article: readings, lists, full names, the company it keeps."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TypeAlias

from etl.extract.document import ParsedArticle
from etl.extract.entities.acronyms import acronyms_of
from etl.extract.entities.appositions import told_around_list
from etl.extract.entities.candidates import Candidate
from etl.extract.entities.evidence import (
    ACRONYM_OF,
    GIVEN_NAME,
    LISTED,
    PART_OF_FULL_NAME,
    SURNAME_OF_PLACE,
    TOLD_OF_LIST,
    Evidence,
    gather,
)
from etl.extract.entities.lists import given_names
from etl.extract.entities.spelling import transliteration_key
from etl.extract.entities.words import Word
from etl.knowledge import normalise_name

_LISTING = re.compile(r"^(?:, |,? and |,? & )$")

#: What is known of each name, by its normalised form.
Votes: TypeAlias = defaultdict[str, Evidence]


def gather_votes(article: ParsedArticle, per_paragraph: list[tuple[list[Candidate], list[Word]]]) -> Votes:
    """Normalised name -> what speaks for its class, over the whole article."""
    votes: Votes = defaultdict(Evidence)
    introduced: list[tuple[str, str]] = []
    for paragraph, (candidates, _) in zip(article.paragraphs, per_paragraph, strict=True):
        text = paragraph.text
        for candidate in candidates:
            key = normalise_name(text[candidate.start : candidate.end])
            gather(votes[key], key, text, candidate)
        by_start = {c.start: c for c in candidates}
        for start, long_form in acronyms_of(text, candidates):
            introduced.append((normalise_name(text[start : by_start[start].end]), normalise_name(long_form)))
    for short, long_key in introduced:
        votes[short].stand(votes[long_key].leading(), ACRONYM_OF)
    _full_name_votes(votes)
    for paragraph, (candidates, _) in zip(article.paragraphs, per_paragraph, strict=True):
        _listing_votes(paragraph.text, candidates, votes)
    return votes


def _listing_votes(text: str, candidates: list[Candidate], votes: Votes) -> None:
    """Names of a list are of one kind: that of the noun that introduces it or sums it up, and in a list of three names
    and more the doubtful ones are what the sure ones are.
    """
    run: list[Candidate] = []
    for left, right in [*pairwise(candidates), *((last, None) for last in candidates[-1:])]:
        run.append(left)
        if right is not None and text[left.end : right.start] == " and ":
            _first_of_two(text, left, right, votes)
        if right is None or not _LISTING.match(text[left.end : right.start]):
            _told_list(text, run, votes)
            if len(run) > 2:
                _settle_list([votes[normalise_name(text[c.start : c.end])] for c in run])
            run = []


def _first_of_two(text: str, left: Candidate, right: Candidate, votes: Votes) -> None:
    """A given name before "and" and a full name is a relative's: "Sahid and Omar Belkadi"."""
    given, full = (normalise_name(text[c.start : c.end]) for c in (left, right))
    if given in given_names() and " " in full and votes[full].leading() == "PERSON":
        votes[given].bonus["PERSON"] = max(votes[given].bonus.get("PERSON", 0.0), GIVEN_NAME)


def _told_list(text: str, run: list[Candidate], votes: Votes) -> None:
    start, end = run[0].start, run[-1].end
    group = told_around_list(text[max(0, start - 50) : start], text[end : end + 50])
    for candidate in run if group else ():
        evidence = votes[normalise_name(text[candidate.start : candidate.end])]
        if group and not candidate.listed:
            evidence.bonus[group] = max(evidence.bonus.get(group, 0.0), TOLD_OF_LIST)


def _settle_list(run: list[Evidence]) -> None:
    tallies = [evidence.tally() for evidence in run]
    sure = [max(t, key=lambda g: t[g]) for t in tallies if t and max(t.values()) >= LISTED]
    if sure and len(set(sure)) == 1:
        for evidence, tally in zip(run, tallies, strict=True):
            if max(tally.values(), default=0) < LISTED:
                evidence.bonus[sure[0]] = max(evidence.bonus.get(sure[0], 0.0), 2.0)


def _is_listed_body(votes: Votes, key: str) -> bool:
    """Whether the lists have a word as a body alone ("Breitbart" of "Breitbart Jerusalem")."""
    return key in votes and votes[key].standing.get("ORG") == LISTED


def _full_name_votes(votes: Votes) -> None:
    """A single word that is part of a full name of the article is that person again, and so are the words that close it
    ("Duarte-Lima", "van der Berg").
    """
    parts: set[str] = set()
    endings: set[str] = set()
    surnames: set[str] = set()
    for key, evidence in votes.items():
        words = key.split()
        if 1 < len(words) < 6 and evidence.leading() == "PERSON" and not _is_listed_body(votes, words[0]):
            parts.update(transliteration_key(w) for w in words if len(w) > 1)
            surnames.add(words[-1])
            endings.update(" ".join(words[first:]) for first in range(1, len(words) - 1))
    for key, evidence in votes.items():
        if key in endings or (" " not in key and transliteration_key(key) in parts):
            is_bare_surname = key in surnames and not evidence.context.get("PLACE")
            evidence.bonus["PERSON"] = SURNAME_OF_PLACE if is_bare_surname else PART_OF_FULL_NAME
