"""A text longer than any article: read section by section, one annotation, memory bounded."""

from __future__ import annotations

import re

import pytest

from etl.extract import document
from etl.extract.document import legible, parse_sections
from etl.extract.extractor import RuleExtractor
from etl.extract.language import load_language
from etl.records import Annotation, ArticleText

EXTRACTOR = RuleExtractor()
REPORT = (
    "Defense Minister Maria Keller said 300 soldiers were killed in Riga on Monday.\n"
    "“We lost 40 tanks, including 12 new ones,” said Peter Brandt, a colonel.\n"
    "Reuters could not independently verify the figures.\n"
)


def in_sections(text: str, characters: int, monkeypatch: pytest.MonkeyPatch) -> Annotation:
    monkeypatch.setattr(document, "SECTION_CHARACTERS", characters)
    found = EXTRACTOR.extract(ArticleText(text))
    monkeypatch.undo()
    return found


def test_sections_have_whole_paragraphs_and_the_offsets_of_the_text(monkeypatch):
    text = REPORT * 4
    whole = EXTRACTOR.extract(ArticleText(text))
    found = in_sections(text, len(REPORT), monkeypatch)
    assert found.passages == whole.passages
    assert found.quantities == whole.quantities
    assert [(q.start, q.end, q.text) for q in found.quotes] == [(q.start, q.end, q.text) for q in whole.quotes]
    assert all(text[e.start : e.end] == e.text for e in found.estimates)
    assert [e.part_of is None for e in found.estimates] == [e.part_of is None for e in whole.estimates]


def test_somebody_in_several_sections_is_one_entity(monkeypatch):
    found = in_sections(REPORT * 4, len(REPORT), monkeypatch)
    assert [entity.index for entity in found.entities] == list(range(len(found.entities)))
    assert [entity.name for entity in found.entities].count("Maria Keller") == 1
    assert {found.entities[m.entity].name for m in found.mentions if m.text == "Maria Keller"} == {"Maria Keller"}
    speakers = {found.entities[s.entity].name for q in found.quotes for s in q.speakers if s.entity is not None}
    assert speakers >= {"Maria Keller", "Peter Brandt"}
    for estimate in found.estimates:
        for link in estimate.chain:
            assert link.party.entity is None or found.entities[link.party.entity].name == link.party.name


def test_groups_and_parts_of_a_section_are_not_those_of_another(monkeypatch):
    found = in_sections(REPORT * 3, len(REPORT), monkeypatch)
    by_paragraph = {}
    for quote in found.quotes:
        by_paragraph.setdefault(quote.group, set()).add(quote.start // len(REPORT))
    assert all(len(sections) == 1 for sections in by_paragraph.values())
    parts = [(e, found.estimates[e.part_of]) for e in found.estimates if e.part_of is not None]
    assert len(parts) == 3
    assert all(whole.text.startswith("40") and 0 < part.start - whole.start < 60 for part, whole in parts)


def test_a_later_section_has_the_outlet_of_the_first(monkeypatch):
    text = REPORT + re.sub("Reuters", "Nobody", REPORT)
    found = in_sections(text, len(REPORT), monkeypatch)
    assert found.outlet is not None
    assert {e.chain[-1].party.name for e in found.estimates} == {"Reuters"}


def test_a_pronoun_takes_up_somebody_of_the_section_before(monkeypatch):
    first = "Defense Minister Maria Keller opened the bridge in Riga on Monday.\n"
    second = "“We lost 40 tanks,” she said. She added that 12 guns were gone.\n"
    found = in_sections(first + second, len(first), monkeypatch)
    assert [quote.text for quote in found.quotes] == ["We lost 40 tanks,", "12 guns were gone"]
    assert [speaker.name for quote in found.quotes for speaker in quote.speakers] == ["Maria Keller"] * 2
    assert len({(mention.start, mention.end) for mention in found.mentions}) == len(found.mentions)


def test_an_article_of_ordinary_length_is_one_section():
    article = ArticleText(("x" * 200 + "\n") * 400)
    assert len(article.text) < document.SECTION_CHARACTERS
    assert len(list(parse_sections(load_language(), article))) == 1


def test_no_batch_for_the_networks_is_larger_than_its_limit(monkeypatch):
    sizes = []
    language = load_language()
    pipe = language.pipe

    def watched(docs, **options):
        sizes.append(sum(len(doc) for doc in docs))
        return pipe(docs, **options)

    monkeypatch.setattr(language, "pipe", watched)
    list(parse_sections(language, ArticleText("a b\n" * 10 + "it said so, " * 5_000)))
    assert len(sizes) > 1
    assert max(sizes) <= document.TOKENS_A_BATCH


@pytest.mark.parametrize("endless", ['"' * 300, "“ ”" * 100, "[(" * 200, "-" * 999, "1 2 " * 250, "€ 3.5 " * 200])
def test_what_holds_no_word_for_very_long_is_not_parsed(endless):
    assert legible(f"He said {endless} so.").split() == ["He", "said", "so."]


@pytest.mark.parametrize("short", ["* * *", "-" * 40, "1 2 3 " * 40, "“” " * 20, "Dec. 3, 4, 5: 1,000; 2,000"])
def test_rules_and_lists_of_figures_stay(short):
    assert legible(short) == short
