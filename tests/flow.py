"""A scripted extractor and small articles, for tests of the jobs that need no language model."""

from __future__ import annotations

import os
import re

from etl.records import (
    UNKNOWN_TIME,
    Annotation,
    ArticleEntity,
    ArticleText,
    ChainLink,
    EntityMention,
    Estimate,
    Party,
    Passage,
    Quote,
)


class ScriptedExtractor:
    """Reads texts of the form "<Name> said <number> soldiers." and nothing else."""

    name = "scripted"

    def __init__(self, version: str = "1", *, fails_on: str | None = None) -> None:
        self.version = version
        self.fails_on = fails_on
        self.texts_read: list[str] = []

    def extract(self, article: ArticleText) -> Annotation:
        if self.fails_on and self.fails_on in article.text:
            raise RuntimeError("a rule tripped")
        self.texts_read.append(article.text)
        found = re.search(r"(\w+ \w+) said (\d+) soldiers", article.text)
        assert found, article.text
        speaker = Party(found[1], found.start(1), found.end(1), found[1], 0)
        sentence = (0, len(article.text))
        number = float(found[2])
        return Annotation(
            passages=(Passage(0, len(article.text), "body"),),
            entities=(ArticleEntity(0, found[1], "person", None, ((found[1], "name"),)),),
            mentions=(EntityMention(*found.span(1), found[1], "PERSON", "name", 0, found[1]),),
            quotes=(
                Quote(
                    found.start(2), found.end(), article.text[found.start(2) : found.end()], "indirect", (speaker,), "said",
                    found.end(1) + 1, found.end(1) + 5, None, 0, UNKNOWN_TIME, 0, *sentence, 0.9,
                ),
            ),
            quantities=(),
            estimates=(
                Estimate(
                    *found.span(2), *found.span(2), found[2], "numeric", number, number, number, number, None, None,
                    "asserted", "person", "soldiers", None, None, "troops", "present", "North Korea", None, "Russia",
                    None, None, "instant", False, speaker, "explicit", (ChainLink("origin", speaker),), (),
                    UNKNOWN_TIME, UNKNOWN_TIME, None, 0, *sentence, 0.9,
                ),
            ),
        )  # fmt: skip


class DyingExtractor(ScriptedExtractor):
    """Ends its process on one text, as a crash in a native library does."""

    def __init__(self, dies_on: str) -> None:
        super().__init__()
        self.dies_on = dies_on

    def extract(self, article: ArticleText) -> Annotation:
        if self.dies_on in article.text:
            os._exit(9)
        return super().extract(article)
