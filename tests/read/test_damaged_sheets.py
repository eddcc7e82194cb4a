"""Damaged spreadsheets, the short form of `make fuzz`: bad rows or a message, never anything else."""

import random

import pytest
from fuzz import damaged, seeds

SHEETS = {name: seed for name, seed in seeds().items() if name.startswith(("estimates", "quotes"))}
NO_ROWS = {
    "estimates.csv": b"id,source,what\n",
    "estimates.jsonl": b"{}\n[1]\nnull\n",
    "quotes.csv": b"id,article,text\n",
}


@pytest.mark.parametrize("name", SHEETS)
def test_no_damage_escapes(name, tmp_path):
    read, content = SHEETS[name]
    for number in range(60):
        read(name, damaged(content, random.Random(f"{name}/{number}")), tmp_path)  # noqa: S311 - damage, not secrets


@pytest.mark.parametrize("name", NO_ROWS)
def test_a_sheet_without_a_row_is_read(name, tmp_path):
    SHEETS[name][0](name, NO_ROWS[name], tmp_path)


def test_a_blank_id_is_none(tmp_path):
    SHEETS["estimates.csv"][0]("estimates.csv", b"id,source,number\n   ,NATO,many\n", tmp_path)
