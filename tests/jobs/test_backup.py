"""A backup fills another home's database with the same content."""

from crash import content, load, write_input


def test_a_backup_restores_into_another_database(onrecord, database_url, empty_database_url, tmp_path):
    write_input(tmp_path / "articles.jsonl", 30)
    load(database_url, tmp_path / "articles.jsonl")
    backup = tmp_path / "onrecord.backup"
    assert onrecord("db", "backup", backup).returncode == 0
    done = onrecord("db", "restore", backup, env={"ONRECORD_DATABASE_URL": empty_database_url})
    assert done.returncode == 0, done.stderr
    assert content(empty_database_url) == content(database_url)
    check = onrecord("db", "check", env={"ONRECORD_DATABASE_URL": empty_database_url})
    assert check.returncode == 0, check.stdout
    again = onrecord("run", tmp_path / "articles.jsonl", env={"ONRECORD_DATABASE_URL": empty_database_url})
    assert "0 new, 0 changed" in again.stdout


def test_a_database_with_articles_is_not_overwritten_unasked(onrecord, database_url, tmp_path):
    write_input(tmp_path / "articles.jsonl", 5)
    load(database_url, tmp_path / "articles.jsonl")
    backup = tmp_path / "onrecord.backup"
    onrecord("db", "backup", backup)
    refused = onrecord("db", "restore", backup)
    assert (refused.returncode, "--replace" in refused.stderr) == (2, True)
    assert onrecord("db", "restore", "--replace", backup).returncode == 0


def test_what_is_no_backup_is_told(onrecord, tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    done = onrecord("db", "restore", tmp_path / "notes.txt")
    assert (done.returncode, "not a file of" in done.stderr) == (2, True)


def test_what_was_erased_since_the_backup_stays_erased(onrecord, database_url, tmp_path):
    write_input(tmp_path / "articles.jsonl", 5)
    load(database_url, tmp_path / "articles.jsonl")
    backup = tmp_path / "onrecord.backup"
    onrecord("db", "backup", backup)
    before = onrecord("view", "show", "articles", "--columns", "article_key", "--format", "csv").stdout.splitlines()
    assert onrecord("forget", before[1], "--reason", "why", "--yes").returncode == 0
    done = onrecord("db", "restore", "--replace", backup)
    assert (done.returncode, done.stdout) == (0, f"restored {len(before) - 2} articles\n")
    after = onrecord("view", "show", "articles", "--columns", "article_key", "--format", "csv").stdout.splitlines()
    assert after == [before[0], *before[2:]]
    assert "1 forgotten" in onrecord("load", "articles", tmp_path / "articles.jsonl").stdout
