"""Entries of an account as a file."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from flask import Response

from webapp.cache.balances import nothing
from webapp.db import database
from webapp.exports import calls as ledger
from webapp.exports.bodies import ExportBody, ExportsQuery
from webapp.exports.rows import Export, ExportContent, ExportPage
from webapp.http.api import Routes
from webapp.http.paging import page_made
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("exports")


@routes.route(
    "POST",
    "/v1/exports",
    body=ExportBody,
    result=Export,
    status=201,
    touches=nothing,
    calls=(ledger.create_export,),
)
def create(*, actor: Actor, body: ExportBody) -> Response:
    """Have the entries of an account written out as a file.

    The event export.ready tells that it is there; its status does, too.
    """
    return reply(ledger.create_export(database(), body, actor=actor), status=201)


@routes.route(
    "GET",
    "/v1/exports",
    query=ExportsQuery,
    result=ExportPage,
    calls=(ledger.list_exports,),
)
def index(*, actor: Actor, query: ExportsQuery) -> Response:
    """List exports that the caller asked for; staff sees all."""
    items, cursor = page_made(
        "export",
        query,
        partial(ledger.list_exports, database(), query, actor=actor),
        lambda row: row.export_id,
    )
    return reply(ExportPage(items, cursor))


@routes.route("GET", "/v1/exports/<uuid:export_id>", result=Export, calls=(ledger.get_export,))
def show(*, actor: Actor, export_id: UUID) -> Response:
    """Show an export, with how far it is."""
    return reply(ledger.get_export(database(), export_id, actor=actor))


@routes.route(
    "GET",
    "/v1/exports/<uuid:export_id>/content",
    result=str,
    media_type="text/csv",
    calls=(ledger.read_export,),
)
def content(*, actor: Actor, export_id: UUID) -> Response:
    """Read the file of an export that is READY.

    The first line names the columns. Text that begins like a formula has an apostrophe before it.
    """
    asked = database()

    def parts(after: int) -> list[ExportContent]:
        return ledger.read_export(asked, export_id, after_part=after, limit=1, actor=actor)

    def lines(read: list[ExportContent]) -> Iterator[bytes]:
        while read:
            yield f"{read[-1].content}\n".encode()
            read = parts(read[-1].part_number)

    # The first part is read before anything is sent: a refusal is a problem, not half a file.
    response = Response(lines(parts(0)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{export_id}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


@routes.route(
    "DELETE",
    "/v1/exports/<uuid:export_id>",
    result=Export,
    touches=nothing,
    calls=(ledger.remove_export,),
)
def remove(*, actor: Actor, export_id: UUID) -> Response:
    """Remove the file of an export; one that is not READY yet is written no further."""
    return reply(ledger.remove_export(database(), export_id, actor=actor))
