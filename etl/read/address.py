"""The canonical form of an article's web address: one address for the ways that lead to one page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from etl.lexicon import read_words
from etl.read.reader import Unusable

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f<>\"]")


def canonical_url(url: str) -> str:
    """Lower-case host, https, no default port, fragment, tracking parameters or closing slash.

    The address a person supplied is kept beside it; this one is only the article's key.

    Raises:
        Unusable: not an address on the web.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _not_an_address(url) from error
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or _NOT_IN_ADDRESS.search(url.strip()):
        raise _not_an_address(url)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.rstrip(".")
    if port not in (None, _DEFAULT_PORTS[parts.scheme]):
        host = f"{host}:{port}"
    return urlunsplit(("https", host, parts.path.rstrip("/"), _without_tracking(parts.query), ""))


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair.partition("=")[0].lower()))


def _is_tracking(parameter: str) -> bool:
    return any(
        parameter.startswith(name[:-1]) if name.endswith("*") else parameter == name
        for name in read_words("read/tracking_parameters.txt")
    )


def _not_an_address(url: str) -> Unusable:
    shown = url if len(url) <= 100 else f"{url[:100]}..."
    return Unusable("bad_url", f"field 'url': {shown!r} is not a web address (http://... or https://...)", "url")
