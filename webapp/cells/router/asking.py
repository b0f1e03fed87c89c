"""The text that asks one cell: one statement there, its answer or its refusal as it is."""

from textwrap import indent

from webapp.cells.router.catalog import Function

# Asked as the carrier of transfers between cells, whoever calls.
CARRIED = ("account_id", "can_receive", "pay_in", "settle")

_LOST = "connection_exception OR admin_shutdown OR crash_shutdown OR cannot_connect_now"
_DATED = ("timestamp with time zone", "date", "interval")


def reads(function: Function) -> bool:
    """Tell whether it may be asked twice."""
    return function.volatility != "v" or function.name.startswith(("list_", "get_", "find_"))


def remote(function: Function) -> str:
    """Return the call in a cell, as format() makes it of the arguments."""
    columns = ", ".join(f"r.{column.name}" for column in function.columns)
    if not function.returns_row:
        columns = "r.*"
    if _tells(function):
        columns += ", current_setting(''ledger.is_replay'', true)"
    places = ", ".join(
        "NULL" if argument.type == "pg_snapshot" else "%L" for argument in function.arguments
    )
    values = "".join(
        f", {argument.name}" for argument in function.arguments if argument.type != "pg_snapshot"
    )
    name = f"{function.schema}.{function.name}"
    return f"format('SELECT {columns} FROM {name}({places}) AS r'{values})"


def _tells(function: Function) -> bool:
    return not reads(function) and function.name not in CARRIED


def _columns(function: Function) -> tuple[str, str]:
    """Return the columns that a cell answers with, by name and as they are declared."""
    if not function.returns_row:
        return "t.value", f"value {function.result_type}"
    names = ", ".join(f"t.{column.name}" for column in function.columns)
    return names, ", ".join(f"{column.name} {column.type}" for column in function.columns)


def asking(function: Function, *, carries: bool = False) -> str:
    """Return the statements that ask the cell v_cell, and give its answer back."""
    names, declared = _columns(function)
    condition = ""
    if _tells(function):
        declared += ", told_replay text"
        condition = "\nWHERE ledger_router.tell(t.told_replay)"
    select = (
        f"FROM ledger_router.dblink(v_connection, {remote(function)})"
        f"\n    AS t ({declared}){condition};"
    )
    if function.is_set:
        answer = f"RETURN QUERY SELECT {names}\n{select}\nRETURN;"
    else:
        answer = f"SELECT {names} INTO v_answer\n{select}\nRETURN v_answer;"
    guard = ""
    if function.has("p_actor") and not carries:
        guard = (
            "IF (p_actor).scopes[2] = 'key:restricted' THEN\n"
            "    PERFORM ledger_router.require_key_of(v_cell, p_actor);\nEND IF;\n"
        )
    connect = (
        "v_connection := ledger_router.connection(v_cell" + (", true" if carries else "") + ");"
    )
    again = "\n    PERFORM ledger_router.lose(v_cell, v_connection, SQLSTATE, SQLERRM{});"
    body = f"{connect}\n{answer}"
    if not reads(function):
        return f"{guard}{body}\nEXCEPTION WHEN {_LOST} THEN" + again.format("")
    return (
        f"{guard}FOR v_attempt IN 1 .. 2 LOOP\n    v_connection := NULL;\n    BEGIN\n"
        f"{indent(body, '        ')}\n    EXCEPTION WHEN {_LOST} THEN"
        f"{indent(again.format(', v_attempt = 1'), '    ')}\n    END;\nEND LOOP;"
    )


def head(function: Function, schema: str, name: str, declared: str) -> str:
    """Return a function up to its body."""
    rows = "ROWS 1\n" if function.is_set and "ROWS 1" in function.result else ""
    volatility = {"v": "VOLATILE", "s": "STABLE", "i": "STABLE"}[function.volatility]
    dated = any(argument.type in _DATED for argument in function.arguments)
    style = "SET datestyle = 'ISO, YMD'\nSET intervalstyle = 'postgres'\n" if dated else ""
    return (
        f"CREATE FUNCTION {schema}.{name}({declared})\nRETURNS {function.result}\n"
        f"LANGUAGE plpgsql\n{volatility}\n{rows}SECURITY DEFINER\n"
        f"SET search_path = pg_catalog, pg_temp\n{style}AS $function$"
    )


def variables(function: Function) -> str:
    """Return what the statements of `asking` need declared."""
    answer = "" if function.is_set else f"\n    v_answer {function.result_type};"
    return f"    v_connection text;{answer}"


def ask(function: Function, *, carries: bool = False) -> str:
    """Return the function that asks one cell; no caller but the router's own may."""
    name = f"{'carry' if carries else 'ask'}_{function.name}"
    declared = f"p_cell integer, {function.declared}" if function.declared else "p_cell integer"
    return (
        f"{head(function, 'ledger_router', name, declared)}\nDECLARE\n"
        f"    v_cell integer := p_cell;\n{variables(function)}\nBEGIN\n"
        f"{indent(asking(function, carries=carries), '    ')}\nEND\n$function$;\n"
    )
