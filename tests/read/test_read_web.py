"""Sources on the web, from a server of the test's own: within limits, or told why not."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from etl.read import FetchLimits, FetchMemory, ReadOptions, read_articles
from etl.records import Article

STORY = b"The ministry said on Monday that about 400 people had left the town after the flood."
FEED = (
    b"<rss version='2.0'><channel><title>Wire</title><item><title>T</title><description>"
    + STORY
    + b"</description></item></channel></rss>"
)


class Site(BaseHTTPRequestHandler):
    """What an address answers is told by its path."""

    failures = 1

    def do_GET(self):
        answer = getattr(self, f"answer_{self.path.strip('/')}", None)
        try:
            if answer:
                answer()
            else:
                self.send_error(404)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the reader gave up, as it should

    def send(self, content, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def answer_story(self):
        self.send(STORY)

    def answer_feed(self):
        if self.headers.get("If-None-Match") == '"1"':
            self.send(b"", 304)
        else:
            self.send(FEED, ETag='"1"')

    def answer_moved(self):
        self.send(b"", 301, Location="/story")

    def answer_loop(self):
        self.send(b"", 302, Location="/loop")

    def answer_file(self):
        self.send(b"", 302, Location="file:///etc/hostname")

    def answer_large(self):
        self.send(b"word " * 400_000)

    def answer_slow(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.2)

    def answer_busy(self):
        if type(self).failures:
            type(self).failures -= 1
            self.send(b"", 503)
        else:
            self.send(STORY)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def site():
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def read(url, **limits):
    fetch = FetchLimits(**{"private_addresses": True, "seconds": 2.0, "longest_wait_seconds": 0.0, **limits})
    return list(read_articles([url], options=ReadOptions(fetch=fetch)))


def test_what_lies_at_an_address_is_read_with_the_time_of_retrieval(site):
    (article,) = read(f"{site}/moved")
    assert article.text == STORY.decode()
    assert article.source.location == f"{site}/moved"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("loop", "too_many_redirects"),
        ("file", "scheme_refused"),
        ("large", "too_large"),
        ("slow", "timeout"),
        ("gone", "http_status"),
    ],
)
def test_what_cannot_be_fetched_is_a_reject_in_time(site, path, code):
    began = time.monotonic()
    (reject,) = read(f"{site}/{path}", size_bytes=1_000_000)
    assert reject.code == code
    assert f"{site}/{path}" in reject.reason
    assert time.monotonic() - began < 60


def test_private_addresses_are_refused_unless_allowed(site):
    (reject,) = read(f"{site}/story", private_addresses=False)
    assert (reject.code, "--allow-private" in reject.reason) == ("private_address", True)


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/hostname", "gopher://x"])
def test_other_schemes_are_refused(url):
    (reject,) = read(url)
    assert reject.code == "scheme_refused"


def test_what_can_pass_is_tried_again(site):
    Site.failures = 1
    (article,) = read(f"{site}/busy", attempts=3)
    assert isinstance(article, Article)
    Site.failures = 1
    (reject,) = read(f"{site}/busy", attempts=1)
    assert reject.code == "http_status"


def test_a_server_is_asked_for_what_is_new_once_the_marks_are_saved(site, tmp_path):
    for saves, wanted in ((False, 1), (True, 1), (True, 0)):
        memory = FetchMemory(tmp_path / "memory")
        assert len(read(f"{site}/feed", memory=memory)) == wanted
        if saves:
            memory.save()


def test_a_host_that_is_not_there_is_told():
    (reject,) = read("http://no-such-host.invalid/", private_addresses=False)
    assert reject.code == "unreachable"
