"""The settings of seals: who signs heads, how often, and where they are taken."""

import re
from typing import Annotated, ClassVar

from webapp.config.kinds import read, whole
from webapp.config.section import Section, setting

_PLACE = re.compile(r"file:///\S+|(?:post\+)?https?://\S+", re.ASCII)


def _places(text: str) -> tuple[str, ...]:
    places = tuple(text.split())
    if not all(_PLACE.fullmatch(place) for place in places):
        raise ValueError(
            "must name places as file:///path, https://host/{size} or post+https://host/,"
            " with spaces or ends of lines between"
        )
    return places


class Seals(Section):
    """Sealing the feed, and signing heads of it."""

    title: ClassVar[str] = "Seals"

    key: str | None = setting(
        "SEAL_KEY",
        "The key that signs heads of the seals, as `zerosum proof new-key` makes one; of several"
        " lines the first one signs. The worker seals nothing without it.",
        is_secret=True,
    )
    every: Annotated[int, whole(1, 86_400)] = setting(
        "SEAL_EVERY", "Seconds from one signed head to the next, when there are events.", default=60
    )
    places: Annotated[tuple[str, ...], read(_places)] = setting(
        "SEAL_PUSH",
        "Where the worker takes each signed head, with spaces between: `file:///path` (added at its"
        " end), `https://host/path/{size}` (put there, as into an object store by a signed URL),"
        " `post+https://host/path` (sent there).",
        default=(),
        is_secret=True,
    )
