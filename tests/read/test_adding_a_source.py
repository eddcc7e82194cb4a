"""The reader of `docs/adding-a-source.md` is short and works as printed."""

import re
from pathlib import Path

from etl.read import Source

PAGE = Path(__file__).resolve().parents[2] / "docs" / "adding-a-source.md"


def test_the_documented_reader_works_and_is_under_forty_lines():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(code.splitlines()) < 40
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own page
    reader = names["HeadedTextReader"]()
    assert reader.accepts(b"title: Flood\n", "a.txt")
    (article,) = reader.read(Source.from_bytes("a.txt", b"title: Flood\n\nAbout 40 people left."))
    assert (article.title, article.text, article.source.reader) == ("Flood", "About 40 people left.", "headed-text-1")
    (reject,) = reader.read(Source.from_bytes("a.txt", b"title: Flood"))
    assert reject.code == "blank"
