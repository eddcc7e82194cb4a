"""The bench in a tiny form: its data keep the database's rules, every part gives figures, the page is written."""

import subprocess
import sys
from pathlib import Path

import psycopg

REPOSITORY = Path(__file__).resolve().parent.parent
RULES = {
    "span": "SELECT count(*) FROM estimate JOIN article_version USING (article_version_id)"
    " WHERE substr(text, start_offset::int + 1, (end_offset - start_offset)::int) <> surface",
    "chain": "SELECT count(*) FROM estimate WHERE estimate_id NOT IN (SELECT estimate_id FROM estimate_attribution)",
    "origin": "SELECT count(*) FROM estimate LEFT JOIN entity ON entity_id = origin_entity_id WHERE entity.name IS NULL",
    "claim": "SELECT count(*) FROM estimate WHERE estimate_id NOT IN (SELECT estimate_id FROM claim_member)",
}


def test_the_generated_data_keep_the_rules_that_were_not_asked(database_url, monkeypatch):
    monkeypatch.syspath_prepend(REPOSITORY)
    from etl.cluster import plain_url
    from tools.bench.data import Size, make_data

    make_data(database_url, Size(1_000, 200, 30))
    with psycopg.connect(plain_url(database_url)) as session:
        broken = {name: session.execute(query).fetchone()[0] for name, query in RULES.items()}
        assert session.execute("SELECT count(*) FROM report.evidence").fetchone() == (1_000,)
    assert broken == dict.fromkeys(RULES, 0)


def test_a_tiny_run_writes_the_page(open_folder, tmp_path):
    sizes = [
        "--estimates",
        "1000",
        "--articles",
        "200",
        "--sources",
        "120",
        "--loaded",
        "20",
        "--entered",
        "400",
        "--peers",
        "100",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench", *sizes, "--parts", "estimates,articles,growth,refresh,start,views",
         "--data", open_folder, "--output", tmp_path],
        cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "## Saved views" in page
    assert "| 100 rows: SQLAlchemy Core, ON CONFLICT |" in page
    assert "| peak memory of the load |" in page
    assert "| topic_estimates where topic" in page
    assert (tmp_path / "growth.svg").read_text(encoding="utf-8").startswith("<?xml")
