"""Every format through the same door: what is read from it, and how what cannot be read is told."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read import ReadOptions, Source, read_articles, read_source
from etl.records import Article, RejectedRecord

WORDS = "The ministry said on Monday that about 400 people had left the town after the flood."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Flood | Courier</title>
<link rel="canonical" href="https://example.org/flood"><meta property="og:site_name" content="Courier">
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2024-10-22T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Flood</h1><p>{WORDS} {WORDS}</p><p>{WORDS}</p></article></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Wire</title><item><title>Flood &amp; fire</title><link>https://example.org/1</link><guid>1</guid>
<pubDate>Tue, 22 Oct 2024 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{WORDS}</p><p>The second &amp; last.</p>]]></content:encoded></item>
<item><title>No text</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Flood</title><id>urn:1</id>
<link href="https://example.org/2"/><published>2024-10-22T10:00:00Z</published>
<content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry></feed>"""
MAIL = f"""From: Courier <news@example.org>
To: reader@example.org
Subject: Flood
Date: Tue, 22 Oct 2024 10:00:00 +0200
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{WORDS}
"""


def read(path, **columns):
    return list(read_articles([str(path)], options=ReadOptions(columns=columns)))


def codes(records):
    return [record.code if isinstance(record, RejectedRecord) else "read" for record in records]


def table():
    return [
        {"id": "1", "text": WORDS, "date": "2024-10-22", "title": "Flood"},
        {"id": "2", "text": "", "date": "2024-10-22", "title": "Empty"},
        {"id": "3", "text": WORDS, "date": "31/02/2024", "title": "Date"},
    ]


def parquet_bytes(rows):
    import pyarrow as pa
    from pyarrow import parquet

    target = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), target)
    return target.getvalue()


def workbook_bytes(rows):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def zip_bytes(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def warc_bytes(page):
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    headers = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/flood\r\n"
        "WARC-Date: 2024-10-23T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return gzip.compress(headers.encode() + response + b"\r\n\r\n")


def test_page_gives_the_article_with_its_metadata(write, read_article):
    article = read_article(write("page.html", PAGE))
    assert (article.key, article.title, article.outlet, article.byline) == (
        "https://example.org/flood", "Flood", "Courier", "Ann Lee",
    )  # fmt: skip
    assert article.published.from_on == date(2024, 10, 22)
    assert WORDS in article.text
    assert "Home" not in article.text
    assert article.source.reader == "html-1"


def test_page_in_a_legacy_charset_is_read_as_it_declares(write, read_article):
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("Ann Lee", "Łukasz Żak")
    article = read_article(write("page.html", page.encode("iso-8859-2")))
    assert (article.byline, article.source.encoding) == ("Łukasz Żak", "iso-8859-2")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("deep.html", "<html><body>" + "<div>" * 100_000 + "<p>x", "nested_too_deep"),
        ("large.html", "<html>" + "<div>x</div>" * 1_700_000, "too_large"),
        ("none.html", "<html><body></body></html>", "no_article"),
    ],
)
def test_page_without_measure_is_refused(write, read_reject, name, content, code):
    assert read_reject(write(name, content)).code == code


@pytest.mark.parametrize(("content", "key"), [(FEED, "https://example.org/1"), (ATOM, "https://example.org/2")])
def test_feed_gives_an_article_an_entry(write, content, key):
    records = read(write("feed.xml", content))
    article = records[0]
    assert (article.key, article.outlet, article.published.from_on) == (key, "Wire", date(2024, 10, 22))
    assert article.text.startswith(WORDS)
    assert [record.code for record in records[1:]] == ["field_missing"] * (len(records) - 1)


def test_full_text_of_an_entry_goes_before_its_summary_and_keeps_paragraphs(write):
    assert read(write("feed.rss", FEED))[0].text == f"{WORDS}\nThe second & last."


