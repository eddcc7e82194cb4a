"""The address of a server as a URL: taken apart and put together as SQLAlchemy does, which is slow to import."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import parse_qsl, quote, quote_plus, unquote

_URL = re.compile(
    r"(?P<scheme>[\w+]+)://"
    r"(?:(?P<username>[^:/]*)(?::(?P<password>[^@]*))?@)?"
    r"(?:(?:\[(?P<bracketed>[^/?]+)\]|(?P<host>[^/:?]+))?(?::(?P<port>[^/?]*))?)?"
    r"(?:/(?P<database>[^?]*))?"
    r"(?:\?(?P<query>.*))?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is, with whom and how to connect; ``options`` are libpq's parameters, each with its values."""

    scheme: str
    username: str | None
    password: str | None = field(repr=False)
    host: str | None
    port: int | None
    database: str | None
    options: Mapping[str, tuple[str, ...]]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The parts of a URL.

        Raises:
            ValueError: it is none, or its port is no number; the message may hold the password.
        """
        found = _URL.match(text)
        if found is None:
            raise ValueError(f"not a URL: {text}")
        options: dict[str, tuple[str, ...]] = {}
        for name, value in parse_qsl(found["query"] or ""):
            options[name] = (*options.get(name, ()), value)
        username, password, database = (
            None if found[part] is None else unquote(found[part]) for part in ("username", "password", "database")
        )
        port = None if found["port"] is None else int(found["port"])
        return cls(found["scheme"], username, password, found["host"] or found["bracketed"], port, database, options)

    def with_default(self, name: str, value: str) -> Self:
        """The same with a parameter, unless it has that already."""
        return replace(self, options={name: (value,), **self.options})

    def without_password(self) -> Self:
        return replace(self, password=None)

    def masked(self) -> str:
        """The URL to show to people."""
        return self._render("postgresql", "***")

    def plain(self) -> str:
        """The URL as libpq and BI tools take it, password included."""
        return self._render("postgresql", quote(self.password or "", safe=" +"))

    def for_sqlalchemy(self) -> str:
        """The URL as SQLAlchemy takes it, password included."""
        return self._render("postgresql+psycopg", quote(self.password or "", safe=" +"))

    def _render(self, scheme: str, password: str) -> str:
        parts = [scheme, "://"]
        if self.username is not None:
            secret = "" if self.password is None else f":{password}"
            parts += [quote(self.username, safe=" +"), secret, "@"]
        if self.host is not None:
            parts.append(f"[{self.host}]" if ":" in self.host else self.host)
        if self.port is not None:
            parts.append(f":{self.port}")
        if self.database is not None:
            parts.append("/" + quote(self.database, safe=" +/"))
        if self.options:
            pairs = ((name, value) for name in sorted(self.options) for value in self.options[name])
            parts.append("?" + "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs))
        return "".join(parts)
