"""A "no" on its way out: its code, its values, and the problem document of RFC 9457."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from webapp.problems.errors import PROBLEMS, problem_title, problem_type


@dataclass(eq=False, slots=True)
class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A "no" with its code; `fields` are the values the reason speaks of.

    `errors` point into the request, one per fault. `extensions` become members of the
    document, `headers` those of the response; `status` is the code's own unless given.
    """

    code: str
    detail: str | None = None
    fields: Mapping[str, Any] | None = None
    errors: Sequence[Mapping[str, str]] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None

    def document(self, request_id: str) -> dict[str, Any]:
        """Return the problem document of RFC 9457; members without a value are left out."""
        problem = PROBLEMS[self.code]
        members = {
            "type": problem_type(self.code),
            "title": problem_title(problem.name),
            "status": self.http_status,
            "code": self.code,
            "name": problem.name,
            "detail": self.detail or problem.detail,
            "hint": problem.hint,
            "fields": self.fields,
            "errors": list(self.errors) or None,
            "request_id": request_id,
            **self.extensions,
        }
        return {name: value for name, value in members.items() if value is not None}

    @property
    def http_status(self) -> int:
        """Return the status this refusal is answered with."""
        return self.status or PROBLEMS[self.code].status


class Result(Protocol):
    """What became of something that the ledger was asked to post."""

    @property
    def transaction_id(self) -> str | None:
        """The transaction that records it, if one does."""

    @property
    def failure_code(self) -> str | None:
        """Why not, if not."""

    @property
    def failure_detail(self) -> Mapping[str, Any] | None:
        """The values the reason speaks of."""


def refusal_of(result: Result, headers: Mapping[str, str]) -> Refusal:
    """Return the refusal that a failed result is answered with."""
    recorded = {"transaction_id": result.transaction_id} if result.transaction_id else {}
    return Refusal(
        str(result.failure_code),
        fields=result.failure_detail,
        extensions=recorded,
        headers=headers,
    )
