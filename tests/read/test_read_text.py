from __future__ import annotations

import gzip
import hashlib
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read import read_source
from etl.read.source import Source
from etl.records import Article, RejectedRecord


def test_text_is_exactly_what_the_file_holds(write, read_article):
    content = "\r\n  Cafe\u0301 owners\u00a0said \u201cno\u201d \r\n\rto 1,500 \U0001f6b2 riders.\n\n \x0c"
    article = read_article(write("story.txt", content))
    assert article.text == content
    assert article.text_sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert article.key == f"sha256:{article.text_sha256}"


def test_source_file_says_where_the_bytes_came_from(write, read_article, story):
    path = write("story.txt", story)
    source = read_article(path).source
    assert source.location == str(path)
    assert source.sha256 == hashlib.sha256(story.encode()).hexdigest()
    assert (source.size_bytes, source.encoding, source.replaced_characters) == (len(story), "utf-8", 0)
    assert source.reader == "text-1"


def test_reader_leaves_headline_and_date_to_the_extractor(write, read_article, story):
    article = read_article(write("story.txt", f"A headline\n\n20 October 2024\n\n{story}"))
    assert article.title is None
    assert article.published.precision == "unknown"
    assert article.language == "en"


@pytest.mark.parametrize(
    ("encoding", "mark", "recorded"),
    [
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32"),
        ("utf-32-be", b"\0\0\xfe\xff", "utf-32"),
    ],
)
def test_byte_order_mark_decides_and_is_no_part_of_the_text(write, read_article, story, encoding, mark, recorded):
    text = f"“Zürich” {story}"
    article = read_article(write("story.txt", mark + text.encode(encoding)))
    assert article.text == text
    assert article.source.encoding == recorded


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251"])
def test_legacy_charset_is_told_and_recorded(write, read_article, encoding):
    sentences = {
        "cp1252": "The café’s owner said “about 400” guests came – more than in Zürich, Malmö or São Paulo. ",
        "cp1251": "Министерство сообщило в понедельник, что около 400 человек покинули город после наводнения. ",
    }
    text = sentences[encoding] * 3
    article = read_article(write("story.txt", text.encode(encoding)))
    assert article.text == text
    assert article.source.encoding == encoding
    assert article.source.replaced_characters == 0


def test_legacy_charset_is_told_in_a_long_text_from_one_place_late_in_it(write, read_article, story):
    text = story.replace("\n", " ") * 20_000 + "The café’s owner disagreed."
    article = read_article(write("story.txt", text.encode("cp1252")))
    assert article.text == text


@pytest.mark.parametrize("sign", ["Prices rose by £400 in a week", "A naïve idea of the council’s leader, it said"])
def test_a_single_sign_in_english_is_read_as_windows_1252(write, read_article, sign):
    article = read_article(write("story.txt", sign.encode("cp1252")))
    assert (article.text, article.source.encoding) == (sign, "cp1252")


def test_damaged_utf8_is_replaced_and_the_damage_counted(write, read_article, story):
    content = f"“Zürich” – “Malmö” {story}".encode() + b"a bad byte \xff here, and a cut one \xe2\x80"
    article = read_article(write("story.txt", content))
    assert article.source.encoding == "utf-8"
    assert article.source.replaced_characters == 2
    assert article.text.count("\ufffd") == 2
    assert article.text.startswith("“Zürich” – “Malmö”")


def test_replacement_characters_of_the_file_itself_are_not_counted(write, read_article, story):
    article = read_article(write("story.txt", f"{story} lost earlier: \ufffd"))
    assert article.source.replaced_characters == 0
    assert "\ufffd" in article.text


def test_damaged_utf16_is_counted(write, read_article, story):
    article = read_article(write("story.txt", b"\xff\xfe" + story.encode("utf-16-le") + b"\x00\xd8x\0"))
    assert article.source.replaced_characters == 1


