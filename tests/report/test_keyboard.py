"""The report page in a browser that is driven by keys: Tab, Enter, Escape; narrow; dark; for colour-blind readers."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import time

import pytest

TOPIC = "north-korean-troops-in-russia"
ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
ESCAPE = {"key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27}
TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
# How the two common kinds of colour blindness see linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
SEEN_AS = {
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
}


class Browser:
    """Chromium driven through its debugging pipe: JSON messages that end with a zero byte."""

    def __init__(self, program, folder):
        (read_commands, self._commands), (self._answers, write_answers) = os.pipe(), os.pipe()
        # The pipe is expected at 3 and 4, and a shell may know no descriptor beyond 9.
        moved = f"import os, sys; os.dup2({read_commands}, 3); os.dup2({write_answers}, 4); os.execv(sys.argv[1], sys.argv[1:])"
        self._process = subprocess.Popen(
            [
                sys.executable, "-c", moved, program, "--headless=new", "--no-sandbox", "--disable-gpu",
                "--remote-debugging-pipe", f"--user-data-dir={folder}",
            ],
            pass_fds=(read_commands, write_answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(read_commands)
        os.close(write_answers)
        self._numbers, self._buffer, self._session = itertools.count(1), b"", {}

    def open(self, address):
        target = self.send("Target.createTarget", url=address)["targetId"]
        self._session = {"sessionId": self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        deadline = time.monotonic() + 60
        # Asked at once: the empty page is complete too, and may have gone before its address is asked for.
        while not self.ask("document.readyState == 'complete' && location.href != 'about:blank'"):
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def send(self, method, **parameters):
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters, **self._session}
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self):
        while b"\0" not in self._buffer:
            found = os.read(self._answers, 65536)
            assert found, "the browser went away"
            self._buffer += found
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def ask(self, expression):
        return self.send("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def press(self, key):
        self.send("Input.dispatchKeyEvent", type="keyDown", **key)
        self.send("Input.dispatchKeyEvent", type="keyUp", **{k: v for k, v in key.items() if k != "text"})

    def close(self):
        self._process.terminate()
        self._process.wait(timeout=30)
        os.close(self._commands)
        os.close(self._answers)


@pytest.fixture(scope="module")
def browser(session_server, server_url, template_url, tmp_path_factory):
    """A browser that has opened the page of the bundled sample."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs Chromium on the PATH")
    from conftest import TEMPLATE, _command, _database

    from etl.assets import asset_folder

    folder = tmp_path_factory.mktemp("keyboard")
    with _database(session_server, server_url, TEMPLATE) as url:
        onrecord = _command(folder, url)
        assert onrecord("run", asset_folder("sample") / "articles").returncode == 0
        assert onrecord("report", "--topic", TOPIC, "-o", folder / "report.html").returncode == 0
    opened = Browser(program, folder / "profile")
    try:
        opened.open((folder / "report.html").as_uri())
        yield opened
    finally:
        opened.close()


def test_tab_reaches_every_mark_in_the_order_of_the_page(browser):
    marks = browser.ask("[...document.querySelectorAll('svg a')].map(a => a.id).join()").split(",")
    assert len(marks) > 10
    reached = []
    for _ in range(len(marks) + 5):
        browser.press(TAB)
        reached.append(browser.ask("document.activeElement.id"))
    assert [name for name in reached if name.startswith("mark-")] == marks
    assert browser.ask("document.querySelector('svg a:last-of-type .reach').getBoundingClientRect().width > 100")


def test_enter_opens_the_sentence_and_escape_or_the_link_lead_back(browser):
    for keys in ((ESCAPE,), ("link", ENTER)):
        browser.ask("document.querySelectorAll('svg a')[3].focus()")
        mark = browser.ask("document.activeElement.id")
        browser.press(ENTER)
        sentence = mark.replace("mark-", "estimate-")
        assert browser.ask("location.hash") == f"#{sentence}"
        assert browser.ask("document.activeElement.id") == sentence
        assert browser.ask(f"document.getElementById('{sentence}').getBoundingClientRect().top < innerHeight")
        for key in keys:
            if key == "link":
                browser.ask(f"document.querySelector('#{sentence} .back').focus()")
            else:
                browser.press(key)
        assert browser.ask("document.activeElement.id") == mark


def test_a_phone_scrolls_the_charts_and_not_the_page(browser):
    browser.send("Emulation.setDeviceMetricsOverride", width=380, height=800, deviceScaleFactor=1, mobile=False)
    assert browser.ask("document.documentElement.scrollWidth") <= 380
    browser.send("Emulation.clearDeviceMetricsOverride")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_and_mark_stands_out_and_sides_differ_for_all_eyes(browser, scheme):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.send("Emulation.setEmulatedMedia", features=features)
    names = ["ground", "ink", "quiet", "link", *(f"side-{number}" for number in range(6)), "side-none"]
    style = "getComputedStyle(document.documentElement).getPropertyValue('--{}').trim()"
    colours = {name: linear(browser.ask(style.format(name))) for name in names}
    for name in ("ink", "quiet", "link"):
        assert contrast(colours[name], colours["ground"]) >= 4.5, name
    for name in names[4:]:
        assert contrast(colours[name], colours["ground"]) >= 3, name
    for kind, matrix in SEEN_AS.items():
        seen = {name: [sum(m * c for m, c in zip(row, colours[name], strict=True)) for row in matrix] for name in names}
        for one, other in itertools.combinations(names[4:8], 2):
            assert sum(abs(a - b) for a, b in zip(seen[one], seen[other], strict=True)) > 0.1, (kind, one, other)


def linear(colour):
    digits = re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", colour)[1]
    parts = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [2 * digit for digit in digits]
    shares = [int(part, 16) / 255 for part in parts]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def contrast(one, other):
    lights = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05 for r, g, b in (one, other))
    return lights[1] / lights[0]
