-- What the group roles are, whose members they are, and what is set for them.
CREATE OR REPLACE FUNCTION ledger_private.guards_of_roles()
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY[g.guard, g.definition] AS guard
    FROM (
        SELECT
            'role ' || quote_ident(r.rolname) AS guard,
            concat_ws(
                ' ',
                CASE WHEN r.rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
                CASE WHEN r.rolsuper THEN 'SUPERUSER' ELSE 'NOSUPERUSER' END,
                CASE WHEN r.rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END,
                CASE WHEN r.rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END,
                CASE WHEN r.rolreplication THEN 'REPLICATION' ELSE 'NOREPLICATION' END,
                CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' ELSE 'NOBYPASSRLS' END,
                CASE WHEN r.rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
                'CONNECTION LIMIT ' || r.rolconnlimit
            ) AS definition
        FROM pg_roles AS r
        WHERE r.oid IN (SELECT m.role_id FROM ledger_private.guarded_roles() AS m (role_id))
        UNION ALL
        SELECT
            format(
                '%s %s IN %s',
                CASE WHEN w.is_guarded THEN 'membership' ELSE 'deployer' END,
                quote_ident(u.rolname), quote_ident(g.rolname)
            ),
            -- PostgreSQL 16 split what a membership gives.
            concat_ws(
                ' ', 'member', CASE WHEN bool_or(m.admin_option) THEN 'with admin option' END,
                CASE WHEN NOT bool_or(coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))
                    THEN 'without set' END
            )
        FROM pg_auth_members AS m
        JOIN pg_roles AS u ON u.oid = m.member
        JOIN pg_roles AS g ON g.oid = m.roleid
        CROSS JOIN LATERAL (
            SELECT EXISTS (
                SELECT FROM ledger_private.guarded_roles() AS r (role_id) WHERE r.role_id = m.member
            )
        ) AS w (is_guarded)
        WHERE w.is_guarded
            -- A login is an ordinary member, unless it can become an owner or let others in.
            OR m.roleid IN (SELECT r.role_id FROM ledger_private.guarded_roles() AS r (role_id))
            AND (m.admin_option OR g.rolname ~ '^ledger_([a-z]+_)?owner$')
        GROUP BY w.is_guarded, u.rolname, g.rolname
        UNION ALL
        SELECT
            CASE
                WHEN s.setrole = 0 THEN 'database_setting'
                ELSE 'role_setting ' || r.rolname
                    || CASE WHEN s.setdatabase = 0 THEN '' ELSE ' IN DATABASE' END
            END,
            array_to_string(ARRAY(
                SELECT c.setting FROM unnest(s.setconfig) AS c (setting)
                ORDER BY c.setting COLLATE "C"
            ), '; ')
        FROM pg_db_role_setting AS s
        LEFT JOIN pg_roles AS r ON r.oid = s.setrole
        WHERE s.setdatabase IN (
                0, (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
            )
            AND (
                s.setrole IN (SELECT m.role_id FROM ledger_private.guarded_roles() AS m (role_id))
                OR s.setrole = 0 AND s.setdatabase <> 0
            )
    ) AS g (guard, definition)
$function$;

COMMENT ON FUNCTION ledger_private.guards_of_roles() IS
'Attributes, memberships and settings of the group roles, and settings of the database, as guards. A deployer is whoever can become an owner of the ledger, or let others in.';
