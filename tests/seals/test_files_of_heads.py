"""A file of heads holds whole ones, whatever was killed while writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from webapp.seals.places import Head, PlaceError, last_in_file, read_heads, take
from webapp.seals.signing import SealKeyError, head_text, new_key, read_key

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.serverless

_ROOT = "A" * 43 + "="


def test_what_was_torn_is_passed_over(tmp_path: Path) -> None:
    """The newest whole head is read, and the next one is added behind what was left."""
    key, file = new_key("a.example"), tmp_path / "heads"
    place = f"file://{file}"
    assert last_in_file(place) is None
    first, second, third = (
        Head.of(key.sign(head_text("feed", size, _ROOT))) for size in (1, 22, 333)
    )
    take(place, first)
    take(place, second)
    assert last_in_file(place) == second
    file.write_text(file.read_text() + third.note[: len(third.note) // 3])
    assert last_in_file(place) == second
    take(place, third)
    assert last_in_file(place) == third
    assert [head.tree_size for head in read_heads(file.read_text())] == [1, 22, 333]
    with pytest.raises(PlaceError, match="Is a directory"):
        take(f"file://{tmp_path}", first)
    assert last_in_file("https://host/{size}") is None


def test_a_key_is_read_as_it_was_written() -> None:
    """The first line signs; what is no key of Ed25519, or has another's id, is refused."""
    key = new_key("a.example")
    assert read_key(f"{key.line}{new_key('b').line}").verifier_key == key.verifier_key
    for wrong in ("", "PRIVATE+KEY+a", key.line.replace("a.example", "b"), key.line[:-9]):
        with pytest.raises(SealKeyError):
            read_key(wrong)
    for name in ("", "a b", "a+b"):
        with pytest.raises(SealKeyError):
            new_key(name)
