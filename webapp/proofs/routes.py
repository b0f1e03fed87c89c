"""Verifications: the books proved, so much at a time, and what the proofs found."""

from flask import Response

from webapp.cache.balances import nothing
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.proofs import calls as ledger
from webapp.proofs.bodies import ProofBody, VerificationsQuery
from webapp.proofs.rows import Verification, VerificationPage
from webapp.shapes.actor import Actor

routes = Routes("verifications")


@routes.route(
    "POST",
    "/v1/verifications",
    body=ProofBody,
    result=Verification,
    touches=nothing,
    calls=(ledger.verify_new,),
)
def create(*, actor: Actor, body: ProofBody) -> Response:
    """Prove what was booked since the last proof, and keep the result; for auditors and operators.

    Call it until is_current. One proof runs at a time: a second one waits, and goes on where the
    first one ended.
    """
    return reply(ledger.verify_new(database(), body, actor=actor))


@routes.route(
    "GET",
    "/v1/verifications",
    query=VerificationsQuery,
    result=VerificationPage,
    calls=(ledger.list_verifications,),
)
def index(*, actor: Actor, query: VerificationsQuery) -> Response:
    """List the proofs, newest first; the first one tells how the books stand.

    For auditors and operators.
    """
    rows = ledger.list_verifications(
        database(),
        query,
        before=after_id("position", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(
        rows, query.limit, lambda row: id_cursor("position", row.verification_number)
    )
    return reply(VerificationPage(items, cursor))
