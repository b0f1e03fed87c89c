"""Functions that are about one cell: that of an id, a user, a name."""

from textwrap import indent

from webapp.cells.router.asking import asking, reads, variables
from webapp.cells.router.catalog import Function
from webapp.cells.router.classes import Class

_NOT_FOUND = {
    "p_account_id": "LG001",
    "p_from_account_id": "LG001",
    "p_transaction_id": "LG002",
    "p_hold_id": "LG006",
    "p_group_id": "LG007",
    "p_limit_id": "LG008",
    "p_api_key_id": "LG010",
    "p_session_id": "LG018",
    "p_endpoint_id": "LG025",
    "p_delivery_id": "LG026",
    "p_case_id": "LG027",
    "p_monitor_id": "LG029",
    "p_notification_id": "LG032",
    "p_export_id": "LG033",
    "p_transfer_id": "LG035",
}


def alone(function: Function) -> str:
    """Return what refuses a writing call within a transaction."""
    if reads(function):
        return ""
    return f"    PERFORM ledger_router.require_alone('{function.name}');\n"


def user_of(function: Function) -> str:
    """Return who asks, as far as the function is told."""
    return "(p_actor).user_id" if function.has("p_actor") else "NULL"


def direct(function: Function, cell: str, handler: str = "") -> str:
    """Ask the cell of an expression without another function between."""
    statements = asking(function)
    if reads(function) and handler:
        statements += "\nEXCEPTION" + handler
    elif handler:
        statements += handler
    return (
        f"DECLARE\n    v_cell integer;\n{variables(function)}\nBEGIN\n{alone(function)}"
        f"    v_cell := {cell};\n{indent(statements, '    ')}\nEND"
    )


def by_id(function: Function, its: Class) -> str:
    """Ask the cell that the bucket of an id names."""
    about = its.about or "p_account_id"
    cell = (
        f"coalesce(ledger_router.cell_of({about}),"
        f" ledger_router.cell_without({about}, {user_of(function)}))"
    )
    others = [
        argument.name
        for argument in function.arguments
        if argument.name.endswith("_account_id") and argument.name != about
    ]
    beside = "".join(
        f";\n    PERFORM ledger_router.require_beside(v_cell, '{name[2:]}', {name})"
        for name in others
    )
    handler = ""
    if function.has("p_actor") and about in _NOT_FOUND:
        handler = (
            "\n    WHEN SQLSTATE 'LG260' THEN"
            f"\n        PERFORM ledger_router.hide(\n            v_cell, (p_actor).user_id,"
            f" '{_NOT_FOUND[about]}', '{about[2:]}', {about}::text\n        );\n        RAISE;"
        )
    return direct(function, cell + beside, handler)


def by_user(function: Function, _: Class) -> str:
    """Ask the cell of a user."""
    return direct(
        function,
        f"coalesce(ledger_router.cell_of_user(coalesce(p_user_id, {user_of(function)})),"
        " ledger_router.first_cell())",
    )


def by_username(function: Function, _: Class) -> str:
    """Ask the cell of a name."""
    return direct(
        function, "coalesce(ledger_router.cell_of_name(p_username), ledger_router.first_cell())"
    )


def by_owner(function: Function, _: Class) -> str:
    """Ask the cell of an account, a user, or whoever asks."""
    account = "ledger_router.cell_of(p_account_id), " if function.has("p_account_id") else ""
    return direct(
        function,
        f"coalesce({account}ledger_router.cell_of_user(nullif(p_user_id, 0)),"
        f" ledger_router.cell_of_user({user_of(function)}), ledger_router.first_cell())",
    )


def at_place(function: Function, its: Class) -> str:
    """Ask the cell that an expression of its own names."""
    return direct(function, its.about)


def call_of(function: Function, cell: str) -> str:
    """Return the call that asks one cell."""
    names = "".join(f", {argument.name}" for argument in function.arguments)
    return f"ledger_router.ask_{function.name}({cell}{names})"
