-- actors: who acts, and what they may do.
\ir views/role_permissions.sql
\ir inner/known_roles.sql
\ir inner/require_known_role.sql
\ir inner/require_short_actor.sql
\ir inner/commit_durably.sql
\ir inner/resolve_actor.sql
\ir inner/acting_key.sql
\ir inner/narrowing_scopes.sql
\ir inner/is_restricted.sql
\ir inner/require_permission.sql
\ir inner/require_own.sql
\ir inner/require_known_right.sql
\ir inner/require_gateway.sql
\ir grant_permission.sql
\ir revoke_permission.sql
\ir list_role_permissions.sql
