"""`python -m tools.bench`: one run on one machine; `--full` takes a million estimates."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from etl.database import open_database
from tools.bench.articles import measure_articles
from tools.bench.data import Size, make_data
from tools.bench.estimates import measure_estimates
from tools.bench.extraction import measure_extraction
from tools.bench.figures import Figure
from tools.bench.growth import NEW_ARTICLES, copy_of, seconds_of_new_articles, seconds_of_refresh
from tools.bench.report import plot_growth, write_report
from tools.bench.server import bench_server
from tools.bench.starting import measure_start
from tools.bench.views import measure_views

DOCS = Path(__file__).resolve().parents[2] / "docs"
MODEST = Size(100_000, 20_000, 200)
FULL = Size(1_000_000, 200_000, 2_000)
PARTS = ("start", "extraction", "estimates", "articles", "growth", "refresh", "views")


def main(arguments: Sequence[str] | None = None) -> int:
    wanted = _arguments(arguments)
    size = FULL if wanted.full else Size(wanted.estimates, wanted.articles, wanted.sources)
    figures: list[Figure] = []

    def tell(found: list[Figure]) -> None:
        for figure in found:
            print(f"{figure.part:<11}{figure.what:<75}{figure.value:>12,.2f} {figure.unit}", flush=True)
        figures.extend(found)

    parts = wanted.parts.split(",")
    if "extraction" in parts:
        tell(measure_extraction(wanted.copies, wanted.textacy))
    wanted.output.mkdir(parents=True, exist_ok=True)
    with bench_server(wanted.data) as url:
        open_database(url).dispose()
        if "estimates" in parts:
            entered = wanted.entered or max(1_000, size.estimates * 2 // 5)
            tell(measure_estimates(url, entered, min(entered, wanted.peers), wanted.dlt))
        if "articles" in parts:
            tell(measure_articles(url, wanted.loaded, seed=1))
        small = copy_of(url) if "growth" in parts else ""
        make_data(url, size)
        if "growth" in parts:
            few, many = seconds_of_new_articles(small, url)
            what = f"an article with {size.articles:,} there before / with {wanted.loaded:,}"
            tell([Figure("growth", what, many / few, "x", 1.15)])
            costs = [(wanted.loaded, 1000 * few / NEW_ARTICLES), (size.articles, 1000 * many / NEW_ARTICLES)]
            plot_growth(wanted.output / "growth.svg", costs)
            tell([Figure("refresh", "load and publish", many, "s", 1.0)])
        if "refresh" in parts:
            tell([Figure("refresh", "claims and counts that they touch, told anew", seconds_of_refresh(url), "s", 1.0)])
        if "start" in parts:
            tell(measure_start(url))
        if "views" in parts:
            tell(measure_views(url))
    told = [word for word in arguments or sys.argv[1:] if not word.startswith(("/", "--data", "--output"))]
    command = "python -m tools.bench " + " ".join(told)
    print(f"written: {write_report(wanted.output, figures, size, command.strip())}")
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="1,000,000 estimates, 200,000 articles, 2,000 sources")
    parser.add_argument("--estimates", type=int, default=MODEST.estimates)
    parser.add_argument("--articles", type=int, default=MODEST.articles)
    parser.add_argument("--sources", type=int, default=MODEST.sources)
    parser.add_argument("--loaded", type=int, default=2_000, help="articles of the load that is timed")
    parser.add_argument("--entered", type=int, default=None, help="rows of the sheet (default: 2 of 5 estimates)")
    parser.add_argument("--peers", type=int, default=100_000, help="rows that each peer of the sheet's load takes")
    parser.add_argument("--dlt", type=Path, default=None, help="a Python that has dlt, to time it too")
    parser.add_argument("--textacy", type=Path, default=None, help="a Python that has textacy and quantulum3, as above")
    parser.add_argument("--copies", type=int, default=40, help="how often the sample is read by the extractor")
    parser.add_argument("--parts", default=",".join(PARTS), help="which of: %(default)s")
    parser.add_argument("--data", type=Path, default=None, help="folder of the server's data (default: temporary)")
    parser.add_argument("--output", type=Path, default=DOCS, help="folder of performance.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
