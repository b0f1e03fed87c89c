"""The settings of the door: how much of the server one client, or many, may hold at once."""

from typing import Annotated, ClassVar

from webapp.config.kinds import whole
from webapp.config.section import Section, setting


class Door(Section):
    """What clients may hold that send slowly, read slowly, or do nothing.

    The numbers are those of one process. A refused request has done nothing.
    """

    title: ClassVar[str] = "The door"

    connections: Annotated[int, whole(16, 100_000)] = setting(
        "CONNECTIONS",
        "The most connections; idle ones are ended where others want in.",
        default=1_000,
    )
    header_seconds: Annotated[int, whole(1, 3600)] = setting(
        "HEADER_SECONDS",
        "How long the head of a request may take, from the end of the one before.",
        default=30,
        unit="seconds",
    )
    body_seconds: Annotated[int, whole(1, 3600)] = setting(
        "BODY_SECONDS",
        "How long a body may take, and a second more for each 64 KiB of it; then 408.",
        default=10,
        unit="seconds",
    )
    bodies: Annotated[int, whole(4, 100_000)] = setting(
        "BODIES",
        "The most bodies that are waited for, a quarter of them from one address; beyond that 503.",
        default=200,
    )
    reader_seconds: Annotated[int, whole(1, 3600)] = setting(
        "READER_SECONDS",
        "How long a client may take less than 1 KiB a second of its answer.",
        default=30,
        unit="seconds",
    )
    wait_seconds: Annotated[int, whole(1, 300)] = setting(
        "WAIT_SECONDS",
        "The longest wait for one of ZEROSUM_THREADS; then 503.",
        default=10,
        unit="seconds",
    )
