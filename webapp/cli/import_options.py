"""The options of zerosum import that say how a file is written, and the mapping they make."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from webapp.importer.mapping import FieldName, Mapping, make_mapping

Command = TypeVar("Command", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path)
_PAIRS = ("column", "value", "fee")


class _Pair(click.ParamType[tuple[str, str]]):
    """Two names with an equals sign between them."""

    name = "pair"

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, str]:
        """Return both names."""
        if isinstance(value, tuple):
            return value
        name, equals, other = value.partition("=")
        if not equals or not name or not other:
            self.fail(f"{value!r} is not two names with = between them", param, ctx)
        return name.strip(), other.strip()


_OPTIONS = (
    click.option("--mapping", type=_FILE, metavar="FILE.json", help="Read what follows here."),
    click.option("--save-mapping", type=_FILE, metavar="FILE.json", help="Keep what follows here."),
    click.option("--delimiter", help="Between fields: one character, or tab.  [default: ,]"),
    click.option("--encoding", help="As Python names it, e.g. cp1252.  [default: utf-8]"),
    click.option("--skip-lines", type=int, help="Lines before the header."),
    click.option("--footer-lines", type=int, help="Lines after the last row."),
    click.option("--footer-start", help="What the first of them begins with."),
    click.option("--date-order", help="iso (YYYY-MM-DD), ymd, dmy or mdy.  [default: iso]"),
    click.option("--decimal-mark", help="A point or a comma.  [default: .]"),
    click.option("--grouping", help="Between thousands: , . ' or space."),
    click.option("--signs", help="What positive amounts of a statement are: in or out."),
    click.option(
        "--column", type=_Pair(), multiple=True, metavar="FIELD=COLUMN", help="Where a field is."
    ),
    click.option(
        "--value", type=_Pair(), multiple=True, metavar="FIELD=TEXT", help="The same in all rows."
    ),
    click.option(
        "--fee",
        type=_Pair(),
        multiple=True,
        metavar="COLUMN=ACCOUNT",
        help="A column of fees, and the account that takes them.",
    ),
    click.option(
        "--derive-references", is_flag=True, help="Make references from what the rows say."
    ),
)


def mapping_options(command: Command) -> Command:
    """Give a command the options of a mapping."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def mapping_of(options: dict[str, Any]) -> tuple[Mapping, Path | None]:
    """Return the mapping that the options make, and where to keep it. Raises UnusableFileError."""
    path, kept = options.pop("mapping"), options.pop("save_mapping")
    given: dict[str, object] = {
        name: value
        for name, value in options.items()
        if value is not None and name not in {*_PAIRS, "derive_references"}
    }
    columns: dict[FieldName, str] = dict(options["column"])
    values: dict[FieldName, str] = dict(options["value"])
    given |= {"columns": columns} if columns else {}
    given |= {"values": values} if values else {}
    if options["fee"]:
        given["fees"] = [{"column": name, "account": account} for name, account in options["fee"]]
    if options["derive_references"]:
        given["references"] = "derive"
    return make_mapping(path, given), kept
