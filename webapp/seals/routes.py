"""Seals: signed heads of a tree of hashes over everything, and proofs for outsiders."""

from flask import Response

from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.seals import calls as ledger
from webapp.seals.bodies import ConsistencyQuery, HeadsQuery, InclusionQuery
from webapp.seals.rows import ConsistencyProof, InclusionProof, SealHeadPage, SealKeys
from webapp.shapes.actor import Actor

routes = Routes("seals")


@routes.route(
    "GET", "/v1/seals", query=HeadsQuery, result=SealHeadPage, calls=(ledger.list_seal_heads,)
)
def index(*, actor: Actor, query: HeadsQuery) -> Response:
    """List signed heads, newest first. Keep some where nobody of the ledger can change them."""
    rows = ledger.list_seal_heads(
        database(),
        query,
        before=after_id("position", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: id_cursor("position", row.tree_size))
    return reply(SealHeadPage(items, cursor))


@routes.route("GET", "/v1/seals/keys", result=SealKeys, calls=(ledger.list_seal_keys,))
def keys(*, actor: Actor) -> Response:
    """List the keys that heads are verified with."""
    return reply(SealKeys(ledger.list_seal_keys(database(), actor=actor)))


@routes.route(
    "GET",
    "/v1/seals/inclusion",
    query=InclusionQuery,
    result=InclusionProof,
    calls=(ledger.prove_inclusion,),
)
def inclusion(*, actor: Actor, query: InclusionQuery) -> Response:
    """Prove that a transaction is sealed; auditors name any event by its position.

    Parts of the leaf that the caller may not see are there as salted hashes.
    """
    return reply(ledger.prove_inclusion(database(), query, actor=actor))


@routes.route(
    "GET",
    "/v1/seals/consistency",
    query=ConsistencyQuery,
    result=ConsistencyProof,
    calls=(ledger.prove_consistency,),
)
def consistency(*, actor: Actor, query: ConsistencyQuery) -> Response:
    """Prove that the tree of seals only grew between two sizes."""
    return reply(ledger.prove_consistency(database(), query, actor=actor))
