"""The report page: self-contained, every mark leads to its sentence, rendered by a browser where there is one."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

TOPIC = "north-korean-troops-in-russia"


@pytest.fixture(scope="module")
def sample_page(session_server, server_url, template_url, tmp_path_factory):
    """The bundled sample as a page, written once: (folder, HTML)."""
    from conftest import TEMPLATE, _command, _database

    folder = tmp_path_factory.mktemp("report")
    with _database(session_server, server_url, TEMPLATE) as url:
        onrecord = _command(folder, url)
        from etl.assets import asset_folder

        assert onrecord("run", asset_folder("sample") / "articles").returncode == 0
        done = onrecord("report", "--topic", TOPIC, "-o", folder / "report.html", "--chart", folder / "chart.svg")
        assert done.returncode == 0, done.stderr
        for ending in ("png", "pdf"):
            again = onrecord(
                "report", "--topic", TOPIC, "-o", folder / "report.html", "--chart", folder / f"chart.{ending}"
            )
            assert again.returncode == 0, again.stderr
        evidence = json.loads(
            onrecord("view", "show", "topic_estimates", "--where", f"topic = '{TOPIC}'", "--json").stdout
        )
    return folder, (folder / "report.html").read_text(encoding="utf-8"), evidence


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.links, self.ids, self.tags = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and found.get("href", "").startswith("#"):
            self.links.append(found["href"][1:])


def test_every_mark_leads_to_its_sentence(sample_page):
    _, html, evidence = sample_page
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    marks = [link for link in page.links if link.startswith("estimate-")]
    numeric = [row for row in evidence if row["kind"] == "numeric" and not row["is_change"]]
    assert sorted(marks) == sorted(f"estimate-{row['estimate_id']}" for row in numeric)
    assert set(page.links) <= set(page.ids)
    for row in evidence:
        assert f"estimate-{row['estimate_id']}" in page.ids
    assert "<mark>about 10,000</mark>" in html


def test_the_page_needs_nothing_from_elsewhere(sample_page):
    _, html, _ = sample_page
    assert not re.search(r"<(link|img|iframe|object)\b|<script [^>]|@import|url\(|src=[^']", html)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    policy = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{policy}'\"" in html


def test_planned_and_present_stand_in_panels_of_their_own(sample_page):
    _, html, evidence = sample_page
    panels = re.findall(r'<figure.*?<h3 id="panel-\d+">(.*?)</h3>(.*?)</figure>', html, re.DOTALL)
    planned = dict(panels)["Troops: planned or being prepared"]
    for row in evidence:
        if row["measure"] == "troops" and row["kind"] == "numeric":
            assert (f'#estimate-{row["estimate_id"]}"' in planned) == row["is_planned"]


def test_open_ends_are_drawn_open(sample_page):
    _, html, evidence = sample_page
    open_ended = [
        r
        for r in evidence
        if r["kind"] == "numeric" and not r["is_change"] and (r["low"] is None) != (r["high"] is None)
    ]
    assert len(re.findall(r'<path class="open" d="M\d{3}', html)) == len(open_ended) > 0


def test_sides_without_a_figure_are_named_with_zero(sample_page):
    _, html, _ = sample_page
    assert re.search(r'<td>North Korea</td><td>Troops</td><td class="number">0</td>', html)


def test_the_chart_for_a_paper(sample_page):
    folder, _, _ = sample_page
    svg = (folder / "chart.svg").read_text(encoding="utf-8")
    assert "about 10,000" in svg
    assert (folder / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "chart.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_browser_draws_it(sample_page, colours):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("needs Chromium on the PATH")
    folder, _, _ = sample_page
    picture = folder / f"{colours}.png"
    scheme = "--blink-settings=preferredColorScheme=" + ("1" if colours == "light" else "0")
    subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", scheme, f"--user-data-dir={folder}/profile",
            "--window-size=1000,900", f"--screenshot={picture}", (folder / "report.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    from PIL import Image

    with Image.open(picture) as image:
        ground = image.convert("RGB").getpixel((4, 4))
        found = {colour for _, colour in image.convert("RGB").getcolors(1_000_000)}
    assert (min(ground) > 240) == (colours == "light")
    assert ((0, 114, 178) if colours == "light" else (86, 180, 233)) in found, (
        "Ukraine's marks are drawn in their colour"
    )


def test_a_topic_that_is_not_there_is_named_with_those_that_are(onrecord):
    done = onrecord("report", "--topic", "weather", "-o", "unused.html")
    assert done.returncode == 2
    assert "no topic 'weather'" in done.stderr
    assert TOPIC in done.stderr


def test_a_topic_without_a_figure_says_so_and_what_to_do(onrecord, tmp_path):
    assert onrecord("report", "--topic", TOPIC, "-o", tmp_path / "empty.html").returncode == 0
    html = (tmp_path / "empty.html").read_text()
    assert "No figure of this topic has been read yet" in html
    assert "<table>" not in html


def test_a_mention_of_two_topics_has_a_name_in_each(sample_page):
    from etl.report.chart import anchor

    mention = type("Mention", (), {"estimate_id": 7})
    assert [anchor(mention, topic) for topic in (0, 1)] == ["7", "1-7"]


def test_an_empty_database_gives_a_page_that_says_so(onrecord, tmp_path):
    assert onrecord("report", "-o", tmp_path / "empty.html").returncode == 0
    assert "No topic has a figure yet" in (tmp_path / "empty.html").read_text()
