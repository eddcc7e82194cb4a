"""The fuzz test: every reader gets damaged files for its share of ten minutes; nothing may escape it.

`make fuzz` runs it in full; the suite has a short form (`test_no_damage_escapes_a_reader`). What may come out is an
article, a reject, or, of a spreadsheet, an error that a person can act on; and it comes in time. An input that does
otherwise is kept, with the number that makes it again.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import io
import random
import sys
import tarfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from etl.errors import UsageError
from etl.read import read_source
from etl.read.estimate_columns import check_rows
from etl.read.estimate_sheets import SheetRow, open_sheet
from etl.read.quote_rows import check_quote_row
from etl.read.quote_rows import template_lines as quote_lines
from etl.read.source import Source
from etl.records import Article, RejectedRecord

#: Slower than this is as bad as an error; pages are ended by their own limit before.
SLOWEST_S = 30.0
#: What formats are made of: numbers at their limits, marks, names, beginnings of others.
PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\r", b"\n" * 50, b'"', b"'", b",", b"\t", b"{", b"[" * 200, b"}",
    b"<", b"</", b"<div>" * 300, b"<!--", b"<![CDATA[", b"&#0;", b"&amp;" * 20, b"]]>", b"<!DOCTYPE html>", b"<?xml version='1.1'?>",
    b"-1", b"99999999999999999999", b"1e999", b"NaN", b"2024-02-31", b"0000-00-00", b"9999-12-31T23:59:60Z", b"31/02/2024",
    b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-1.7", b"PAR1", b"WARC/1.1\r\n", b"Content-Length: 99999999999\r\n", b"charset=utf-7",
    b"charset=rot13", b"https://", b"http://[::1", b"file:///etc/passwd", b"../" * 10, b"text", b"url", b"%s%n", b"\xf0\x9f\x98\x80",
)  # fmt: skip


@dataclass
class Outcome:
    """What a reader's share of the time brought."""

    inputs: int = 0
    slowest_seconds: float = 0.0
    escaped: list[str] = field(default_factory=list)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A good file with a few bytes changed, cut, repeated, moved, or pieces of other formats put in."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(changed))
        to = min(len(changed), at + chance.choice((0, 1, 4, 30, 300)))
        match chance.randrange(6):
            case 0:
                changed[at:to] = chance.randbytes(chance.randint(0, 30))
            case 1:
                changed[at:at] = chance.choice(PIECES)
            case 2:
                changed[at:to] = chance.choice(PIECES)
            case 3:
                changed[at:at] = changed[at:to] * chance.randint(1, 20)
            case 4:
                del changed[at:to]
            case _:
                del changed[at:]
    return bytes(changed)


def read_records(name: str, content: bytes, _folder: Path) -> None:
    """What a load does with a source."""
    for record in read_source(Source.from_bytes(name, content)):
        assert isinstance(record, Article | RejectedRecord)
        record.text.encode() if isinstance(record, Article) else record.reason.encode()


def read_sheet(name: str, content: bytes, folder: Path) -> None:
    """What a load of estimates, or of quotes, does with a spreadsheet."""
    path = folder / name
    path.write_bytes(content)
    try:
        for chunk in open_sheet(path).chunks:
            if name.startswith("quotes"):
                for row in chunk.rows(list(range(len(chunk.lines)))):
                    check_quote(row)
            else:
                check_rows(chunk, {})
    except UsageError:
        pass  # a message for who runs the command


def check_quote(row: SheetRow) -> None:
    """A row's faults are told as a ValueError."""
    with suppress(ValueError):
        check_quote_row(row, {})


def seeds() -> dict[str, tuple[Callable[[str, bytes, Path], None], bytes]]:
    """Good files by name, each with what reads it."""
    place = Path(__file__).parent / "read" / "test_read_formats.py"
    spec = importlib.util.spec_from_file_location("formats", place)
    assert spec
    assert spec.loader
    formats = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(formats)
    files: dict[str, bytes] = dict(formats.SEEDS)
    words = f"{formats.WORDS}\n" * 3
    files |= {"plain.txt": words.encode(), "packed.txt.gz": gzip.compress(words.encode()), "lines.jsonl": b"".join(
        b'{"id": "%d", "text": "About 40 soldiers came.", "url": "https://example.org/%d", "published": "2024-10-22"}\n' % (n, n)
        for n in range(3)
    )}  # fmt: skip
    tape = io.BytesIO()
    with tarfile.open(fileobj=tape, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(words.encode())
        archive.addfile(member, io.BytesIO(words.encode()))
    files["all.tar"] = tape.getvalue()
    sheet = b'id,source,article,number,measure,status,said_on\n1,NATO,https://example.org/a,"10,000-12,000",troops,present,2024-10-28\n2,NATO,,at least 3k,troops,planned,\n'
    found = {name: (read_records, content) for name, content in files.items()}
    found |= {
        "estimates.csv": (read_sheet, sheet), "estimates.xlsx": (read_sheet, files["table.xlsx"]),
        "estimates.parquet": (read_sheet, files["table.parquet"]),
        "estimates.jsonl": (read_sheet, b'{"source": "NATO", "number": "~1,500", "measure": "troops"}\n' * 3),
        "quotes.csv": (read_sheet, "\n".join(quote_lines()).encode()),
    }  # fmt: skip
    return found


def fuzz(name: str, read: Callable[[str, bytes, Path], None], content: bytes, seconds: float, kept: Path) -> Outcome:
    """Give a reader damaged files until its time is over."""
    outcome = Outcome()
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        seed = f"{name}/{outcome.inputs}"
        given = damaged(content, random.Random(seed))  # noqa: S311 - damage, not secrets
        began = time.monotonic()
        try:
            read(name, given, kept)
        except Exception:  # noqa: BLE001 - any that escapes is what is looked for
            outcome.escaped.append(f"{seed}: {traceback.format_exc(limit=-3)}")
        took = time.monotonic() - began
        if took > SLOWEST_S:
            outcome.escaped.append(f"{seed}: took {took:.1f} s")
        if outcome.escaped and outcome.escaped[-1].startswith(f"{seed}:"):
            (kept / f"escaped-{outcome.inputs}-{name}").write_bytes(given)
        outcome.slowest_seconds = max(outcome.slowest_seconds, took)
        outcome.inputs += 1
    return outcome


def main() -> None:
    """`python tests/fuzz.py [--minutes N] [--keep DIR]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"), help="folder for inputs that escaped")
    arguments = parser.parse_args()
    arguments.keep.mkdir(parents=True, exist_ok=True)
    given = seeds()
    failures = total = 0
    for name, (read, content) in given.items():
        outcome = fuzz(name, read, content, 60 * arguments.minutes / len(given), arguments.keep)
        total += outcome.inputs
        failures += len(outcome.escaped)
        print(f"{name}: {outcome.inputs:,} inputs, slowest {outcome.slowest_seconds:.2f} s, "
              f"{len(outcome.escaped)} escaped", flush=True)  # fmt: skip
        for told in outcome.escaped[:3]:
            print(told, flush=True)
    print(f"{total:,} inputs, {failures} escaped" + (f"; they are in {arguments.keep}" if failures else ""))
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