@pytest.mark.parametrize("declaration", ['<?xml version="1.0"?>', ""])
def test_feed_with_entities_of_its_own_is_refused(write, read_reject, declaration):
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    feed = f'{declaration}<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss><channel><item><title>&l9;</title></item></channel></rss>'
    assert read_reject(write("feed.xml", feed)).code == "xml_entities"


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet", "xlsx", "json", "jsonl"])
def test_a_table_gives_an_article_a_row_and_rejects_that_replay(write, form):
    rows = table()
    separator = "\t" if form == "tsv" else ";"
    texts = {
        "json": json.dumps(rows, indent=1),
        "jsonl": "\n".join(map(json.dumps, rows)),
        "parquet": parquet_bytes(rows) if form == "parquet" else b"",
        "xlsx": workbook_bytes(rows) if form == "xlsx" else b"",
    }
    content = texts.get(form) or "\n".join([separator.join(rows[0]), *(separator.join(row.values()) for row in rows)])
    records = read(write(f"table.{form}", content))
    assert codes(records)[::2] == ["read", "bad_date"]
    assert codes(records)[1] in {"blank", "field_missing"}
    assert (records[0].key, records[0].title, records[0].published.from_on) == ("1", "Flood", date(2024, 10, 22))
    reject = records[2]
    assert reject.field == "published"
    assert "31/02/2024" in reject.reason
    (again,) = read_source(
        Source.from_bytes(reject.location, reject.record.replace(b"31/02/2024", b"2024-02-28")), reader=reject.reader
    )
    assert (again.key, again.published.from_on) == ("3", date(2024, 2, 28))


def test_foreign_column_names_are_mapped(write):
    path = write("export.csv", f"nr,inhalt,datum\n1,{WORDS},2024-10-22\n")
    assert codes(read(path)) == ["columns_missing"]
    (article,) = read(path, id="nr", text="inhalt", published="datum")
    assert (article.key, article.text, article.published.from_on) == ("1", WORDS, date(2024, 10, 22))
    (reject,) = read(path, text="body")
    assert "'body' (for text)" in reject.reason


def test_shifted_columns_are_rejected_with_their_line(write):
    records = read(write("export.csv", f'id,text\n1,"{WORDS}\nin two lines"\n2,too,many\n3,{WORDS}\n'))
    assert codes(records) == ["read", "shifted_columns", "read"]
    assert records[1].line == 4


def test_quotation_mark_that_never_closes_is_told(write, read_reject):
    assert read_reject(write("export.csv", 'id,text\n1,"open\n2,b\n')).code == "not_csv"


def test_spreadsheet_day_is_a_day_and_a_formula_without_value_is_missing(write):
    rows = [
        {"id": 1, "text": WORDS, "date": datetime(2024, 10, 22)},  # noqa: DTZ001 - a spreadsheet has no zones
        {"id": 2, "text": "=A2&A2", "date": None},
    ]
    records = read(write("table.xlsx", workbook_bytes(rows)))
    assert (records[0].key, records[0].published.from_on) == ("1", date(2024, 10, 22))
    assert codes(records[1:]) == ["field_missing"]


def test_merged_cells_hold_their_value_in_the_first(write):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["id", "text", "title"], [1, WORDS, None], [2, WORDS + " Again.", "x"]):
        book.active.append(row)
    book.active.merge_cells("B2:C2")
    target = io.BytesIO()
    book.save(target)
    assert [article.title for article in read(write("table.xlsx", target.getvalue()))] == [None, "x"]


def test_news_please_and_gdelt_objects_are_understood(write, read_article, read_reject):
    record = {"maintext": WORDS, "date_publish": "2024-10-22 10:00:00", "source_domain": "example.org", "title": "T"}
    article = read_article(write("a.json", json.dumps(record, indent=2)))
    assert (article.outlet, article.published.precision, article.published.from_on) == (
        "example.org", "day", date(2024, 10, 22),
    )  # fmt: skip
    entry = {"url": "https://example.org/1", "seendate": "20241022T100000Z"}
    reject = read_reject(write("b.json", json.dumps({"articles": [entry]})))
    assert "addresses only" in reject.reason
    seen = read_article(write("c.json", json.dumps({"articles": [entry | {"text": WORDS}]})))
    assert (seen.published.from_on, seen.published.to_on) == (None, date(2024, 10, 22))
    assert seen.published.precision == "no_later_than"


def test_newsletter_is_read_from_its_plain_text(write, read_article):
    article = read_article(write("letter.eml", MAIL))
    assert (article.key, article.title, article.outlet) == ("<1@example.org>", "Flood", "Courier")
    assert article.text.strip() == WORDS
    html = MAIL.replace("text/plain; charset=utf-8", "text/html; charset=unheard-of").replace(WORDS, PAGE)
    assert WORDS in read_article(write("html.eml", html)).text


