"""How much of the books to prove."""

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.filters import NewestFirst, OfTime, OfUser


class ProofBody(Body):
    """How much to prove in this request."""

    limit: int = Field(10_000, ge=1, le=100_000, description="at most so many transactions")


class VerificationsQuery(NewestFirst, OfTime, OfUser):
    """Which proofs: asked for by whom, and when."""
