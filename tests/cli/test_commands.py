"""The command as a user meets it: output, exit codes, errors that say what to do."""

import csv
import io
import json
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
DISPATCH = "Onrecord Daily\n\nAbout 40 soldiers arrived in Kyiv on Monday, General Ann Lee said.\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "dispatch.txt"
    path.write_text(DISPATCH, encoding="utf-8")
    return path


def test_help_names_the_commands(onrecord_without_database):
    done = onrecord_without_database("--help")
    assert done.returncode == 0
    for command in ("run", "load", "extract", "annotate", "view", "db", "demo"):
        assert f"  {command}" in done.stdout


def test_a_view_prints_a_table_csv_and_json(onrecord, article):
    assert onrecord("run", article).returncode == 0
    table = onrecord("view", "show", "articles", "--columns", "article_title,outlet,language")
    assert "article_title" in table.stdout
    assert "1 row" in table.stdout
    rows = json.loads(onrecord("view", "show", "articles", "--format", "json").stdout)
    assert [row["source_location"] for row in rows] == [str(article)]
    cells = list(csv.DictReader(io.StringIO(onrecord("view", "show", "articles", "--format", "csv").stdout)))
    assert cells[0]["text_length_characters"] == str(len(DISPATCH))


def test_view_list_names_each_view_with_its_question(onrecord):
    listed = json.loads(onrecord("view", "list", "--json").stdout)
    questions = {row["view"]: row["question"] for row in listed}
    assert questions["troop_estimates_by_source"] == "How do troop estimates differ by the source they come from?"


def test_the_demo_ends_with_the_estimates_and_the_address(onrecord):
    done = onrecord("demo")
    assert done.returncode == 0, done.stderr
    assert "8 new" in done.stdout
    assert "How do the troop estimates differ by source?" in done.stdout
    assert "postgresql://" in done.stdout
    again = onrecord("demo")
    assert "8 unchanged" in again.stdout
    columns = "origin,low,best,high,qualifier,status"
    shown = onrecord("view", "show", "troop_estimates_by_source", "--columns", columns).stdout
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert shown.rstrip() in readme, "the README's worked answer is not what the command prints"


def test_removing_a_sample_article_changes_what_the_demo_s_view_prints(onrecord, tmp_path):
    from etl.assets import asset_folder

    articles = sorted((asset_folder("sample") / "articles").glob("*.txt"))
    kept = tmp_path / "kept"
    kept.mkdir()
    for article in articles:
        if "brussels" not in article.name:
            (kept / article.name).write_bytes(article.read_bytes())
    assert onrecord("run", kept).returncode == 0
    surfaces = {row["surface"].lower() for row in json.loads(onrecord("view", "show", "evidence", "--json").stdout)}
    assert "2,600" not in surfaces
    assert onrecord("run", asset_folder("sample") / "articles").returncode == 0
    surfaces = {row["surface"].lower() for row in json.loads(onrecord("view", "show", "evidence", "--json").stdout)}
    assert "2,600" in surfaces


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("nul.txt", b"one\0two", "NUL"),
        ("big.txt", b"word " * 10_500_000, "above the limit"),
    ],
)
def test_an_unusable_file_is_a_reject_with_a_reason_and_the_others_are_loaded(onrecord, article, name, content, words):
    bad = article.with_name(name)
    bad.write_bytes(content)
    done = onrecord("run", article.parent)
    assert done.returncode == 3, done.stderr
    assert "1 new" in done.stdout
    assert "1 rejected" in done.stdout
    assert str(bad) in done.stderr
    assert words.lower() in done.stderr.lower()
    assert "Traceback" not in done.stderr
    [reject] = json.loads(onrecord("view", "show", "open_rejects", "--json").stdout)
    assert reject["location"] == str(bad)
    again = onrecord("run", article.parent)
    assert again.returncode == 3
    assert len(json.loads(onrecord("view", "show", "open_rejects", "--json").stdout)) == 1


def test_bytes_that_do_not_decode_are_told(onrecord, article):
    article.write_bytes(DISPATCH.encode() + b"\xff\xfe broken\n")
    done = onrecord("run", article)
    assert "Traceback" not in done.stderr
    if done.returncode == 0:
        [row] = json.loads(onrecord("view", "show", "articles", "--json").stdout)
        assert row["text_length_characters"] >= len(DISPATCH)
    else:
        assert done.returncode == 3
        assert str(article) in done.stderr


def test_a_folder_that_does_not_exist_is_told(onrecord, tmp_path):
    done = onrecord("run", tmp_path / "nowhere")
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_view_is_told_with_the_near_one(onrecord):
    done = onrecord("view", "show", "evidense")
    assert done.returncode == 2
    assert "did you mean 'evidence'" in done.stderr


def test_wrong_usage_is_exit_code_2(onrecord_without_database):
    assert onrecord_without_database("view", "show").returncode == 2
    assert onrecord_without_database("no-such-command").returncode == 2


def test_a_server_that_refuses_is_told_without_a_traceback_or_password(onrecord_without_database, article):
    done = onrecord_without_database("run", article)
    assert done.returncode == 1
    assert "127.0.0.1" in done.stderr
    assert "Traceback" not in done.stderr
    assert "none@" not in done.stderr


def test_db_url_is_what_a_bi_tool_takes(onrecord, database_url):
    import psycopg

    url = onrecord("db", "url").stdout.strip()
    with psycopg.connect(url) as session:
        assert session.execute("SELECT count(*) FROM report.articles").fetchone() == (0,)


def test_db_check_finds_no_difference(onrecord):
    done = onrecord("db", "check")
    assert done.returncode == 0
    assert "agree" in done.stdout


def test_annotate_needs_no_database_and_writes_every_list(onrecord_without_database, tmp_path):
    line = json.dumps({"id": "one", "text": DISPATCH, "published": "2024-10-22"})
    done = onrecord_without_database("annotate", stdin=line + "\n")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    for name in ("passages", "entities", "quotes", "quantities", "estimates"):
        assert result[name], name
        assert all(
            result["text"][x["start"] : x["end"]] == x.get("text", result["text"][x["start"] : x["end"]])
            for x in result[name]
        )
    [estimate] = result["estimates"]
    assert (estimate["best"], estimate["low"], estimate["high"]) == (40, None, None)
    assert estimate["measure"] == "troops"
    assert estimate["source_name"].endswith("Ann Lee")
    assert estimate["as_of_from"] == "2024-10-21"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "-:1: not JSON"),
        ('{"id": 1}', "field 'text' is missing"),
        ('{"id": 1, "text": 5}', "field 'text': expected text"),
        ("[1]", "expected an object"),
        ('{"id": 1, "text": "a", "published": "31/02/2024"}', "not an ISO date"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_article_is_named(onrecord_without_database, line, message):
    done = onrecord_without_database("annotate", stdin=line + "\n")
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
