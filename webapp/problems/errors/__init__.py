"""Every refusal this API can give, a table for each subject; webapp.refusals writes documents.

    Refusal            raised by the web layer, and for a refusal the ledger has recorded
    psycopg.Error      raised by the ledger (SQLSTATE LGnnn) or by PostgreSQL
    HTTPException      raised by Flask (no such route, body too large, …)

Codes LGnnn are the ledger's own, listed in ledger.errors; codes WEBnnn exist over HTTP only.
The hints are for HTTP clients; those in ledger.errors speak to people in SQL.
The documents follow RFC 9457.
"""

from collections.abc import Mapping

from webapp.problems.errors import account_life, holds, ledger, legs, limits, people, time, web
from webapp.problems.errors.problem import Problem

__all__ = ["PROBLEMS", "Problem", "problem_title", "problem_type"]

PROBLEMS: Mapping[str, Problem] = {
    **ledger.PROBLEMS,
    **legs.PROBLEMS,
    **account_life.PROBLEMS,
    **time.PROBLEMS,
    **holds.PROBLEMS,
    **limits.PROBLEMS,
    **people.PROBLEMS,
    **web.PROBLEMS,
}


def problem_type(name: str) -> str:
    """Return the URI that identifies a problem; it is a name and leads nowhere."""
    return f"urn:zerosum:problem:{name}"


def problem_title(name: str) -> str:
    """Return the short sentence for a problem: the same for each time it occurs."""
    return name.replace("_", " ").capitalize()
