-- Who owns what, and who else may do what with it.
CREATE OR REPLACE FUNCTION ledger_private.guards_of_rights()
RETURNS SETOF text[]
LANGUAGE sql
STABLE
AS $function$
    SELECT ARRAY[g.guard, g.definition] AS guard
    FROM (
        SELECT
            'owner ' || o.object AS guard,
            r.rolname || CASE WHEN EXISTS (
                SELECT FROM aclexplode(acldefault(o.acl_kind, o.owner_id)) AS d
                WHERE d.grantee = o.owner_id AND d.privilege_type <> 'MAINTAIN'
                    AND d.privilege_type NOT IN (
                        SELECT a.privilege_type FROM aclexplode(o.acl) AS a
                        WHERE a.grantee = o.owner_id
                    )
            ) THEN ', not with all rights' ELSE '' END AS definition
        FROM (
                    SELECT p.parts[1], p.parts[2]::oid, p.parts[3]::aclitem[], p.parts[4]::"char"
                    FROM ledger_private.guarded_objects() AS p (parts)
                ) AS o (object, owner_id, acl, acl_kind)
        JOIN pg_roles AS r ON r.oid = o.owner_id
        UNION ALL
        SELECT
            'grant ' || g.object || ' TO ' || coalesce(quote_ident(r.rolname), 'PUBLIC'),
            string_agg(g.privilege, ', ' ORDER BY g.privilege COLLATE "C")
        FROM (
            SELECT
                o.object, a.grantee, a.privilege_type
                || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
            FROM (
                    SELECT p.parts[1], p.parts[2]::oid, p.parts[3]::aclitem[], p.parts[4]::"char"
                    FROM ledger_private.guarded_objects() AS p (parts)
                ) AS o (object, owner_id, acl, acl_kind)
            CROSS JOIN LATERAL aclexplode(o.acl) AS a
            WHERE a.grantee <> o.owner_id
            UNION
            SELECT
                CASE c.relkind WHEN 'v' THEN 'VIEW ' ELSE 'TABLE ' END || c.oid::regclass, a.grantee,
                a.privilege_type || format(' (%I)', t.attname)
                || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
            FROM pg_attribute AS t
            JOIN pg_class AS c ON c.oid = t.attrelid
            CROSS JOIN LATERAL aclexplode(t.attacl) AS a
            WHERE a.grantee <> c.relowner AND NOT t.attisdropped
                AND c.relnamespace IN (
                    SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
                )
            UNION
            -- Logins are given CONNECT one by one.
            SELECT
                'DATABASE', a.grantee, a.privilege_type
                || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
            FROM pg_database AS d
            CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
            WHERE d.datname = current_database() AND a.grantee <> d.datdba
                AND (
                    a.grantee = 0 OR a.privilege_type <> 'CONNECT' OR a.is_grantable
                    OR a.grantee IN (
                        SELECT m.role_id FROM ledger_private.guarded_roles() AS m (role_id)
                    )
                )
        ) AS g (object, grantee, privilege)
        LEFT JOIN pg_roles AS r ON r.oid = g.grantee
        GROUP BY g.object, r.rolname
        UNION ALL
        SELECT
            format(
                'default_privileges %s %s %s', r.rolname, d.defaclobjtype,
                coalesce(n.nspname, 'everywhere')
            ),
            array_to_string(ARRAY(
                SELECT a.item::text FROM unnest(d.defaclacl) AS a (item)
                ORDER BY a.item::text COLLATE "C"
            ), ', ')
        FROM pg_default_acl AS d
        JOIN pg_roles AS r ON r.oid = d.defaclrole
        LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
        WHERE d.defaclrole IN (SELECT m.role_id FROM ledger_private.guarded_roles() AS m (role_id))
            OR d.defaclnamespace IN (
                SELECT s.schema_id FROM ledger_private.guarded_schemas() AS s (schema_id)
            )
    ) AS g (guard, definition)
$function$;

COMMENT ON FUNCTION ledger_private.guards_of_rights() IS
'Owners, grants (of the database too) and default privileges, as guards.';
