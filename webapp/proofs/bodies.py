"""How much of the books to prove."""

from pydantic import Field

from webapp.shapes.base import Body


class ProofBody(Body):
    """How much to prove in this request."""

    limit: int = Field(10_000, ge=1, le=100_000, description="at most so many transactions")
