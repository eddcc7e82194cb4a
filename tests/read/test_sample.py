"""The bundled sample: it can be read, and it is ours."""

from __future__ import annotations

import json
import re

from etl.assets import asset_folder
from etl.read import read_articles
from etl.records import Article

#: Two texts on one event share names and figures; a run of this many words they share only by copying.
COPIED_WORDS = 8


def sample_articles():
    return list(read_articles([str(asset_folder("sample") / "articles")]))


def runs(text):
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {" ".join(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1)}


def test_every_dispatch_is_read_and_is_english():
    articles = sample_articles()
    assert 6 <= len(articles) <= 10
    assert all(isinstance(article, Article) and article.language == "en" for article in articles)
    assert len({article.key for article in articles}) == len(articles)


def test_readme_lists_every_dispatch():
    listed = set(re.findall(r"`([\w-]+\.txt)`", (asset_folder("sample") / "README.md").read_text(encoding="utf-8")))
    assert listed == {article.source.location.rsplit("/", 1)[-1] for article in sample_articles()}


def test_no_sentence_is_taken_from_the_articles_beside_the_repository(shared):
    theirs = set()
    for path in (shared / "seeds").glob("*.txt"):
        theirs |= runs(path.read_text(encoding="utf-8"))
    for path in (shared / "eval").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            theirs |= runs(json.loads(line).get("text", ""))
    assert len(theirs) > 1000
    assert {article.key: runs(article.text) & theirs for article in sample_articles()} == {
        article.key: set() for article in sample_articles()
    }
