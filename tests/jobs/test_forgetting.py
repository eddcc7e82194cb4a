"""Erasing an article: no word of it stays anywhere, the rest stays as it was, and nothing brings it back."""

import json

import pytest
from flow import ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database
from etl.errors import UsageError
from etl.jobs.corrections import correct
from etl.jobs.forgetting import choose_articles, forget_again, forget_articles, forgotten_articles
from etl.reading import show_view

QUIET = jobs.NoProgress()
URL = "https://example.org/2024/11/secret"
OTHER = "https://example.org/2024/11/other"


def line(url, words, **more):
    return json.dumps({"url": url, "text": words, "outlet": "The Post", **more}) + "\n"


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "news.jsonl").write_text(
        line(URL, "Zebulon Quix said 40 soldiers. Zweitausend words.", title="Quixotic title", byline="By Zelda")
        + line(OTHER, "Ann Lee said 40 soldiers.", title="Another title"),
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def engine(database_url, inbox, tmp_path):
    opened = open_database(database_url)
    jobs.run(opened, [str(inbox)], QUIET, extractor=ScriptedExtractor())
    changed = tmp_path / "changed.jsonl"
    changed.write_text(line(URL, "Zebulon Quix said 50 soldiers.", title="Quixotic title"), encoding="utf-8")
    jobs.run(opened, [str(changed)], QUIET, extractor=ScriptedExtractor())
    yield opened
    opened.dispose()


def forget(engine, *references, **options):
    forget_articles(engine, choose_articles(engine, references, **options).articles, "me", "a court said so")


def places_of(engine, word):
    """Tables and columns in which a word stands, whatever their type."""
    found = []
    with engine.connect() as connection:
        columns = connection.execute(
            text(
                "SELECT table_name, column_name, data_type FROM information_schema.columns"
                " WHERE table_schema = 'public'"
            )
        ).all()
        for table, column, kind in columns:
            shown = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'CAST("{column}" AS text)'
            query = text(f'SELECT count(*) FROM "{table}" WHERE {shown} ILIKE :word')
            if connection.scalar(query, {"word": f"%{word}%"}):
                found.append(f"{table}.{column}")
    return found


def test_no_word_stays_and_the_rest_is_untouched(engine):
    key = show_view(engine, "review", where=f"article_key = '{URL}'", columns=["row_key"]).rows[0][0]
    correct(engine, key, {"best": "51", "high": "51", "low": "51"}, "me", "Zebulon said so on the radio")
    others = show_view(engine, "evidence", where=f"article_key = '{OTHER}'").rows
    assert "article_version.text" in places_of(engine, "zebulon")
    forget(engine, URL)
    for word in ("zebulon", "quixotic", "zelda", "zweitausend"):
        assert places_of(engine, word) == []
    assert show_view(engine, "evidence").rows == others
    assert show_view(
        engine, "forgotten_articles", columns=["article_key", "reason", "author", "count_versions"]
    ).rows == ((URL, "a court said so", "me", 2),)


def test_no_statistics_of_the_planner_keep_its_words(engine):
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    forget(engine, URL)
    with engine.connect() as connection:
        kept = connection.execute(
            text(
                "SELECT tablename FROM pg_stats WHERE schemaname = 'public'"
                " AND (cast(most_common_vals AS text) ILIKE '%zebulon%' OR cast(histogram_bounds AS text) ILIKE '%zebulon%')"
            )
        ).all()
    assert kept == []


def test_a_later_load_of_the_key_or_the_text_leaves_it_out(engine, inbox, tmp_path):
    forget(engine, URL)
    report = jobs.run(engine, [str(inbox)], QUIET, extractor=ScriptedExtractor())
    assert (report.articles.forgotten, report.articles.unchanged, report.articles.new) == (1, 1, 0)
    elsewhere = tmp_path / "elsewhere.jsonl"
    elsewhere.write_text(line("https://mirror.example/x", "Zebulon Quix said 50 soldiers."), encoding="utf-8")
    assert jobs.run(engine, [str(elsewhere)], QUIET, extractor=ScriptedExtractor()).articles.forgotten == 1
    assert places_of(engine, "zebulon") == []
    assert show_view(engine, "load_health", order="batch_id DESC", limit=1, columns=["count_forgotten"]).rows == ((1,),)


def test_a_file_that_held_it_alone_is_known_by_its_bytes(engine, tmp_path):
    alone = tmp_path / "alone.txt"
    alone.write_text("Yorick Vane said 60 soldiers.", encoding="utf-8")
    jobs.run(engine, [str(alone)], QUIET, extractor=ScriptedExtractor())
    (key,) = show_view(engine, "articles", where="article_url IS NULL", columns=["article_key"]).rows[0]
    forget(engine, key)
    assert jobs.load_articles(engine, [str(alone)], QUIET).articles.forgotten == 1
    assert places_of(engine, "yorick") == []


def test_its_rejects_go_and_those_of_others_stay(engine, inbox, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text(
        line(URL, "Zebulon Quix again", published="31/02/2024") + line(OTHER, "Ann again", published="31/02/2024"),
        encoding="utf-8",
    )
    jobs.load_articles(engine, [str(bad)], QUIET)
    assert len(show_view(engine, "open_rejects").rows) == 2
    forget(engine, URL)
    assert len(show_view(engine, "open_rejects").rows) == 1
    assert places_of(engine, "zebulon") == []


def test_claims_that_others_tell_too_stay(engine, tmp_path):
    echo = tmp_path / "echo.jsonl"
    echo.write_text(line("https://example.org/echo", "Ann Lee said 40 soldiers."), encoding="utf-8")
    jobs.run(engine, [str(echo)], QUIET, extractor=ScriptedExtractor())
    claims = show_view(engine, "evidence", where="surface = '40'", columns=["claim_id"]).rows
    forget(engine, OTHER)
    assert show_view(engine, "evidence", where="surface = '40'", columns=["claim_id"]).rows == claims[:1]
    forget(engine, "https://example.org/echo")
    with engine.connect() as connection:
        assert (
            connection.scalar(
                text("SELECT count(*) FROM claim JOIN entity ON name = 'Ann Lee' AND entity_id = origin_entity_id")
            )
            == 0
        )


def test_copies_are_named_and_go_when_asked_for(engine, tmp_path):
    copy = tmp_path / "copy.jsonl"
    copy.write_text(line("https://mirror.example/x", "Zebulon Quix said 50 soldiers."), encoding="utf-8")
    jobs.run(engine, [str(copy)], QUIET, extractor=ScriptedExtractor())
    assert choose_articles(engine, [URL]).copies == ("https://mirror.example/x",)
    forget(engine, URL, copies=True)
    assert places_of(engine, "zebulon") == []
    assert len(show_view(engine, "forgotten_articles").rows) == 2


def test_a_load_that_died_is_forgotten_too(engine, tmp_path):
    pending = tmp_path / "pending.jsonl"
    pending.write_text(line("https://example.org/p", "Yorick Vane said 60 soldiers."), encoding="utf-8")
    with pytest.raises(RuntimeError, match="pull the plug"):
        jobs.run(engine, [str(pending)], PullsThePlug(), extractor=ScriptedExtractor())
    assert "article_version.text" in places_of(engine, "yorick")
    forget(engine, "https://example.org/p")
    assert places_of(engine, "yorick") == []


class PullsThePlug(jobs.NoProgress):
    def begin(self, what, total):  # noqa: ARG002 (the protocol's)
        if what == "extraction":
            raise RuntimeError("pull the plug")


def test_forgetting_again_erases_what_an_old_backup_brought(engine, inbox):
    forget(engine, URL)
    kept = forgotten_articles(engine)
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE forgotten_article CASCADE"))
    jobs.run(engine, [str(inbox)], QUIET, extractor=ScriptedExtractor())
    assert "article_version.text" in places_of(engine, "zebulon")
    assert forget_again(engine, kept) == 1
    assert places_of(engine, "zebulon") == []
    assert forgotten_articles(engine)[0].key == URL
    assert jobs.load_articles(engine, [str(inbox)], QUIET).articles.forgotten == 1


def test_what_is_not_there_or_not_clear_is_told(engine):
    with pytest.raises(UsageError, match="no article has the key"):
        choose_articles(engine, ["https://example.org/none"])
    with pytest.raises(UsageError, match="say why"):
        forget_articles(engine, choose_articles(engine, [URL]).articles, "me", " ")


def test_the_command_asks_unless_told_yes(onrecord, inbox):
    onrecord("load", "articles", inbox)
    refused = onrecord("forget", URL, "--reason", "why")
    assert refused.returncode == 2
    assert "add --yes" in refused.stderr
    done = onrecord("forget", URL, "--reason", "why", "--yes", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {"forgotten": [URL], "same_text": []}
    again = onrecord("load", "articles", inbox)
    assert "1 forgotten" in again.stdout
    assert again.returncode == 0
