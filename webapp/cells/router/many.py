"""Functions that are about several cells, or none."""

from webapp.cells.router.catalog import Function
from webapp.cells.router.classes import Class
from webapp.cells.router.one import alone, call_of, user_of


def refused(function: Function, its: Class) -> str:
    """Say that the router does not do it, and why."""
    return (
        "BEGIN\n    PERFORM ledger_router.raise_error('LG281', jsonb_build_object(\n"
        f"        'function', '{function.name}', 'reason', '{its.about}'\n    ));\nEND"
    )


def any_of(function: Function, _: Class) -> str:
    """Ask the cells in turn until one answers."""
    give = (
        f"RETURN QUERY SELECT r.* FROM {call_of(function, 'v_cell')} AS r;\n            RETURN;"
        if function.is_set
        else f"v_answer := {call_of(function, 'v_cell')};\n            RETURN v_answer;"
    )
    answer = "" if function.is_set else f"\n    v_answer {function.result_type};"
    return (
        f"DECLARE\n    v_cell integer;{answer}\n    v_cells integer[] := ledger_router.cells();\n"
        "BEGIN\n    FOREACH v_cell IN ARRAY v_cells LOOP\n        BEGIN\n"
        f"            {give}\n        EXCEPTION WHEN connection_exception THEN\n"
        "            IF v_cell = v_cells[cardinality(v_cells)] THEN\n                RAISE;\n"
        "            END IF;\n        END;\n    END LOOP;\nEND"
    )


def found(function: Function, its: Class) -> str:
    """Ask the cells in turn until one knows."""
    if function.is_set:
        give = (
            f"RETURN QUERY SELECT r.* FROM {call_of(function, 'v_cell')} AS r;\n"
            "            IF FOUND THEN\n                RETURN;\n            END IF;"
        )
    else:
        give = f"v_answer := {call_of(function, 'v_cell')};\n            RETURN v_answer;"
    answer = "" if function.is_set else f"\n    v_answer {function.result_type};"
    missed, last = "", ""
    if its.about:
        missed = (
            f"\n            WHEN SQLSTATE '{its.about}' THEN\n"
            "                GET STACKED DIAGNOSTICS v_missed = PG_EXCEPTION_DETAIL;"
        )
        last = f"    PERFORM ledger_router.raise_error('{its.about}', v_missed::jsonb);\n"
    return (
        f"DECLARE\n    v_cell integer;\n    v_missed text;\n    v_lost text;{answer}\nBEGIN\n"
        f"{alone(function)}"
        "    FOREACH v_cell IN ARRAY ledger_router.cells_about(NULL, NULL, NULL, p_actor) LOOP\n"
        f"        BEGIN\n            {give}\n        EXCEPTION\n"
        "            WHEN connection_exception THEN\n                v_lost := SQLERRM;"
        f"{missed}\n        END;\n    END LOOP;\n"
        "    -- Nobody can tell what the cell that is away knows.\n"
        "    IF v_lost IS NOT NULL THEN\n"
        "        RAISE EXCEPTION USING ERRCODE = '08006', MESSAGE = v_lost,\n"
        "            HINT = 'try again, with the same idempotency key';\n    END IF;\n"
        f"{last}END"
    )


def ordered(function: Function, keys: str) -> str:
    """Return what orders rows of several cells as each orders its own."""
    if "DESC" in keys or not function.has("p_is_ascending"):
        return ", ".join(f"x.{key.strip()}" for key in keys.split(","))
    names = [key.strip() for key in keys.split(",")]
    return ", ".join(
        [f"CASE WHEN p_is_ascending THEN x.{name} END" for name in names]
        + [f"CASE WHEN NOT p_is_ascending THEN x.{name} END DESC" for name in names]
    )


def limited(function: Function) -> str:
    """Return how many rows a page has, if it has pages."""
    return " LIMIT p_limit" if function.has("p_limit") else ""


def listed(function: Function, its: Class) -> str:
    """Ask all cells for as many rows, put them in order, and cut."""
    about = ", ".join(
        name if function.has(name) else "NULL"
        for name in ("p_account_id", "p_user_id", "p_username", "p_actor")
    )
    if function.name == "list_users":
        about = about.replace("p_user_id", "NULL")
    condition, rows = "", "x.*"
    inner = f"CROSS JOIN LATERAL {call_of(function, 'c.cell')} AS x"
    source = f"unnest(v_cells) AS c (cell)\n    {inner}"
    if function.name == "list_users":  # staff are in all cells
        condition = "\n    WHERE ledger_router.cell_of_user(x.user_id) = c.cell"
    elif function.name == "list_accounts":  # and so is what only collects for the house
        source = (
            "(\n        SELECT (ledger_router.together(array_agg(x))).*"
            f"\n        FROM {source}\n        GROUP BY x.account_id\n    ) AS x"
        )
    names = ", ".join(f"x.{column.name}" for column in function.columns)
    rows = names
    return (
        f"DECLARE\n    v_cells integer[] := ledger_router.cells_about({about});\nBEGIN\n"
        "    IF cardinality(v_cells) = 1 THEN\n"
        f"        RETURN QUERY SELECT r.* FROM {call_of(function, 'v_cells[1]')} AS r;\n"
        "        RETURN;\n    END IF;\n"
        f"    RETURN QUERY SELECT {rows}\n    FROM {source}{condition}\n"
        f"    ORDER BY {ordered(function, its.about)}{limited(function)};\nEND"
    )


