"""Errors that a person can act on: the command prints them as they are, without a traceback.

A message says what was wrong, where, and what to do. Anything that is not an `OnrecordError` is a defect.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """What the command reports before it leaves with ``exit_code``."""

    exit_code = 1


class UsageError(OnrecordError):
    """An argument or an environment variable that cannot be what was meant."""

    exit_code = 2


class AlreadyRunning(OnrecordError):  # noqa: N818 - names a state of the world, not a failure of the program
    """Another process holds what this one needs for itself."""

    exit_code = 4


class DatabaseError(OnrecordError):
    """A database that cannot be reached, or cannot be used once reached."""


class ClusterError(OnrecordError):
    """The embedded PostgreSQL cannot be created, started or stopped."""
