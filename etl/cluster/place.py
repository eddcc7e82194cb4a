"""Where the data of a home lies, and what is kept beside it.

Usually that is the home itself. Under root the server's account may be unable to reach the home (below a
0700 folder); then the home gets a place under the system folder. Its name is a hash of the home's path and
of a token in the home, so neither two homes nor a home deleted and made anew ever share data.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.cluster.account import Account
from etl.errors import ClusterError
from etl.settings import Settings

PASSABLE = 0o711  # root's folders on the way to the data: entered by the server's account, listed by nobody
PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Place:
    """Folder of one cluster: its data folder, its logs, and how to connect."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log" / "server.log"

    @property
    def label(self) -> str:
        """The server's ``cluster_name``: tells our process from any other that has the same number."""
        return f"onrecord_{_digest(str(self.data))}"


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach the server of a place; ``port`` is None until it first started."""

    port: int | None
    password: str

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres:{self.password}@127.0.0.1:{self.port}/{database}"


def known_place(settings: Settings) -> Place | None:
    """Place of the settings' home as settled before; None when nothing has been settled.

    Raises:
        ClusterError: the place was settled by root and the caller is not root.
    """
    folder = home_folder(settings)
    signpost = folder / "place.json"
    if not signpost.exists():
        return Place(folder) if (folder / "data").exists() else None
    if os.geteuid() != 0:
        raise ClusterError(_foreign(folder))
    place, token = _read_signpost(signpost)
    is_of_this_home = place.folder.name == _place_name(folder, token)  # else the home is a copy of that one
    return place if is_of_this_home and place.folder.is_dir() else None


def settle_place(settings: Settings, account: Account) -> Place:
    """Place of the settings' home, made when there is none; the caller holds the home's lock."""
    folder = home_folder(settings)
    place = known_place(settings)
    if place is None:
        is_reached = not account.is_dropped or account.can_enter(folder)
        place = Place(folder) if is_reached else _settle_elsewhere(settings, folder, account)
    place.log.parent.mkdir(mode=PRIVATE, exist_ok=True)
    account.own(place.log.parent)
    return place


def home_folder(settings: Settings) -> Path:
    """Folder in the home that belongs to the cluster; exists once `make_home_folder` has run."""
    return settings.home.resolve() / "postgresql"


def make_home_folder(settings: Settings) -> Path:
    folder = home_folder(settings)
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
        folder.chmod(PASSABLE if os.geteuid() == 0 else PRIVATE)
    return folder


def read_connection(place: Place) -> Connection | None:
    """Port and password of a place, None before its first start.

    Raises:
        ClusterError: the file belongs to somebody else, or is damaged.
    """
    file = _connection_file(place)
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return Connection(stored["port"], stored["password"])
    except FileNotFoundError:
        return None
    except PermissionError:
        raise ClusterError(_foreign(place.folder)) from None
    except (ValueError, KeyError, TypeError) as error:
        raise ClusterError(
            f"{file}: not the port and password of the embedded database ({error!r}). Restore the file from a backup."
        ) from error


def write_connection(place: Place, connection: Connection) -> None:
    """Replace the file in one step, readable by its owner only from the first byte on."""
    write_private(
        _connection_file(place), json.dumps({"port": connection.port, "password": connection.password}) + "\n"
    )


def write_private(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
    draft.replace(file)


@contextmanager
def explaining_folder_errors(folder: Path) -> Iterator[None]:
    """Turn what the system says about a folder (read-only, full, not a folder) into what to do about it."""
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        raise ClusterError(
            f"cannot keep the embedded database in {folder}: {error.strerror or error} ({where}). Set ONRECORD_HOME "
            "to a folder that you can write to, or ONRECORD_DATABASE_URL to a server of your own."
        ) from error


def _settle_elsewhere(settings: Settings, folder: Path, account: Account) -> Place:
    token = secrets.token_hex(16)
    make_system_folder(settings)
    place = Place(settings.system_home.resolve() / _place_name(folder, token))
    place.folder.mkdir()
    place.folder.chmod(PASSABLE)
    if not account.can_enter(place.folder):
        place.folder.rmdir()
        raise ClusterError(
            f"account {account.name}, which the server runs under, reaches neither {folder} nor {place.folder}. "
            "Set ONRECORD_HOME or ONRECORD_SYSTEM_HOME to a folder below no private one."
        )
    write_private(place.folder / "home", f"{folder}\n")  # for whoever finds the place and asks whose it is
    write_private(folder / "place.json", json.dumps({"place": str(place.folder), "token": token}) + "\n")
    return place


def _read_signpost(signpost: Path) -> tuple[Place, str]:
    try:
        stored = json.loads(signpost.read_text(encoding="utf-8"))
        return Place(Path(stored["place"])), str(stored["token"])
    except (ValueError, KeyError, TypeError) as error:
        raise ClusterError(f"{signpost}: does not say where the embedded database lies ({error!r}).") from error


def make_system_folder(settings: Settings) -> None:
    if not settings.system_home.is_dir():
        settings.system_home.mkdir(parents=True)
        settings.system_home.chmod(0o755)  # ours, just made: the caller's umask may have closed it


def _place_name(folder: Path, token: str) -> str:
    return _digest(f"{folder}\n{token}")


def _connection_file(place: Place) -> Path:
    return place.folder / "server.json"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _foreign(folder: Path) -> str:
    return (
        f"the embedded database of {folder} belongs to another user (root, when it was made with sudo). "
        "Run onrecord as that user, or set ONRECORD_HOME to a folder of your own."
    )
