"""The table of questions in docs/queries.md: each has a view that is there and a test that is there."""

import re
from pathlib import Path

from etl.views import read_views

REPOSITORY = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (?:`(\w+)`)? ?\| (?:`(\w+)`|not yet) \|$", re.MULTILINE)
LATER = {9, 10, 11, 18, 24}
TESTS = ("tests/test_seeds.py", "tests/views/test_claim_views.py", "tests/views/test_seed_answers.py")


def test_each_question_has_a_view_and_a_test_of_its_rows():
    rows = ROW.findall((REPOSITORY / "docs" / "queries.md").read_text(encoding="utf-8"))
    assert [int(number) for number, *_ in rows] == list(range(1, 31))
    assert {int(number) for number, _, view, _ in rows if not view} == LATER
    views = {view.name for view in read_views()}
    tests = {name: body for path in TESTS for name, body in bodies_of(REPOSITORY / path)}
    for _, question, view, test in rows:
        if view:
            assert view in views, question
            assert test in tests, question
            assert view in tests[test] or view == "troop_estimates_by_source", f"{test} does not read {view}"


def bodies_of(path):
    """Names and bodies of the tests of a module."""
    parts = re.split(r"^def (test_\w+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return zip(parts[::2], parts[1::2], strict=True)
