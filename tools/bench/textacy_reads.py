"""Run by an interpreter that has textacy and quantulum3: what a script would read texts with; prints the seconds.

``pip install textacy 'quantulum3[classifier]' scikit-learn==1.8.0`` makes one that does (the classifier was trained by
that version).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import spacy
from quantulum3 import parser
from textacy.extract.triples import direct_quotations


def main(model: str, path: str) -> dict[str, float]:
    """Seconds for direct quotations and quantities of each text, and how many were found.

    textacy gives a text up that has an odd number of quotation marks.
    """
    language = spacy.load(model)
    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    found = {"quotes": 0, "quantities": 0, "given_up": 0}
    parser.parse("ten men"), list(direct_quotations(language(texts[0][:50].replace('"', ""))))
    began = time.perf_counter()
    for text in texts:
        try:
            found["quotes"] += len(list(direct_quotations(language(text))))
        except ValueError:
            found["given_up"] += 1
        found["quantities"] += len(parser.parse(text))
    return {"seconds": time.perf_counter() - began, **found}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
