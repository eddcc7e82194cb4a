from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC, date, datetime

import pytest

from etl.read import read_articles, read_source
from etl.read.source import Source
from etl.records import Article, RejectedRecord


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_every_field_has_its_place(write, read_article):
    record = {
        "id": "wire/7", "text": "Line one\r\n“two” ", "title": "A title",
        "url": "http://Example.org/a?utm_source=x#top",
        "published": "2024-10-25T10:48:00+02:00", "outlet": "Sample Courier", "authors": ["A. Writer", "B. Writer"],
        "republisher": "A portal", "language": "en", "not_ours": 1,
    }  # fmt: skip
    content = lines(record)
    path = write("articles.jsonl", content)
    article = read_article(path)
    assert article.text == "Line one\r\n“two” "
    assert article.key == "https://example.org/a"
    assert (article.url, article.supplied_id) == (record["url"], "wire/7")
    assert (article.title, article.byline, article.outlet) == ("A title", "A. Writer, B. Writer", "Sample Courier")
    assert (article.republisher, article.language) == ("A portal", "en")
    assert (article.published.from_on, article.published.basis) == (date(2024, 10, 25), "file")
    assert article.published_at == datetime(2024, 10, 25, 8, 48, tzinfo=UTC)
    assert article.source.location == str(path)
    assert article.source.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert article.source.reader == "json-lines-1"


@pytest.mark.parametrize(
    ("record", "key"),
    [
        ({"id": "a7", "text": "T", "url": "https://example.org/a/"}, "https://example.org/a"),
        ({"id": "a7", "text": "T"}, "a7"),
        ({"id": 7, "text": "T"}, "7"),
        ({"id": None, "text": "T", "url": ""}, f"sha256:{hashlib.sha256(b'T').hexdigest()}"),
    ],
)
def test_key_is_address_else_id_else_hash(write, read_article, record, key):
    assert read_article(write("a.jsonl", lines(record))).key == key


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ('{"text": "cut', "not_json", None),
        ("plain words", "not_json", None),
        ("[1, 2]", "not_an_object", None),
        ('{"id": "1"}', "field_missing", "text"),
        ('{"text": ["a", "list"]}', "wrong_type", "text"),
        ('{"text": "  "}', "blank", "text"),
        ('{"text": ""}', "blank", "text"),
        ('{"text": "a\\u0000b"}', "nul", "text"),
        ('{"text": "half \\ud83d"}', "lone_surrogate", "text"),
        ('{"text": "T", "title": "a\\u0000b"}', "nul", "title"),
        ('{"text": "T", "date": "\\udc00"}', "lone_surrogate", "published"),
        ('{"text": "T", "title": 5}', "wrong_type", "title"),
        ('{"text": "T", "id": true}', "wrong_type", "id"),
        ('{"text": "T", "authors": [1]}', "wrong_type", "authors"),
        ('{"text": "T", "published": 1729853752}', "wrong_type", "published"),
        ('{"text": "T", "url": "example"}', "bad_url", "url"),
        ('{"text": ' + "[" * 100_000, "not_json", None),
        ('{"text": ' + "9" * 5_000 + "}", "not_json", None),
    ],
)
def test_bad_line_is_rejected_with_its_number_and_the_others_are_read(write, line, code, field):
    good = '{"text": "Before and after."}'
    path = write("mixed.jsonl", f"{good}\n\n{line}\n{good}\n")
    first, reject, last = read_articles([str(path)])
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (reject.code, reject.field, reject.line) == (code, field, 3)
    assert reject.reason.startswith(f"{path}:3: ")
    assert reject.record == line.encode() + b"\n"


def test_line_that_is_no_utf8_is_rejected(write):
    path = write("latin.jsonl", b'{"text": "caf\xe9"}\n{"text": "fine"}')
    reject, article = read_articles([str(path)])
    assert (reject.code, reject.line) == ("undecodable", 1)
    assert article.text == "fine"


def test_line_above_the_limit_is_known_by_its_hash_and_the_next_is_read(write):
    long = json.dumps({"text": "word " * 500_000}).encode() + b"\n"
    path = write("long.jsonl", b'{"text": "first"}\n' + long + b'{"text": "last"}')
    first, reject, last = read_articles([str(path)], size_limit=1000)
    assert (first.text, last.text) == ("first", "last")
    assert (reject.code, reject.line) == ("too_large", 2)
    kept = json.loads(reject.record)
    assert kept["sha256"] == hashlib.sha256(long).hexdigest()
    assert (kept["size_bytes"], kept["line"], kept["location"]) == (len(long), 2, str(path))


def test_rejected_line_can_be_read_again(write, read_reject):
    reject = read_reject(write("a.jsonl", '{"text": "T", "url": "example"}\n'))
    mended = reject.record.replace(b'"example"', b'"https://example.org/"')
    (article,) = read_source(Source.from_bytes(reject.location, mended))
    assert article.key == "https://example.org"


def test_byte_order_mark_is_no_part_of_the_first_line(write, read_article):
    article = read_article(write("a.jsonl", b"\xef\xbb\xbf" + b'{"text": "T"}'))
    assert (article.text, article.source.encoding) == ("T", "utf-8-sig")


def test_format_is_told_by_content_not_by_name(write, read_article):
    assert read_article(write("articles.txt", '{"text": "T"}\n')).source.reader == "json-lines-1"
    assert read_article(write("braces.jsonl", "{no JSON} but words\n")).source.reader == "text-1"


def test_gzip_cut_short_keeps_what_was_read_and_says_so(write):
    # Numbers that no one can guess pack badly, so half of the packed bytes hold whole lines.
    content = lines(*({"text": hashlib.sha256(bytes([n])).hexdigest() * 40} for n in range(200)))
    packed = gzip.compress(content.encode())
    *articles, reject = read_articles([str(write("cut.jsonl.gz", packed[: len(packed) // 2]))])
    assert len(articles) > 10
    assert all(isinstance(article, Article) for article in articles[:-1])
    assert isinstance(reject, RejectedRecord)
    assert reject.code == "unreadable"


def test_all_articles_of_a_file_share_one_source(write):
    path = write("a.jsonl", lines({"text": "One"}, {"text": "Two"}))
    first, second = read_articles([str(path)])
    assert first.source is second.source
