"""Sealed personal data: opened by the right ring for the right person, and by nobody else."""

from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.keys.sealing import Keyring, KeyringError, UnreadableError, add_key, new_line

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = {"name": "Ada Lovelace", "email": "Ada@Example.org"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a keyring file with one key."""
    path = tmp_path / "keys"
    path.write_text(new_line("index") + new_line("1"), encoding="ascii")
    return path


def test_what_is_sealed_opens_again_and_shows_nothing(path: Path) -> None:
    """Twice the same is not the same twice."""
    ring = Keyring.read(path)
    stored, again = ring.seal(7, FIELDS), ring.seal(7, FIELDS)
    assert ring.open(7, stored) == FIELDS
    assert stored.sealed != again.sealed
    assert b"Ada" not in stored.sealed + stored.wrapped_key + (stored.email_index or b"")


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=6))
def test_any_text_survives(fields: dict[str, str]) -> None:
    """Emoji, quotes, the empty string."""
    ring = Keyring({"1": b"k" * 32}, b"i" * 32)
    encodable = {k: v for k, v in fields.items() if (k + v).isprintable()}
    assert ring.open(1, ring.seal(1, encodable)) == encodable


def test_nothing_opens_for_another_person_or_after_a_change(path: Path) -> None:
    """A row swapped with a neighbour's, a flipped bit, a cut end, one person's key for another."""
    ring = Keyring.read(path)
    stored = ring.seal(7, FIELDS)
    flipped = bytes([stored.sealed[20] ^ 1])
    for user_id, changed in (
        (8, stored),
        (7, replace(stored, sealed=stored.sealed[:20] + flipped + stored.sealed[21:])),
        (7, replace(stored, sealed=stored.sealed[:-1])),
        (7, replace(stored, sealed=b"")),
        (7, replace(stored, wrapped_key=ring.seal(7, FIELDS).wrapped_key)),
        (7, replace(stored, key_id="gone")),
    ):
        with pytest.raises(UnreadableError):
            ring.open(user_id, changed)


def test_the_ring_is_renewed_without_touching_the_data(path: Path) -> None:
    """Old data opens beside the new key; rewrapped, it opens without the old one."""
    old = Keyring.read(path)
    stored = old.seal(7, FIELDS)
    add_key(path, "2")
    ring = Keyring.read(path)
    assert ring.current == "2"
    assert ring.open(7, stored) == FIELDS
    moved = replace(stored, key_id="2", wrapped_key=ring.rewrap(7, "1", stored.wrapped_key))
    only_new = Keyring({"2": ring.keys["2"]}, ring.index_key)
    assert only_new.open(7, moved) == FIELDS
    with pytest.raises(UnreadableError):
        only_new.open(7, stored)


def test_an_address_is_found_however_it_is_spelt(path: Path) -> None:
    """And only with the ring's index key."""
    ring = Keyring.read(path)
    stored = ring.seal(7, FIELDS)
    assert stored.email_index == ring.email_index(" ada@example.ORG ")
    assert stored.email_index != replace(ring, index_key=b"x" * 32).email_index("ada@example.org")
    assert ring.seal(7, {"name": "Ada"}).email_index is None


@pytest.mark.parametrize(
    "text",
    ["", "1 short\n", "index " + "A" * 43 + "=\n", "1 " + "A" * 43 + "=\n", "1\n", "ü\n"],
)
def test_a_faulty_ring_is_refused(tmp_path: Path, text: str) -> None:
    """With the line, and no key in the message."""
    path = tmp_path / "keys"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KeyringError) as caught:
        Keyring.read(path)
    assert "AAAA" not in str(caught.value)


def test_an_id_is_used_once(path: Path) -> None:
    """Else what the first closed could never be opened."""
    for name in ("1", "index", "a b", ""):
        with pytest.raises(KeyringError):
            add_key(path, name)


def test_a_home_keeps_a_ring_of_its_own(tmp_path: Path) -> None:
    """Made once, for its owner's eyes."""
    home = tmp_path / "home"
    assert Keyring.kept(home) == Keyring.kept(home)
    assert stat.S_IMODE((home / "personal-keys").stat().st_mode) == 0o600
