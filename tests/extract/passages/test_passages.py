"""Pages divided into passages, in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import grows_with_length, made_of
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.passages import split_passages
from etl.records import Passage

PROSE = "The harbour authority said on Monday that ferries to the outer islands would run again by the weekend. "


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(passage.kind, text[passage.start : passage.end]) for passage in split_passages(text, title)]


def only(text: str, kind: str) -> list[Passage]:
    return [passage for passage in split_passages(text) if passage.kind == kind]


def test_headline_standfirst_and_body() -> None:
    text = f"Ferries to Run Again After Storm\n\nOfficials hope for calm seas before Saturday\n\n{PROSE}\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "standfirst", "body"]


def test_a_standfirst_uses_a_bare_name_that_the_text_then_introduces() -> None:
    first = "Okafor promised that nobody would be left behind."
    second = "Transport Minister Grace Okafor promised on Monday that the outer islands would be served again soon."
    assert kinds(f"Ferries to Run Again\n\n{first}\n\n{second}\n\n{PROSE}")[1] == ("standfirst", first)


def test_a_repeated_headline_is_no_body() -> None:
    text = f"Ferries to run again soon\n\nFerries to run again soon\n\n2024-03-05 10:00:00\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "boilerplate", "body"]


def test_the_title_finds_its_line() -> None:
    text = f"Home\nWorld\nA quiet day\n{PROSE}\n{PROSE}"
    assert ("headline", "A quiet day") in kinds(text, "A quiet day | The Daily Ferry")


def test_prose_alone_has_no_headline() -> None:
    assert kinds(PROSE.strip()) == [("body", PROSE.strip())]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Minister Ana Kovac with the mayor of Split, May 3, 2023 (Reuters)", "caption"),
        ("In this photo provided by the navy, a tug leaves the harbour at dawn.", "caption"),
        ("FILE PHOTO: A tug leaves the harbour. REUTERS/Somebody", "caption"),
        ("AP", "credit"),
        ("Photo: Harbour Museum", "credit"),
        ("Source link", "credit"),
        ("The Associated Press contributed to this report.", "credit"),
        ("Read more: What the storm did to the islands", "teaser"),
        ("Tuesday’s Coverage: Harbour Master Resigns", "teaser"),
        ("Visited 3 times, 1 visit(s) today", "boilerplate"),
        ("Leave a Reply", "boilerplate"),
        ("Share on Facebook Share on Twitter", "boilerplate"),
        ("by Ana Kovac and The Daily Ferry news desk March 5, 2024 1:33 PM 3 min read", "boilerplate"),
        ("#ferries #storm #islands", "boilerplate"),
        ("1709632800", "boilerplate"),
        ("The Daily FerryThe Daily Ferry news desk", "boilerplate"),
        ("Tags: storm, ferries", "boilerplate"),
        ("2024-03-05 10:00:00", "boilerplate"),
        ("March 5, 2024 1:33 PM", "boilerplate"),
    ],
)
def test_lines_of_the_page_are_told_by_their_wording(line: str, kind: str) -> None:
    text = f"Ferries to Run Again\n\n{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}"
    assert (kind, line) in kinds(text)


@pytest.mark.parametrize(
    "line",
    [
        "By evening the harbour was full again, and the crews went home.",
        "Support for the ferry line rose from 43 percent in May to 51 percent, according to a poll in August.",
        "The picture was taken by a sailor, the captain said.",
        "Storm damage was heaviest in the north, he added. (Reuters)",
        "Sign language interpreters were on board.",
    ],
)
def test_body_text_is_not_lost(line: str) -> None:
    text = f"Ferries to Run Again\n\n{PROSE}\n\n{line}\n\n{PROSE}"
    assert line in next(body for kind, body in kinds(text) if kind == "body")


def test_live_updates_carry_their_time_as_written() -> None:
    text = f"UPDATE 1714 GMT:\n\n{PROSE}\n\nMap: Harbour Museum\n\n{PROSE}\n\nORIGINAL ENTRY: {PROSE}"
    updates = only(text, "live_update")
    assert [update.time for update in updates] == ["1714 GMT", "1714 GMT", "ORIGINAL ENTRY"]
    assert only(text, "credit")


def test_bare_times_are_headings_only_where_they_recur() -> None:
    assert [u.time for u in only(f"Live\n12:15 PM\n{PROSE}\n11:02 AM\n{PROSE}", "live_update")] == [
        "12:15 PM",
        "11:02 AM",
    ]
    assert not only(f"Ferries to Run Again\n12:15 PM\n{PROSE}\n{PROSE}", "live_update")


TURNS = "\n\n".join(f"Interviewer: What happened on day {n}?\n\nDr. Kovac: {PROSE}" for n in range(1, 4))


def test_an_article_that_is_an_interview_counts() -> None:
    turns = only(f"A talk about ferries and storms\n\n{PROSE}\n\n{TURNS}", "interview_turn")
    assert [turn.speaker for turn in turns] == ["Interviewer", "Dr. Kovac"] * 3


def test_an_interview_after_a_whole_article_is_appended() -> None:
    article = "\n\n".join([PROSE * 3] * 4)
    text = f"Ferries to Run Again\n\n{article}\n\n#ferries #storm\n\nInterview with Dr. Kovac on the storm\n\n{TURNS}"
    assert [kind for kind, _ in kinds(text)][:3] == ["headline", "body", "boilerplate"]
    appended = only(text, "appended_interview")
    assert [turn.speaker for turn in appended] == [None, *["Interviewer", "Dr. Kovac"] * 3]


def test_a_feed_behind_the_article_is_teasers() -> None:
    text = (
        f"Ferries to Run Again\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\nNews Feed\n\n12:15 PM\n\nMayor opens bridge.\n\n"
        "The mayor of Split opened a bridge that took eleven years to build, in front of a small crowd.\n\nEditors' Picks"
    )
    assert [kind for kind, _ in kinds(text)] == ["headline", "body", "boilerplate", "teaser"]
    assert only(text, "teaser")[0].time == "12:15 PM"


def test_a_heading_like_a_feed_in_mid_article_loses_nothing() -> None:
    text = f"Ferries to Run Again\n\n{PROSE}\n\n{PROSE}\n\nTop stories\n\n" + "\n\n".join([PROSE * 5] * 3)
    assert sum(len(body) for kind, body in kinds(text) if kind == "body") > 10 * len(PROSE)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.none() | st.text(max_size=40))
def test_any_text_is_divided_in_order_without_overlap(text: str, title: str | None) -> None:
    reached = 0
    for passage in split_passages(text, title):
        assert reached <= passage.start < passage.end <= len(text)
        assert not text[reached : passage.start].strip()
        reached = passage.end
    assert not text[reached:].strip()


@pytest.mark.parametrize("unit", ["a", "“", "1 ", "by A\n", "Q: x\n", "12:15\n", "( ", ", A", "read more: \n"])
def test_time_grows_with_length_and_not_faster(unit: str) -> None:
    assert grows_with_length(lambda length: split_passages(made_of(unit, length)), 50_000)


def test_the_seeds_lose_no_text(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        body = sum(
            p.end - p.start for p in split_passages(text) if p.kind in {"body", "live_update", "appended_interview"}
        )
        assert body > 0.6 * len(text)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("JUST WATCHED Ferries return Replay More Videos ... MUST WATCH Ferries return 02:09", "boilerplate"),
        ("Photos: The storm at sea Ferries wait in the harbour before dawn. Hide Caption 2 of 19", "caption"),
        ("Hide caption A ferry waits in the harbour. Previous Next Harbour Herald", "caption"),
        ("Ferries may return by the weekend, says minister Read more", "teaser"),
        ("Harbour news:Why the ferries stayed away for a week", "teaser"),
        ("( Also on the Herald: the ferries return)", "teaser"),
        ("Story highlights Ferries return to the islands after a week", "standfirst"),
        ("The morning newsletter The best of the Herald Email Sign Up By signing up you agree", "boilerplate"),
        ("Want more of this? Get the Herald every morning in your inbox.", "boilerplate"),
        ("The opinions expressed in this column are those of its author.", "boilerplate"),
        ("—Updated at 2:39 p.m.", "boilerplate"),
    ],
)  # fmt: skip
def test_furniture_of_many_sites(line: str, kind: str) -> None:
    assert (kind, line) in kinds(f"Ferries to Run Again After Storm\n\n{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}")


_GALLERY = (
    "Photos: Storm at sea Ferries wait before dawn. The first of them left at noon and came back at once. "
    "Hide Caption 1 of 19 Photos: Storm at sea "
)


@pytest.mark.parametrize(
    "line",
    [
        _GALLERY * 6,
        f"“We will sail again,” the minister told the crowd at the quay. Hide Caption 2 of 19 Photos: Storm at sea {PROSE * 4}",
        f"Photos: Photos: The minister through the years Photos: Photos: The minister through the years – {PROSE * 5}",
    ],
)
def test_a_gallery_of_any_length_is_a_caption(line: str) -> None:
    found = kinds(f"Ferries to Run Again After Storm\n\n{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}")
    assert ("caption", line.strip()) in found


@pytest.mark.parametrize(
    "line",
    [
        "The minister said that she had found the letter in her inbox on Monday, two days after the storm.",
        "He signed up for the newsletter of the harbour last year, he said, and has read it every week since.",
        "Minister: the ferries will return.",
    ],
)
def test_prose_about_letters_and_captions_is_body(line: str) -> None:
    found = kinds(f"Ferries to Run Again After Storm\n\n{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}")
    assert [kind for kind, _ in found] == ["headline", "body"]