def test_warc_gives_its_pages_with_address_and_time(write, read_article):
    article = read_article(write("crawl.warc.gz", warc_bytes(PAGE)))
    assert article.key == "https://example.org/flood"
    assert article.source.retrieved_at.isoformat() == "2024-10-23T00:00:00+00:00"


def test_a_warc_with_records_of_a_wrong_length_says_nothing_on_standard_error(write, capsys):
    crawl = gzip.decompress(warc_bytes(PAGE))
    length = crawl.split(b"Content-Length: ")[1].split(b"\r\n")[0]
    wrong = crawl.replace(b"Content-Length: " + length, b"Content-Length: %d" % (int(length) - 40))
    read(write("crawl.warc", wrong + crawl))
    assert capsys.readouterr().err == ""


def test_docx_and_its_title(write, read_article):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(WORDS)
    document.core_properties.title = "Flood"
    target = io.BytesIO()
    document.save(target)
    article = read_article(write("letter.docx", target.getvalue()))
    assert (article.text, article.title) == (WORDS, "Flood")


def test_pdf_without_text_is_told(write, read_reject):
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    target = io.BytesIO()
    writer.write(target)
    assert read_reject(write("scan.pdf", target.getvalue())).code == "no_article"


def test_archives_hold_anything_and_lead_nowhere_else(write):
    inner = zip_bytes({"deep.txt": "From the inner archive."})
    content = zip_bytes({"a/b.txt": WORDS, "../up.txt": "x", "/etc/x.txt": "x", "c.jsonl": '{"text": "One line"}', "d.zip": inner, ".x": "y"})  # fmt: skip
    records = read(write("all.zip", content))
    assert codes(records) == ["path_traversal", "path_traversal", "read", "read", "read"]
    assert records[4].source.location.endswith("all.zip!/d.zip!/deep.txt")


def test_tar_link_is_not_followed(write):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
        entry = tarfile.TarInfo("story.txt")
        entry.size = len(WORDS)
        archive.addfile(entry, io.BytesIO(WORDS.encode()))
    assert codes(read(write("all.tar.gz", target.getvalue()))) == ["not_a_file", "read"]


def test_zip_bomb_is_refused(write, read_reject):
    assert read_reject(write("bomb.zip", zip_bytes({"zeros.txt": b"0" * 150_000_000}))).code == "archive_bomb"


@pytest.mark.parametrize("make", [
    lambda: gzip.compress(WORDS.encode() * 50), lambda: parquet_bytes(table()), lambda: zip_bytes({"a.txt": WORDS * 50}),
    lambda: workbook_bytes(table()), lambda: warc_bytes(PAGE),
])  # fmt: skip
def test_a_file_cut_off_is_told(write, read_reject, make):
    content = make()
    reject = read_reject(write("cut", content[: len(content) * 2 // 3]))
    assert reject.code in {"damaged", "unreadable"}
    assert reject.record == content[: len(content) * 2 // 3]


SEEDS = {
    "page.html": PAGE.encode(), "feed.xml": FEED.encode(), "atom.xml": ATOM.encode(), "letter.eml": MAIL.encode(),
    "table.csv": f"id,text\n1,{WORDS}\n".encode(), "table.json": json.dumps(table()).encode(),
    "table.parquet": parquet_bytes(table()), "table.xlsx": workbook_bytes(table()),
    "all.zip": zip_bytes({"a.txt": WORDS}), "crawl.warc.gz": warc_bytes(PAGE), "scan.pdf": b"%PDF-1.4\n1 0 obj<<>>endobj\n",
}  # fmt: skip


@st.composite
def damaged(draw, content):
    """Bytes of a good file with a few of them changed, cut or repeated."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(changed)))
        length = draw(st.integers(0, 30))
        changed[at : at + length] = draw(st.binary(max_size=30))
    return bytes(changed)


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_damage_escapes_a_reader(name, data):
    content = data.draw(damaged(SEEDS[name]))
    for record in read_source(Source.from_bytes(name, content)):
        assert isinstance(record, Article | RejectedRecord)
