#!/bin/sh
# The logins of the web server and of reports, with the passwords of their secrets; zerosum deploy
# gives them their rights.
set -eu
psql -X -v ON_ERROR_STOP=1 -U postgres -d "$POSTGRES_DB" \
    -v web_password="$(cat /run/secrets/web_password)" \
    -v report_password="$(cat /run/secrets/report_password)" <<'SQL'
CREATE ROLE ledger_web LOGIN CONNECTION LIMIT 75 PASSWORD :'web_password';
CREATE ROLE ledger_report LOGIN CONNECTION LIMIT 30 PASSWORD :'report_password';
SQL
