"""Sources on the web: http and https only, within limits of size, time, redirects and addresses."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from etl import __version__
from etl.read.reader import DEFAULT_SIZE_LIMIT, Unusable
from etl.read.source import Source

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Answers that a later attempt may change.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class PassingProblem(Unusable):
    """What may be gone at the next attempt: a time-out, a server that is busy."""


class NotModified(Exception):  # noqa: N818  (no failure: the server says that nothing is new)
    """What lies at an address is what was fetched before."""


class FetchMemory:
    """Marks (ETag, date) of what was fetched, in a folder; a server asked with them sends only what is new.

    `save` comes after the load was published: marks of a load that failed would lose what it fetched.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fresh: dict[str, dict[str, str]] = {}

    def headers(self, url: str) -> dict[str, str]:
        """Headers of a conditional request."""
        try:
            kept: dict[str, Any] = json.loads(self._file(url).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # never fetched, or a memory that was damaged: fetched in full
        return {name: str(value) for name, value in kept.items() if name in {"If-None-Match", "If-Modified-Since"}}

    def note(self, url: str, etag: str | None, modified: str | None) -> None:
        """Keep the marks of an answer until they are saved."""
        marks = {"If-None-Match": etag, "If-Modified-Since": modified}
        self._fresh[url] = {name: value for name, value in marks.items() if value}

    def save(self) -> None:
        """Write the marks of this load."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for url, marks in self._fresh.items():
            self._file(url).write_text(json.dumps({"url": url, **marks}), encoding="utf-8")
        self._fresh.clear()

    def _file(self, url: str) -> Path:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()}.json"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a fetch may take, and where it remembers what it fetched before."""

    size_bytes: int = DEFAULT_SIZE_LIMIT
    seconds: float = 60.0
    private_addresses: bool = False
    memory: FetchMemory | None = None
    attempts: int = 1
    longest_wait_seconds: float = 60.0


def is_address(path: str) -> bool:
    """Whether a path that a person named is a web address (of any scheme, so that others are refused in words)."""
    return "://" in path and not Path(path).exists()


def fetch_source(url: str, limits: FetchLimits) -> Source:
    """The bytes at ``url`` as a source that can be opened again; what can pass is tried again with growing pauses.

    Raises:
        Unusable: a scheme, address, size or answer that is not taken; `PassingProblem` where a retry may help.
        NotModified: the server says that nothing changed since the last fetch.
    """
    retrying = Retrying(
        retry=retry_if_exception_type(PassingProblem),
        stop=stop_after_attempt(limits.attempts),
        wait=wait_random_exponential(multiplier=0.5, max=max(0.5, limits.longest_wait_seconds)),
        reraise=True,
    )
    return retrying(_fetch, url, limits)


def _fetch(url: str, limits: FetchLimits) -> Source:
    import httpx  # noqa: PLC0415  (0.2 s, for addresses alone)

    deadline = time.monotonic() + limits.seconds
    remembered = limits.memory.headers(url) if limits.memory else {}
    headers = {"User-Agent": f"onrecord/{__version__}", **remembered}
    target = url
    try:
        with httpx.Client(timeout=min(20.0, limits.seconds), headers=headers, trust_env=True) as client:
            for _ in range(MOST_REDIRECTS + 1):
                check_address(target, limits)
                with client.stream("GET", target) as response:
                    if response.status_code not in _REDIRECTS:
                        return _receive(response, url, target, limits, deadline)
                    target = urljoin(target, response.headers.get("location", ""))
    except httpx.TimeoutException as error:
        raise PassingProblem("timeout", f"{url}: no answer in time ({type(error).__name__})") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise PassingProblem("unreachable", f"{url}: cannot be fetched: {error}") from error
    raise Unusable("too_many_redirects", f"{url}: redirected more than {MOST_REDIRECTS} times, last to {target}")


def check_address(url: str, limits: FetchLimits) -> None:
    """Refuse other schemes than http and https, and hosts that are not on the public net.

    Raises:
        Unusable: says how private addresses are allowed.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unusable("scheme_refused", f"{url}: only http and https addresses are fetched")
    if limits.private_addresses:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise PassingProblem("unreachable", f"{url}: the host is not known ({error})") from error
    for *_, address in found:
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            raise Unusable(
                "private_address", f"{url}: leads to {address[0]}, inside a private net; allow it with --allow-private"
            )


def _receive(response: httpx.Response, url: str, target: str, limits: FetchLimits, deadline: float) -> Source:
    if response.status_code == 304:
        raise NotModified(url)
    if response.status_code != 200:
        kind = PassingProblem if response.status_code in _PASSING else Unusable
        raise kind("http_status", f"{url}: the server answered {response.status_code}")
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > limits.size_bytes:
            raise Unusable("too_large", f"{url}: more than the limit of {limits.size_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise PassingProblem("timeout", f"{url}: still sending after {limits.seconds:g} s: given up")
    if limits.memory:
        limits.memory.note(url, response.headers.get("etag"), response.headers.get("last-modified"))
    fetched = Source.from_bytes(url, bytes(content))
    fetched.url, fetched.retrieved_at = target, datetime.now(UTC)
    return fetched
