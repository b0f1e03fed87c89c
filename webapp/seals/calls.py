"""Reading signed heads, and proofs of what they say."""

from webapp.calling import stored
from webapp.seals.bodies import ConsistencyQuery, HeadsQuery, InclusionQuery
from webapp.seals.rows import ConsistencyProof, InclusionProof, SealHead, SealKey
from webapp.shapes.actor import Actor


@stored()
def list_seal_heads(
    query: HeadsQuery, *, before: str | None, is_ascending: bool, limit: int, actor: Actor
) -> list[SealHead]:
    """Return signed heads."""


@stored()
def list_seal_keys(*, actor: Actor) -> list[SealKey]:
    """Return the keys that heads are verified with."""


@stored()
def prove_inclusion(query: InclusionQuery, *, actor: Actor) -> InclusionProof:
    """Return a proof that an event is sealed."""


@stored()
def prove_consistency(query: ConsistencyQuery, *, actor: Actor) -> ConsistencyProof:
    """Return a proof that a tree only grew."""
