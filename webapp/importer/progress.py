"""Show how far an import is: a bar on a terminal, a plain line now and then elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

_SECONDS_BETWEEN_LINES = 5.0


class Advance(Protocol):
    """Be told how far the import is."""

    def __call__(self, *, bytes_read: int, rows: int, rate: int) -> None:
        """Take the bytes read of the file, the rows done, and the rows per second."""


@contextmanager
def show_progress(title: str, *, size: int, quiet: bool) -> Iterator[Advance]:
    """Show the progress through a file of `size` bytes on standard error, or nothing when quiet."""
    if quiet:
        yield _ignore
    elif sys.stderr.isatty():
        with _bar() as progress:
            task = progress.add_task(title, total=size or None, rows="0 rows", rate="")

            def move(*, bytes_read: int, rows: int, rate: int) -> None:
                progress.update(
                    task, completed=bytes_read, rows=f"{rows:,} rows", rate=f"{rate:,}/s"
                )

            yield move
    else:
        yield _Lines(title, size)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def _ignore(*, bytes_read: int, rows: int, rate: int) -> None:
    """Show nothing."""


class _Lines:
    """Print a line every few seconds, so that a log file shows life and does not fill up."""

    def __init__(self, title: str, size: int) -> None:
        self._title = title
        self._size = size
        self._next = time.monotonic() + _SECONDS_BETWEEN_LINES

    def __call__(self, *, bytes_read: int, rows: int, rate: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _SECONDS_BETWEEN_LINES
        share = f" ({100 * bytes_read // self._size} %)" if self._size else ""
        click.echo(f"{self._title}: {rows:,} rows{share}, {rate:,}/s", err=True)
