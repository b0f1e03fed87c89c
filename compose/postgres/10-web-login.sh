#!/bin/sh
# The web server's login, with the password of its secret; zerosum deploy gives it its rights.
set -eu
psql -X -v ON_ERROR_STOP=1 -U postgres -d "$POSTGRES_DB" \
    -v password="$(cat /run/secrets/web_password)" <<'SQL'
CREATE ROLE ledger_web LOGIN PASSWORD :'password';
SQL
