"""Proving the books, and reading how far they have been proved."""

from webapp.calling import stored
from webapp.proofs.bodies import ProofBody, VerificationsQuery
from webapp.proofs.rows import Verification
from webapp.shapes.actor import Actor


@stored()
def verify_new(body: ProofBody, *, actor: Actor) -> Verification:
    """Prove what was booked since the last proof, and return what was found."""


@stored()
def list_verifications(
    query: VerificationsQuery,
    *,
    before: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[Verification]:
    """Return proofs, from where a page ended on."""
