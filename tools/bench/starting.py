"""How long the command takes to start, and to show a view on a warm database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.bench.figures import Figure, quickest

PART = "start"


def measure_start(url: str) -> list[Figure]:
    program = Path(sys.executable).with_name("onrecord")
    environment = {**os.environ, "ONRECORD_DATABASE_URL": url}

    def seconds(*arguments: str) -> float:
        return quickest(
            lambda: subprocess.run([program, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL), 5
        )

    return [
        Figure(PART, "onrecord --help", seconds("--help"), "s", 0.3),
        Figure(PART, "onrecord view show topics, warm", seconds("view", "show", "topics"), "s", 0.7),
    ]
