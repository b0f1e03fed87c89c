"""Every refusal this API can give: the ledger's own, and those that exist over HTTP only.

    Refusal            raised by the web layer, and for a refusal the ledger has recorded
    psycopg.Error      raised by the ledger (SQLSTATE LGnnn) or by PostgreSQL
    HTTPException      raised by Flask (no such route, body too large, …)

Codes LGnnn are those of ledger.errors, which has their words; here stand their statuses only.
Codes WEBnnn stand in webapp.problems.web. The documents follow RFC 9457.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from webapp.problems import web
from webapp.problems.problem import Problem
from webapp.problems.registry import Registered, registered

__all__ = ["PROBLEMS", "Problem", "problem_title", "problem_type"]

# By the band of the code: not found, malformed, refused by a rule, conflict, invariant broken.
_STATUSES = {"LG0": 404, "LG1": 422, "LG2": 422, "LG3": 409, "LG9": 500}
_EXCEPTIONS = {
    # The shape of the request is wrong, not what it asks for.
    "LG108": 400,
    "LG109": 400,
    "LG110": 400,
    # Who asks may not.
    "LG206": 403,
    "LG260": 403,
    # Sent again it would meet the same again: nothing to wait for.
    "LG301": 422,
    "LG304": 422,
}
_INVARIANT = "LG9"


def _problem(error: Registered) -> Problem:
    status = _EXCEPTIONS.get(error.code, _STATUSES[error.code[:3]])
    if error.code.startswith(_INVARIANT):
        # Its particulars are for the log.
        return Problem(status, error.name, *web.INTERNAL)
    return Problem(status, error.name, error.meaning, error.http_hint or error.hint)


class _Problems(Mapping[str, Problem]):
    """The problems by code, the registry read when the first is asked for.

    A command of an installation without sql/ so comes to say that.
    """

    @cached_property
    def _by_code(self) -> dict[str, Problem]:
        return {**{error.code: _problem(error) for error in registered()}, **web.PROBLEMS}

    def __getitem__(self, code: str) -> Problem:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)


PROBLEMS: Mapping[str, Problem] = _Problems()


def problem_type(code: str) -> str:
    """Return the URI that identifies a problem: the page about it on the server that answers.

    It is the same on every server, since it is relative (RFC 9457, section 3.1.1).
    """
    return f"/docs/errors/{code}"


def problem_title(name: str) -> str:
    """Return the short sentence for a problem: the same for each time it occurs."""
    return name.replace("_", " ").capitalize()
