"""The settings of cells: where the others are."""

import re
from typing import Annotated, ClassVar

from webapp.config.kinds import read
from webapp.config.section import Section, setting

_CELL = re.compile(r"([0-9]{1,4})=(postgres(?:ql)?://\S+)", re.ASCII)
_MOST = 4094


def _cells(text: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in text.split():
        cell = _CELL.fullmatch(part)
        if cell is None or int(cell[1]) > _MOST or int(cell[1]) in found:
            raise ValueError(
                "must name each other cell once, as in 1=postgresql://ledger_dba@host/zerosum,"
                f" with numbers from 0 to {_MOST} and spaces or ends of lines between"
            )
        found[int(cell[1])] = cell[2]
    return found


class Cells(Section):
    """Other cells of the ledger."""

    title: ClassVar[str] = "Cells"

    urls: Annotated[dict[int, str], read(_cells)] = setting(
        "CELLS",
        "Where the worker finds the other cells: each one's number, `=`, and the URL of a login"
        " that may call `ledger.pay_in` there, with spaces between.",
        default={},
        is_secret=True,
    )
