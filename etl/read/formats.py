"""Formats told by their first bytes or their name that no reader takes yet (`etl/data/read/unread_formats.csv`)."""

from __future__ import annotations

from etl.lexicon import read_table

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def unread_format(head: bytes, name: str) -> str | None:
    """The format's name if bytes or name show one that must not be taken for plain text, else ``None``.

    Bytes decide where they can; the name only for formats without a signature (CSV).
    """
    start = head.removeprefix(_BYTE_ORDER_MARK).lstrip()[:64].lower()
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    for row in read_table("read/unread_formats.csv"):
        signature = bytes.fromhex(row["signature"])
        if signature and (head.startswith(signature) or start.startswith(signature)):
            return row["format"]
        if row["suffix"] and row["suffix"] == suffix:
            return row["format"]
    return None
