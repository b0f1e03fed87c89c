#!/bin/sh
# Makes the secrets docker-compose.yml reads, once; a secret that is there stays as it is.
# The certificate is signed by itself, for localhost: put your own in its place.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

random() { od -An -tx1 -N32 /dev/urandom | tr -d ' \n'; }
keep() { [ -e "secrets/$1" ] || printf '%s' "$2" > "secrets/$1"; }

for name in postgres_password web_password report_password jwt_secret metrics_token grafana_password; do
    keep "$name" "$(random)"
done
keep database_url "postgresql://postgres:$(cat secrets/postgres_password)@postgres/zerosum"
keep web_database_url "postgresql://ledger_web:$(cat secrets/web_password)@pgbouncer:6432/zerosum"
keep personal_keys "index $(openssl rand -base64 32)
1 $(openssl rand -base64 32)
"
keep pgbouncer_users "\"ledger_web\" \"$(cat secrets/web_password)\"
\"ledger_report\" \"$(cat secrets/report_password)\"
"
if [ ! -e secrets/tls_key ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 \
        -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout secrets/tls_key -out secrets/tls_certificate 2>/dev/null
fi
# The containers' users are none of this machine's: they read what is mounted for them.
chmod 644 secrets/*
chmod 711 secrets
echo "compose/secrets is complete"
