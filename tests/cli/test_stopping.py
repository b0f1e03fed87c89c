"""A signal that stops zerosum up is heeded, wherever it arrives."""

from __future__ import annotations

import io
import os
import signal

import pytest

from webapp.cli.up import StoppedError, stoppable


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_what_is_under_way(number: signal.Signals) -> None:
    """Once: a second one disturbs nothing. Under nohup the tests themselves ignore SIGHUP."""
    before = signal.signal(number, signal.default_int_handler)

    def ask_twice() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            os.kill(os.getpid(), number)

    try:
        with stoppable(), pytest.raises(StoppedError):
            ask_twice()
    finally:
        signal.signal(number, before)


def test_a_signal_whose_exception_is_lost_is_heeded_at_the_next_look() -> None:
    """Python drops what is raised while it closes a file that nobody holds any more."""

    class Closing(io.RawIOBase):
        def close(self) -> None:
            if not self.closed:
                super().close()
                os.kill(os.getpid(), signal.SIGTERM)

    with stoppable() as heed:
        heed()
        Closing()
        with pytest.raises(StoppedError):
            heed()
