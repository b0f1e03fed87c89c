"""Signed heads of the seals, the keys that verify them, and proofs."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.values import JsonObject


@dataclass(frozen=True, slots=True)
class SealHead:
    """A signed head: a row of ledger.seal_heads; note is a C2SP checkpoint."""

    tree_size: int
    root_hash: str
    sealed_at: datetime
    key_id: str
    note: str


@dataclass(frozen=True, slots=True)
class SealHeadPage:
    """Signed heads, newest first; next_cursor is null on the last page."""

    items: list[SealHead]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class SealKey:
    """A public key that heads are verified with: a row of ledger.seal_keys."""

    key_id: str
    key_name: str
    verifier_key: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SealKeys:
    """All keys that ever signed heads, the oldest first."""

    keys: list[SealKey]


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That an event is in the tree, with the parts of its leaf that the caller may see."""

    event_position: int
    tree_size: int
    root_hash: str
    leaf_text: str
    parts: list[JsonObject]
    path: list[str]
    head: str | None


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That a tree goes on from a smaller one."""

    from_size: int
    tree_size: int
    from_root_hash: str
    root_hash: str
    path: list[str]
