"""Whether this server has been told to stop: what never ends by itself looks here."""

import os
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"  # all processes of one server share it
_NAME = "stopping"


def is_stopping() -> bool:
    """Say whether the server ends."""
    directory = os.environ.get(_DIRECTORY)
    return directory is not None and Path(directory, _NAME).exists()


def telling(handler: Any) -> Callable[[int, FrameType | None], None]:  # noqa: ANN401 - signal's
    """Return a handler of a signal that tells all processes first."""

    def handle(number: int, frame: FrameType | None) -> None:
        if directory := os.environ.get(_DIRECTORY):
            Path(directory, _NAME).touch()
        if callable(handler):
            handler(number, frame)

    return handle
