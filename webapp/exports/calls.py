"""Exports: asked for, listed, read, removed."""

from uuid import UUID

from webapp.calling import Seen, stored
from webapp.exports.bodies import ExportBody, ExportsQuery
from webapp.exports.rows import Export, ExportContent
from webapp.shapes.actor import Actor


@stored()
def create_export(body: ExportBody, *, actor: Actor) -> Export:
    """Have entries written out as a file."""


@stored()
def get_export(export_id: UUID, *, actor: Actor) -> Export:
    """Return an export."""


@stored()
def list_exports(
    query: ExportsQuery,
    *,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[Export]:
    """Return exports."""


@stored()
def read_export(
    export_id: UUID, *, after_part: int, limit: int, actor: Actor
) -> list[ExportContent]:
    """Return parts of a file."""


@stored()
def remove_export(export_id: UUID, *, actor: Actor) -> Export:
    """Remove the file of an export, and return the export."""
