"""The environment, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from etl.errors import UsageError


def _absolute(path: Path) -> Path:
    if any(ord(character) < 32 for character in str(path)):
        raise ValueError("a path with control characters cannot hold a PostgreSQL data folder")
    return path.expanduser().absolute()


Folder = Annotated[Path, AfterValidator(_absolute)]


class Settings(BaseSettings):
    """What the environment says; every field has a default that works without configuration."""

    model_config = SettingsConfigDict(
        env_prefix="ONRECORD_", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    home: Folder = Field(default_factory=lambda: user_data_path("onrecord", appauthor=False))
    """Folder of the embedded database, ``ONRECORD_HOME``."""

    database_url: SecretStr | None = None
    """Another PostgreSQL server to use instead of the embedded one, ``ONRECORD_DATABASE_URL``."""

    port: int | None = Field(default=None, ge=1024, le=65535)
    """Port of the embedded server, ``ONRECORD_PORT``; chosen and kept when unset."""

    pg_bin: Folder | None = Field(default=None, validation_alias="PG_BIN")
    """Folder of the PostgreSQL programs to use before any other, ``PG_BIN``."""

    system_home: Folder = Path("/var/lib/onrecord")
    """Where root keeps what the server's account could not reach elsewhere, ``ONRECORD_SYSTEM_HOME``."""


@cache
def read_settings() -> Settings:
    """Settings of this process.

    Raises:
        UsageError: a variable does not hold what its field takes; names the variable, never a secret.
    """
    try:
        return Settings()
    except RuntimeError as error:  # no HOME, and no entry of the user to take one from
        raise UsageError(f"{error}. Set ONRECORD_HOME to the folder that is to hold the database.") from None
    except ValidationError as error:
        raise UsageError("\n".join(_explain(item["loc"][0], item["msg"]) for item in error.errors())) from None


def _explain(field: int | str, message: str) -> str:
    variable = "PG_BIN" if field == "PG_BIN" else f"ONRECORD_{str(field).upper()}"
    return f"environment variable {variable}: {message}"
