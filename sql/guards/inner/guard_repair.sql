-- How a guard is put back as it was declared.
CREATE OR REPLACE FUNCTION ledger_private.guard_repair(
    p_guard text, p_declared text, p_present text
)
RETURNS text
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_kind text := split_part(p_guard, ' ', 1);
    v_name text := substr(p_guard, length(v_kind) + 2);
    v_subject text := regexp_replace(v_name, ' (ON|TO|IN) .*$', '');
    v_place text := substr(v_name, length(v_subject) + 5);
    v_is_extra boolean := p_declared IS NULL;
    v_is_missing boolean := p_present IS NULL;
BEGIN
    RETURN CASE
        WHEN v_kind = 'grant' THEN concat_ws(
            '; ',
            format(
                'REVOKE ALL ON %s FROM %s CASCADE',
                ledger_private.grant_target(v_subject), v_place
            ),
            CASE WHEN NOT v_is_extra THEN format(
                'GRANT %s ON %s TO %s', p_declared, ledger_private.grant_target(v_subject), v_place
            ) END
        )
        WHEN v_kind = 'membership' THEN concat_ws(
            '; ',
            CASE WHEN NOT v_is_missing THEN format('REVOKE %s FROM %s', v_place, v_subject) END,
            CASE WHEN NOT v_is_extra THEN format('GRANT %s TO %s', v_place, v_subject) END
        )
        WHEN v_kind = 'role_setting' AND v_is_extra THEN format(
            'ALTER ROLE %s%s RESET ALL', v_subject,
            CASE WHEN v_place <> '' THEN format(' IN DATABASE %I', current_database()) END
        )
        WHEN v_kind IN ('trigger', 'rule', 'policy') AND v_is_extra
            THEN format('DROP %s %s ON %s', upper(v_kind), v_subject, v_place)
        WHEN v_kind = 'trigger' THEN concat_ws(
            '; ',
            CASE WHEN regexp_replace(p_declared, '; [A-Z ]+$', '')
                IS DISTINCT FROM regexp_replace(p_present, '; [A-Z ]+$', '')
            THEN concat_ws(
                '; ', format('DROP TRIGGER IF EXISTS %s ON %s', v_subject, v_place),
                regexp_replace(p_declared, '; [A-Z ]+$', '')
            ) END,
            format(
                'ALTER TABLE %s %s TRIGGER %s', v_place,
                substring(p_declared FROM '; ([A-Z ]+)$'), v_subject
            )
        )
        WHEN v_is_extra THEN NULL
        WHEN v_kind = 'default_privileges' THEN format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE %s REVOKE ALL ON %s FROM PUBLIC',
            split_part(v_name, ' ', 1),
            CASE split_part(v_name, ' ', 2) WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' END
        )
        WHEN v_kind = 'constraint' THEN concat_ws(
            '; ',
            CASE WHEN NOT v_is_missing THEN format(
                'ALTER %s DROP CONSTRAINT %s',
                regexp_replace(v_place, '^(?!DOMAIN )', 'TABLE '), v_subject
            ) END,
            format(
                'ALTER %s ADD CONSTRAINT %s %s',
                regexp_replace(v_place, '^(?!DOMAIN )', 'TABLE '), v_subject, p_declared
            )
        )
        WHEN v_kind = 'index' THEN concat_ws(
            '; ', CASE WHEN NOT v_is_missing THEN format('DROP INDEX %s', v_name) END, p_declared
        )
        -- Whose owner is another one is no schema of the ledger, and so looks missing.
        WHEN v_is_missing AND p_guard NOT LIKE 'owner SCHEMA %' THEN NULL
        WHEN v_kind = 'owner' THEN format(
            'ALTER %1$s OWNER TO %2$s; GRANT ALL ON %3$s TO %2$s', v_name,
            split_part(p_declared, ',', 1), ledger_private.grant_target(v_name)
        )
        WHEN v_kind = 'role' THEN format('ALTER ROLE %s %s', v_name, p_declared)
        WHEN v_kind = 'key_trigger' THEN (
            SELECT format('ALTER TABLE %s %s TRIGGER %I', t.tgrelid::regclass, p_declared, t.tgname)
            FROM pg_trigger AS t
            JOIN pg_constraint AS k ON k.oid = t.tgconstraint
            JOIN pg_proc AS p ON p.oid = t.tgfoid
            WHERE format('%s OF %I ON %s', p.proname, k.conname, k.conrelid::regclass) = v_name
        )
        WHEN v_kind = 'relation' AND p_declared ~ '^table( unlogged)?$' THEN format(
            'ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY%s', v_name,
            CASE
                WHEN p_declared = 'table' AND p_present LIKE 'table unlogged%'
                    THEN ', SET LOGGED'
            END
        )
        WHEN v_kind = 'column' THEN ledger_private.column_repair(p_guard, p_declared, p_present)
        WHEN v_kind = 'type' AND p_declared ~ '^d ' THEN format(
            'ALTER DOMAIN %s %s NOT NULL', v_name,
            CASE WHEN p_declared ~ ' NOT NULL' THEN 'SET' ELSE 'DROP' END
        )
    END;
END
$function$;

COMMENT ON FUNCTION ledger_private.guard_repair(text, text, text) IS
'The statements that put a guard back; NULL for what a deploy leaves to a person: a table, a column, a constraint, a function or an event trigger that nobody declared, and a table or column that is gone.';