@pytest.mark.parametrize(
    ("content", "code", "advice"),
    [
        (b"", "empty", "the file is empty"),
        (b"\xef\xbb\xbf", "blank", "nothing to read"),
        (b" \r\n\t\n", "blank", "nothing to read"),
        (bytes(range(256)) * 20, "binary", "convert it to plain text"),
        (b"Before\0after, in a line that is text but for one character. " * 40, "nul", "at character 6"),
        ("Twelve people were hurt.".encode("utf-16-le"), "no_byte_order_mark", "save it as UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3", "damaged", "not a PDF that can be read"),
        (b"PK\x03\x04\x14\0", "damaged", "not a whole archive"),
        (b"\n <!DOCTYPE html>\n<html>", "no_article", "save its text"),
        (b"<?xml version='1.0'?><rss>", "damaged", "is it cut off?"),
        (b"\x89PNG\r\n\x1a\n", "unsupported_format", "PNG image is not read"),
    ],
)
def test_what_is_no_text_is_rejected_whole_with_file_and_advice(write, read_reject, content, code, advice):
    path = write("input.txt", content)
    reject = read_reject(path)
    assert reject.code == code
    assert reject.reason.startswith(f"{path}: ")
    assert advice in reject.reason
    assert (reject.stage, reject.location, reject.line) == ("read", str(path), None)
    assert reject.record == content


def test_format_without_a_signature_is_told_by_its_name(write, read_reject):
    assert read_reject(write("export.csv", "a,b\n1,2\n")).code == "columns_missing"


def test_content_counts_for_more_than_the_name(write, read_article, story):
    assert read_article(write("story.pdf", story)).text == story


def test_file_above_the_limit_is_refused_without_keeping_its_bytes(write, read_reject, story):
    content = story.encode() * 600_000  # 50 MB
    path = write("huge.txt", content)
    digest = hashlib.sha256(content).hexdigest()
    size = len(content)
    del content
    tracemalloc.start()
    reject = read_reject(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reject.code == "too_large"
    assert f"{size:,} bytes, above the limit of 20,000,000 bytes" in reject.reason
    assert json.loads(reject.record) | {"location": str(path), "sha256": digest, "size_bytes": size} == json.loads(
        reject.record
    )
    assert peak < 25_000_000


def test_limit_is_inclusive(write, read_article, read_reject):
    path = write("story.txt", "Ten chars.")
    assert read_article(path, size_limit=10).text == "Ten chars."
    assert read_reject(path, size_limit=9).code == "too_large"


def test_gzip_is_unpacked_and_the_hash_is_of_the_file_as_it_lies(write, read_article, story):
    packed = gzip.compress(story.encode())
    article = read_article(write("story.txt.gz", packed))
    assert article.text == story
    assert article.source.sha256 == hashlib.sha256(packed).hexdigest()
    assert article.source.size_bytes == len(packed)


def test_gzip_that_unpacks_beyond_the_limit_is_refused(write, read_reject):
    packed = gzip.compress(b"word " * 1_000_000)
    reject = read_reject(write("bomb.gz", packed), size_limit=100_000)
    assert reject.code == "too_large"
    assert reject.record == packed


def test_truncated_gzip_is_rejected(write, read_reject, story):
    packed = gzip.compress(story.encode() * 200)
    reject = read_reject(write("story.gz", packed[: len(packed) // 2]))
    assert reject.code == "unreadable"
    assert "story.gz" in reject.reason


@pytest.mark.parametrize("text", ["12,000", "Kim", "."])
def test_language_is_unknown_where_the_text_is_too_short_to_tell(write, read_article, text):
    assert read_article(write("short.txt", text)).language is None


def test_language_is_told_from_the_beginning(write, read_article, story):
    german = "Das Ministerium teilte am Montag mit, dass etwa 400 Menschen die Stadt verlassen haben. "
    assert read_article(write("story.txt", german * 20 + story * 50)).language == "de"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_as_one_article_or_one_reject(content):
    (record,) = read_source(Source.from_bytes("any.txt", content))
    if isinstance(record, Article):
        assert record.text.encode() == content or record.source.encoding != "utf-8" or record.source.replaced_characters
    else:
        assert isinstance(record, RejectedRecord)
        assert record.record == content


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip()))
def test_any_text_in_utf8_comes_back_unchanged(text):
    (record,) = read_source(Source.from_bytes("any.txt", b"\xef\xbb\xbf" + text.encode()))
    assert isinstance(record, Article) or record.code == "unsupported_format"
    if isinstance(record, Article):
        assert record.text == text
