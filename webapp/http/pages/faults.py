"""What the page of an error says: what it means, whether to ask again, what to do."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from webapp.http.pages.operations import Shown
from webapp.problems.errors import PROBLEMS, problem_title, problem_type
from webapp.problems.refusals import Refusal
from webapp.problems.registry import registered

_INVARIANT = "LG9"
# Of the codes that HTTP adds, those that may be gone when the same request is sent again.
_PASSING = frozenset(
    {
        HTTPStatus.CONFLICT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
_BANDS = {
    "LG0": "Not found",
    "LG1": "The request is malformed",
    "LG2": "Refused by a rule",
    "LG3": "In conflict with what is there",
    "LG9": "An invariant would break",
    "WEB1": "The request as HTTP",
    "WEB2": "Who asks",
    "WEB3": "The address and the format",
    "WEB4": "How often",
    "WEB9": "The server",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One code as its page shows it."""

    code: str
    name: str
    title: str
    status: int
    phrase: str
    meaning: str
    what_to_do: str
    may_pass: bool
    is_hidden: bool
    example: str
    operations: tuple[Shown, ...]

    @property
    def address(self) -> str:
        """Return where its page is: what the type of the problem says."""
        return problem_type(self.code)

    @property
    def band(self) -> str:
        """Return what it is one of."""
        return _BANDS[self.code.rstrip("0123456789") + self.code.lstrip("LGWEB")[0]]


def faults_of(operations: Iterable[Shown]) -> dict[str, Fault]:
    """Return every code in the order of the registry, with the operations that can meet it."""
    shown = list(operations)
    ours = {error.code: error for error in registered()}
    faults = {}
    for code, problem in PROBLEMS.items():
        error = ours.get(code)
        faults[code] = Fault(
            code=code,
            name=problem.name,
            title=problem_title(problem.name),
            status=problem.status,
            phrase=HTTPStatus(problem.status).phrase,
            meaning=error.meaning if error else problem.detail,
            what_to_do=(error.http_hint or error.hint) if error else problem.hint or "",
            may_pass=error.retryable if error else problem.status in _PASSING,
            is_hidden=code.startswith(_INVARIANT),
            example=json.dumps(Refusal(code).document("0f3c9a"), indent=2),
            operations=tuple(one for one in shown if code in one.codes),
        )
    return faults