def summed(function: Function, its: Class) -> str:
    """Add up what cells answer for the same thing."""
    added = {"numeric", "bigint"}
    names = ", ".join(
        f"sum(x.{column.name})::{column.type}" if column.type in added else f"x.{column.name}"
        for column in function.columns
    )
    if function.name == "metrics":  # two delays make none twice as long
        names = names.replace(
            "sum(x.value)::numeric",
            "CASE WHEN right(x.name, 8) = '_seconds' THEN max(x.value) ELSE sum(x.value) END",
        )
    kept = ", ".join(f"x.{column.name}" for column in function.columns if column.type not in added)
    order = ordered(function, its.about)
    return (
        f"BEGIN\n    RETURN QUERY SELECT {names}\n"
        "    FROM unnest(ledger_router.cells()) AS c (cell)\n"
        f"    CROSS JOIN LATERAL {call_of(function, 'c.cell')} AS x\n"
        f"    GROUP BY {kept}\n    ORDER BY {order}{limited(function)};\nEND"
    )


def proved(function: Function, _: Class) -> str:
    """Let each cell prove itself; what is wrong says in which."""
    return (
        "BEGIN\n    RETURN QUERY SELECT v.name, bool_and(v.ok), jsonb_object_agg(\n"
        "        'cell ' || c.cell, v.detail ORDER BY c.cell\n"
        "    ) FILTER (WHERE v.detail IS NOT NULL)\n"
        "    FROM unnest(ledger_router.cells()) AS c (cell)\n"
        f"    CROSS JOIN LATERAL {call_of(function, 'c.cell')}\n"
        "        WITH ORDINALITY AS v (name, ok, detail, place)\n"
        "    GROUP BY v.name\n    ORDER BY min(v.place);\nEND"
    )


def everywhere(function: Function, its: Class) -> str:
    """Change all cells in the same way, those that have the change apart."""
    tolerated = (
        f"\n        EXCEPTION WHEN SQLSTATE '{its.about}' THEN\n"
        "            GET STACKED DIAGNOSTICS v_known = PG_EXCEPTION_DETAIL;"
        if its.about
        else ""
    )
    last = (
        "    IF v_found IS NULL THEN\n"
        f"        PERFORM ledger_router.raise_error('{its.about}', v_known::jsonb);\n"
        "    END IF;\n"
        if its.about
        else ""
    )
    rows = f"{function.result_type}[]"
    return (
        f"DECLARE\n    v_cell integer;\n    v_known text;\n    v_rows {rows};\n"
        f"    v_found {rows};\nBEGIN\n{alone(function)}"
        "    PERFORM ledger_router.require_all();\n"
        "    FOREACH v_cell IN ARRAY ledger_router.cells() LOOP\n        BEGIN\n"
        f"            v_rows := ARRAY(SELECT r FROM {call_of(function, 'v_cell')} AS r);\n"
        "            v_found := coalesce(nullif(v_found, ARRAY[]::"
        f"{rows}), v_rows);{tolerated}\n        END;\n    END LOOP;\n{last}"
        "    RETURN QUERY SELECT r.* FROM unnest(v_found) AS r;\nEND"
    )


def coded(function: Function, _: Class) -> str:
    """Look for a code in the other cells while one gets it."""
    release = "IF v_is_common THEN\n{0}    PERFORM ledger_router.release_code(p_code);\n{0}END IF;"
    return (
        "DECLARE\n    v_cell integer := coalesce(ledger_router.cell_of(p_account_id),"
        f" ledger_router.cell_without(p_account_id, {user_of(function)}));\n"
        "    v_is_common boolean := ledger_router.is_common_code(p_code, p_actor);\n"
        f"BEGIN\n{alone(function)}    IF v_is_common THEN\n"
        "        PERFORM ledger_router.reserve_code(p_code, v_cell);\n    END IF;\n    BEGIN\n"
        f"        RETURN QUERY SELECT r.* FROM {call_of(function, 'v_cell')} AS r;\n"
        "    EXCEPTION WHEN query_canceled OR OTHERS THEN\n"
        f"        {release.format(' ' * 8)}\n        RAISE;\n    END;\n"
        f"    {release.format(' ' * 4)}\nEND"
    )
