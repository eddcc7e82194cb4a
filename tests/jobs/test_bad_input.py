"""Bad input, together in one folder: each a clear message and a reject, exit code 3, and never a traceback."""

import gzip
import io
import json
import zipfile

import psycopg
import pytest
from sqlalchemy.engine import make_url

BAD = {
    "cut.txt.gz": (gzip.compress(b"About 40 soldiers arrived. " * 50)[:40], "unreadable"),
    "cut.parquet": (b"PAR1 and no end", "damaged"),
    "nul.txt": (b"Before\0after, in a line that is text but for one character. " * 40, "nul"),
    "half.jsonl": (b'{"text": "half \\ud83d"}\n', "lone_surrogate"),
    "long.jsonl": (b'{"text": "' + b"x" * 200_000_000 + b'"}\n{"text": "The line after it is read."}\n', "too_large"),
    "shifted.csv": (b"id,text\n1,About 40 soldiers, came\n", "shifted_columns"),
    "date.csv": (b"id,text,date\n1,About 40 soldiers came,31/02/2024\n", "bad_date"),
    "laughs.rss": (b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>', "xml_entities"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000, "nested_too_deep"),
    "large_and_deep.html": (b"<html><body>" + b"<div>" * 100_000 + b"word " * 4_000_000, "too_large"),
}  # fmt: skip


def archive(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "up.zip").write_bytes(archive({"../up.txt": "x"}))
    (folder / "bomb.zip").write_bytes(archive({"zeros.txt": b"0" * 150_000_000}))
    (folder / "link.txt").symlink_to("/etc/hostname")
    (folder / "good.txt").write_text("About 40 soldiers arrived in Kyiv on Monday, General Ann Lee said.")
    return folder


def test_each_is_a_reject_with_its_reason_and_the_good_is_loaded(onrecord, inbox):
    done = onrecord("load", "articles", inbox, "--json")
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    told = json.loads(done.stdout.splitlines()[0])
    wanted = {code for _, code in BAD.values()} | {"path_traversal", "archive_bomb", "link_out_of_folder"}
    assert (told["new"], set(told["reasons"])) == (2, wanted)
    rejects = json.loads(onrecord("rejects", "list", "--json").stdout)
    assert {reject["code"] for reject in rejects} == wanted
    assert all(str(inbox) in reject["reason"] for reject in rejects)


def test_a_wrong_password_and_a_role_without_rights_are_told(onrecord, database_url, inbox):
    url = make_url(database_url)
    wrong = url.set(password="not-it").render_as_string(hide_password=False)  # noqa: S106
    refused = onrecord("load", "articles", inbox, env={"ONRECORD_DATABASE_URL": wrong})
    assert refused.returncode == 1
    assert "password" in refused.stderr
    assert "not-it" not in refused.stderr
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    role = f"onlooker_{url.database}"
    with psycopg.connect(plain, autocommit=True) as session:
        session.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'sesame'")
    try:
        onlooker = url.set(username=role, password="sesame").render_as_string(hide_password=False)  # noqa: S106
        refused = onrecord("load", "articles", inbox, env={"ONRECORD_DATABASE_URL": onlooker})
    finally:
        with psycopg.connect(plain, autocommit=True) as session:
            session.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
    assert refused.returncode == 1, refused.stderr
    assert "Traceback" not in refused.stderr
    assert "permission denied" in refused.stderr
