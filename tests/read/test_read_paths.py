from __future__ import annotations

import io
import os
import sys

import pytest

from etl.errors import OnrecordError
from etl.read import InputNotFoundError, read_articles
from etl.records import RejectedRecord


def texts(*paths):
    return [record.text for record in read_articles([str(path) for path in paths])]


def codes(*paths):
    return [r.code for r in read_articles([str(path) for path in paths]) if isinstance(r, RejectedRecord)]


def test_folder_is_read_through_in_order_without_hidden_files(write, tmp_path):
    for name in ("b.txt", "a.txt", "c/d.txt", ".hidden.txt", ".git/e.txt", "c/.f.txt"):
        write(name, f"Text of {name}")
    assert texts(tmp_path) == ["Text of a.txt", "Text of b.txt", "Text of c/d.txt"]


def test_hidden_file_is_read_where_it_is_named(write):
    assert texts(write(".hidden.txt", "Named by hand")) == ["Named by hand"]


def test_paths_are_read_in_the_order_given(write):
    second, first = write("b.txt", "Second"), write("a.txt", "First")
    assert texts(second, first) == ["Second", "First"]


def test_pattern_matches_are_sorted_and_may_go_down_folders(write, tmp_path):
    for name in ("x/b.txt", "x/a.txt", "x/note.md", "x/y/c.txt"):
        write(name, name)
    assert texts(tmp_path / "x" / "*.txt") == ["x/a.txt", "x/b.txt"]
    assert texts(tmp_path / "**" / "*.txt") == ["x/a.txt", "x/b.txt", "x/y/c.txt"]


def test_file_whose_name_looks_like_a_pattern_is_that_file(write):
    assert texts(write("[draft].txt", "In brackets")) == ["In brackets"]


@pytest.mark.parametrize("name", ["missing", "missing/*.txt", ""])
def test_path_that_names_nothing_is_told_before_anything_is_read(write, tmp_path, name):
    there = write("there.txt", "Never reached")
    missing = str(tmp_path / name) if name else ""
    with pytest.raises(InputNotFoundError, match="missing" if name else "empty"):
        read_articles([str(there), missing])
    assert issubclass(InputNotFoundError, OnrecordError)


def test_link_to_nothing_is_told_with_its_target(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(InputNotFoundError, match="gone"):
        read_articles([str(tmp_path / "link")])


def test_empty_folder_gives_nothing(tmp_path):
    assert texts(tmp_path) == []


def test_link_out_of_the_folder_is_refused(write, tmp_path):
    secret = write("secret.txt", "Not for the database")
    write("inbox/story.txt", "A story")
    (tmp_path / "inbox" / "file").symlink_to(secret)
    (tmp_path / "inbox" / "folder").symlink_to(tmp_path)
    records = list(read_articles([str(tmp_path / "inbox")]))
    assert [getattr(r, "code", "read") for r in records] == ["link_out_of_folder", "link_out_of_folder", "read"]
    assert str(tmp_path / "inbox" / "file") in records[0].reason


def test_link_inside_the_folder_is_followed_once_and_a_loop_ends(write, tmp_path):
    write("inbox/.store/a.txt", "Behind a link")
    (tmp_path / "inbox" / "a.txt").symlink_to(".store/a.txt")
    (tmp_path / "inbox" / "again.txt").symlink_to("a.txt")
    (tmp_path / "inbox" / "loop").symlink_to(".")
    assert texts(tmp_path / "inbox") == ["Behind a link"]


def test_named_link_is_followed(write, tmp_path):
    (tmp_path / "link.txt").symlink_to(write("story.txt", "Named by hand"))
    assert texts(tmp_path / "link.txt") == ["Named by hand"]


def test_broken_links_and_pipes_in_a_folder_are_rejected_and_nothing_hangs(tmp_path):
    (tmp_path / "broken").symlink_to("gone")
    os.mkfifo(tmp_path / "pipe")
    assert codes(tmp_path) == ["broken_link", "not_a_file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_files_and_folders_are_rejected(write, tmp_path):
    write("a.txt", "Closed").chmod(0)
    (tmp_path / "b").mkdir(mode=0)
    assert codes(tmp_path) == ["unreadable", "unreadable"]


def test_file_that_vanishes_is_rejected_and_the_next_is_read(write):
    gone, there = write("gone.txt", "Was here"), write("there.txt", "Still here")
    records = read_articles([str(gone), str(there)])
    gone.unlink()
    first, second = records
    assert first.code == "unreadable"
    assert str(gone) in first.reason
    assert second.text == "Still here"


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Typed by\r\nhand")))
    (article,) = read_articles(["-"])
    assert article.text == "Typed by\r\nhand"
    assert article.source.location == "<standard input>"


def test_pipe_that_is_named_is_read():
    reading, writing = os.pipe()
    os.write(writing, b"Through a pipe")
    os.close(writing)
    assert texts(f"/dev/fd/{reading}") == ["Through a pipe"]
    os.close(reading)


def test_file_name_that_is_no_utf8_is_shown_escaped(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")  # noqa: PTH118  (Path takes no bytes)
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"A name in Latin-1")
    (article,) = read_articles([str(tmp_path)])
    assert article.source.location.endswith("caf\\xe9.txt")
