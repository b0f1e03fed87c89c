"""Failures a person can act on: one clear line each, and an exit code that means something."""

from enum import IntEnum


class Exit(IntEnum):
    """What the ``zerosum`` command's exit codes mean. Click itself ends with 2 on bad usage."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PORT_TAKEN = 3
    LOCKED = 4
    UNWRITABLE = 5
    NO_POSTGRESQL = 7
    POSTGRESQL_FAILED = 8
    MISCONFIGURED = 9
    NOT_RUNNING = 10
    NOT_CURRENT = 11
    UNREACHABLE = 12
    ROWS_REFUSED = 13
    UNUSABLE_FILE = 14
    BALANCES_DISAGREE = 15
    INTERRUPTED = 130


class ZerosumError(Exception):
    """Ends a command with one line; ``exit_code`` says which kind it is."""

    def __init__(self, message: str, exit_code: Exit = Exit.FAILED) -> None:
        """Keep the line and the code."""
        super().__init__(message)
        self.exit_code = exit_code
