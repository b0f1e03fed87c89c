"""What can be done to every guard of the catalog: each kind is a query over all objects.

A row is a statement of a superuser, and the guard that must be named.
"""

from __future__ import annotations

from typing import NamedTuple


class Tamperings(NamedTuple):
    """The query for statements and guards, and whether a deploy puts them back."""

    query: str
    is_repaired: bool = True


_SCHEMAS = """IN (
    SELECT s.oid FROM pg_namespace AS s JOIN pg_roles AS o ON o.oid = s.nspowner
    WHERE o.rolname LIKE 'ledger%owner'
)"""
_TRIGGERS = f"""
    SELECT format('{{}}', t.tgrelid::regclass, t.tgname),
        format('trigger %I ON %s', t.tgname, t.tgrelid::regclass)
    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace {_SCHEMAS}
"""
_CONSTRAINTS = f"""
    SELECT format(
            '{{}}',
            CASE WHEN k.contypid = 0 THEN 'TABLE ' || k.conrelid::regclass
                ELSE 'DOMAIN ' || k.contypid::regtype END,
            k.conname, pg_get_constraintdef(k.oid)
        ),
        format('constraint %I ON %s', k.conname, CASE
            WHEN k.contypid = 0 THEN k.conrelid::regclass::text
            ELSE 'DOMAIN ' || k.contypid::regtype
        END)
    FROM pg_constraint AS k
    WHERE k.contype NOT IN ('n', 't') AND k.connamespace {_SCHEMAS}
"""
_FUNCTIONS = f"""
    SELECT format('{{}}', 'ROUTINE ' || p.oid::regprocedure), format('{{}}',
        CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || p.oid::regprocedure,
        p.oid::regprocedure)
    FROM pg_proc AS p WHERE p.pronamespace {_SCHEMAS}
"""
_TABLES = f"""
    SELECT format('{{}}', c.oid::regclass),
        format('{{}}', c.oid::regclass)
    FROM pg_class AS c WHERE c.relkind = 'r' AND c.relnamespace {_SCHEMAS}
"""
_RELATIONS = f"""
    SELECT format('{{}}', c.oid::regclass), format('{{}}',
        CASE c.relkind WHEN 'r' THEN 'TABLE ' ELSE 'VIEW ' END || c.oid::regclass)
    FROM pg_class AS c WHERE c.relkind IN ('r', 'v') AND c.relnamespace {_SCHEMAS}
"""
_COLUMNS = f"""
    SELECT format('ALTER TABLE %s ALTER %I {{}}', c.oid::regclass, a.attname),
        format('column %s.%I', c.oid::regclass, a.attname)
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
    WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace {_SCHEMAS}
"""
_OTHERS = f"""
    SELECT format('{{}}', o.name), format('{{}}', o.name)
    FROM (
        SELECT 'SCHEMA ' || n.nspname FROM pg_namespace AS n WHERE n.oid {_SCHEMAS}
        UNION ALL
        SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || t.oid::regtype
        FROM pg_type AS t LEFT JOIN pg_class AS c ON c.oid = t.typrelid
        WHERE t.typnamespace {_SCHEMAS}
            AND (t.typtype = 'd' OR (t.typtype = 'c' AND c.relkind = 'c'))
    ) AS o (name)
"""
# Group roles, by their own right on a schema.
_ROLES = f"""
    SELECT format('{{}}', r.rolname), format('{{}}', r.rolname)
    FROM pg_roles AS r
    WHERE r.oid IN (
        SELECT n.nspowner FROM pg_namespace AS n WHERE n.oid {_SCHEMAS}
        UNION
        SELECT a.grantee FROM pg_namespace AS n
        CROSS JOIN LATERAL aclexplode(n.nspacl) AS a WHERE n.oid {_SCHEMAS}
    )
"""
_NOT_IN_KEY = """
    AND a.attnotnull AND NOT EXISTS (
        SELECT FROM pg_constraint AS k
        WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)
    )
"""
_ATTRIBUTES = [
    "LOGIN",
    "SUPERUSER",
    "CREATEDB",
    "CREATEROLE",
    "REPLICATION",
    "BYPASSRLS",
    "NOINHERIT",
]

TAMPERINGS = {
    "trigger disabled": Tamperings(
        _TRIGGERS.format("ALTER TABLE %s DISABLE TRIGGER %I"),
    ),
    "trigger for origin only": Tamperings(
        _TRIGGERS.format("ALTER TABLE %s ENABLE TRIGGER %I"),
    ),
    "trigger dropped": Tamperings(_TRIGGERS.format("DROP TRIGGER %2$I ON %1$s")),
    "trigger of a key disabled": Tamperings(
        f"""
        SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname),
            format('key_trigger %s OF %I ON %s', p.proname, k.conname, k.conrelid::regclass)
        FROM pg_trigger AS t JOIN pg_constraint AS k ON k.oid = t.tgconstraint
        JOIN pg_proc AS p ON p.oid = t.tgfoid
        WHERE t.tgisinternal AND k.connamespace {_SCHEMAS}
        """
    ),
    "trigger added": Tamperings(
        _TABLES.format(
            "CREATE TRIGGER planted BEFORE INSERT ON %s FOR EACH STATEMENT "
            "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "trigger planted ON %s",
        ).replace("BEFORE INSERT ON %s FOR EACH STATEMENT", "BEFORE UPDATE ON %s FOR EACH ROW")
    ),
    "constraint dropped": Tamperings(
        _CONSTRAINTS.format("ALTER %s DROP CONSTRAINT IF EXISTS %I CASCADE")
    ),
    "constraint not valid": Tamperings(
        _CONSTRAINTS.format(
            "ALTER %1$s DROP CONSTRAINT %2$I; ALTER %1$s ADD CONSTRAINT %2$I %3$s NOT VALID"
        )
        + " AND k.contype IN ('c', 'f')"
    ),
    "constraint added": Tamperings(
        _TABLES.format(
            "ALTER TABLE %s ADD CONSTRAINT planted CHECK (true)", "constraint planted ON %s"
        ),
        is_repaired=False,
    ),
    "unique index dropped": Tamperings(
        f"""
        SELECT 'DROP INDEX ' || i.indexrelid::regclass, 'index ' || i.indexrelid::regclass
        FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
        WHERE i.indisunique AND c.relnamespace {_SCHEMAS}
            AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid)
        """
    ),
    "rule added": Tamperings(
        _TABLES.format(
            "CREATE RULE planted AS ON DELETE TO %s DO INSTEAD NOTHING", "rule planted ON %s"
        )
    ),
    "policy added": Tamperings(
        _TABLES.format("CREATE POLICY planted ON %s USING (true)", "policy planted ON %s")
    ),
    "row security": Tamperings(
        _TABLES.format("ALTER TABLE %s ENABLE ROW LEVEL SECURITY", "relation %s")
    ),
    "row security forced": Tamperings(
        _TABLES.format("ALTER TABLE %s FORCE ROW LEVEL SECURITY", "relation %s")
    ),
    "child table": Tamperings(
        _TABLES.format(
            "CREATE TABLE %1$s_planted () INHERITS (%1$s)", "relation %1$s_planted"
        ).replace("c.oid::regclass)\n", "c.oid::regclass::text)\n"),
        is_repaired=False,
    ),
    "column added": Tamperings(
        _TABLES.format("ALTER TABLE %s ADD COLUMN planted text", "column %s.planted"),
        is_repaired=False,
    ),
    "NULL let in": Tamperings(_COLUMNS.format("DROP NOT NULL") + _NOT_IN_KEY),
    "default planted": Tamperings(
        _COLUMNS.format("SET DEFAULT NULL") + " AND a.atthasdef AND a.attgenerated = ''"
    ),
    "function's source": Tamperings(
        f"""
        SELECT replace(pg_get_functiondef(p.oid), p.prosrc, ' ' || p.prosrc),
            'function ' || p.oid::regprocedure
        FROM pg_proc AS p WHERE p.pronamespace {_SCHEMAS} AND p.prosqlbody IS NULL
        UNION ALL
        SELECT regexp_replace(
                regexp_replace(
                    pg_get_functiondef(p.oid), 'BEGIN ATOMIC', 'BEGIN ATOMIC SELECT NULL;'
                ),
                '^RETURN (.*)$', 'RETURN coalesce((\\1), NULL)', 'n'
            ),
            'body ' || p.oid::regprocedure
        FROM pg_proc AS p WHERE p.pronamespace {_SCHEMAS} AND p.prosqlbody IS NOT NULL
        """,
        is_repaired=False,
    ),
    "function's owner": Tamperings(
        _FUNCTIONS.format("ALTER %s OWNER TO planted", "owner %s"),
    ),
    "function as its caller": Tamperings(
        _FUNCTIONS.format("ALTER %s SECURITY INVOKER", "function %2$s") + " AND p.prosecdef",
        is_repaired=False,
    ),
    "function as its owner": Tamperings(
        _FUNCTIONS.format("ALTER %s SECURITY DEFINER", "function %2$s") + " AND NOT p.prosecdef",
        is_repaired=False,
    ),
    "function without settings": Tamperings(
        _FUNCTIONS.format("ALTER %s RESET ALL", "function %2$s") + " AND p.proconfig IS NOT NULL",
        is_repaired=False,
    ),
    "function on an old snapshot": Tamperings(
        _FUNCTIONS.format("ALTER %s STABLE", "function %2$s")
        + " AND p.provolatile = 'v' AND p.prokind = 'f'",
        is_repaired=False,
    ),
    "function for everybody": Tamperings(
        _FUNCTIONS.format("GRANT EXECUTE ON %s TO PUBLIC", "grant %s TO PUBLIC"),
    ),
    "function of PostgreSQL for everybody": Tamperings(
        """
        SELECT format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', p.oid::regprocedure),
            'builtin ' || p.oid::regprocedure
        FROM pg_proc AS p WHERE p.proname ~ '^pg_advisory_lock|^lo_creat|^lowrite'
        """,
        is_repaired=False,
    ),
    "function renamed": Tamperings(
        _FUNCTIONS.format("ALTER %1$s RENAME TO %2$I", "function %2$s").replace(
            "'ROUTINE ' || p.oid::regprocedure",
            "'ROUTINE ' || p.oid::regprocedure, 'planted_' || p.proname",
        )
        + " AND p.proname !~ 'guard'",
        is_repaired=False,
    ),
    "view's text": Tamperings(
        f"""
        SELECT format(
                'CREATE OR REPLACE VIEW %s AS SELECT * FROM (%s) AS planted', c.oid::regclass,
                rtrim(pg_get_viewdef(c.oid), ';')
            ), 'view ' || c.oid::regclass
        FROM pg_class AS c WHERE c.relkind = 'v' AND c.relnamespace {_SCHEMAS}
        """,
        is_repaired=False,
    ),
    "view with other rights": Tamperings(
        _RELATIONS.format("ALTER VIEW %s SET (security_invoker = true)", "relation %s").replace(
            "CASE c.relkind WHEN 'r' THEN 'TABLE ' ELSE 'VIEW ' END ||", ""
        )
        + " AND c.relkind = 'v'",
        is_repaired=False,
    ),
    "relation for everybody": Tamperings(
        _RELATIONS.format("GRANT SELECT ON %s TO PUBLIC", "grant %s TO PUBLIC")
    ),
    "relation for another": Tamperings(
        _RELATIONS.format("GRANT INSERT ON %s TO planted WITH GRANT OPTION", "grant %s TO planted")
    ),
    "relation's owner": Tamperings(
        _RELATIONS.format("ALTER TABLE %s OWNER TO planted", "owner %s")
    ),
    "relation taken from its owner": Tamperings(
        _RELATIONS.format("REVOKE SELECT ON %s FROM ledger_owner, ledger_audit_owner", "owner %s")
    ),
    "column for another": Tamperings(
        f"""
        SELECT format('GRANT UPDATE (%I) ON %s TO planted', a.attname, c.oid::regclass),
            format('grant TABLE %s TO planted', c.oid::regclass)
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace {_SCHEMAS}
        """
    ),
    "schema or type for everybody": Tamperings(
        _OTHERS.format("GRANT USAGE ON %s TO PUBLIC", "grant %s TO PUBLIC")
    ),
    "type's owner": Tamperings(
        _OTHERS.format("ALTER %s OWNER TO planted", "owner %s")
        + " WHERE o.name NOT LIKE 'SCHEMA %'"
    ),
    "schema's owner": Tamperings(
        _OTHERS.format("ALTER %s OWNER TO planted", "owner %s") + " WHERE o.name LIKE 'SCHEMA %'"
    ),
    "domain's default": Tamperings(
        _OTHERS.format("ALTER %s SET DEFAULT ''1''", "type %s").replace(
            "'type %s', o.name", "'type %s', substr(o.name, 8)"
        )
        + " WHERE o.name LIKE 'DOMAIN %'",
        is_repaired=False,
    ),
    "domain that may not be NULL": Tamperings(
        _OTHERS.format("ALTER %s SET NOT NULL", "type %s").replace(
            "'type %s', o.name", "'type %s', substr(o.name, 8)"
        )
        # Rules that ship leave the direction open, so that PostgreSQL itself refuses this one.
        + " WHERE o.name LIKE 'DOMAIN %' AND o.name !~ 'fraud_direction'"
    ),
    **{
        f"role with {attribute}": Tamperings(_ROLES.format(f"ALTER ROLE %I {attribute}", "role %I"))
        for attribute in _ATTRIBUTES
    },
    "role that a role joins": Tamperings(
        _ROLES.format("GRANT pg_read_all_data TO %I", "membership %I IN pg_read_all_data")
    ),
    "role whose member is a group": Tamperings(
        _ROLES.format("GRANT ledger_owner TO %I", "membership %I IN ledger_owner")
        + " AND r.rolname NOT IN ('ledger_owner')"
    ),
    "stranger who becomes an owner": Tamperings(
        _ROLES.format("GRANT %I TO planted", "deployer planted IN %I")
        + " AND r.rolname LIKE '%owner'",
        is_repaired=False,
    ),
    "stranger who lets others in": Tamperings(
        _ROLES.format("GRANT %I TO planted WITH ADMIN OPTION", "deployer planted IN %I"),
        is_repaired=False,
    ),
    "role's setting": Tamperings(
        _ROLES.format("ALTER ROLE %I SET session_replication_role = replica", "role_setting %I")
    ),
    "role's setting here": Tamperings(
        _ROLES.format(
            "DO $do$ BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %%I SET jit = off',"
            " current_database()); END $do$",
            "role_setting %I IN DATABASE",
        )
        .replace("'ALTER", "''ALTER")
        .replace("jit = off',", "jit = off'',")
    ),
    "role that may not connect": Tamperings(
        """
        SELECT format('REVOKE CONNECT ON DATABASE %I FROM %I', current_database(), r.rolname),
            'grant DATABASE TO ' || r.rolname
        FROM pg_database AS d CROSS JOIN LATERAL aclexplode(d.datacl) AS a
        JOIN pg_roles AS r ON r.oid = a.grantee
        WHERE d.datname = current_database() AND a.privilege_type = 'CONNECT'
            AND NOT r.rolcanlogin
        """
    ),
    "database for everybody": Tamperings(
        "SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO PUBLIC', current_database()),"
        " 'grant DATABASE TO PUBLIC'"
    ),
    "database for a stranger": Tamperings(
        "SELECT format('GRANT CREATE ON DATABASE %I TO planted', current_database()),"
        " 'grant DATABASE TO planted'"
    ),
    "database's setting": Tamperings(
        "SELECT format('ALTER DATABASE %I SET session_replication_role = replica',"
        " current_database()), 'database_setting'",
        is_repaired=False,
    ),
    "event trigger": Tamperings(
        "SELECT 'CREATE FUNCTION public.planted() RETURNS event_trigger LANGUAGE plpgsql"
        " AS ''BEGIN END''; CREATE EVENT TRIGGER planted ON sql_drop"
        " EXECUTE FUNCTION public.planted()', 'event_trigger planted'",
        is_repaired=False,
    ),
    "default privileges": Tamperings(
        _ROLES.format(
            "ALTER DEFAULT PRIVILEGES FOR ROLE %I GRANT SELECT ON TABLES TO PUBLIC",
            "default_privileges %I r everywhere",
        ),
        is_repaired=False,
    ),
}
