#!/bin/sh
# Brings in, with apt, what the system tests need. Needs root only when something is missing.
set -eu

packages="
    postgresql-15
    sqitch
    libdbd-pg-perl
    postgresql-15-pgtap
    libtap-parser-sourcehandler-pgtap-perl
    postgresql-15-plpgsql-check
    pgbackrest
    pgbouncer
    prometheus
    chromium
    docker-compose
    etcd-server
    haproxy
"

# A machine that has these from elsewhere keeps them: Debian's npm would conflict with another.
command -v npm >/dev/null || packages="$packages nodejs npm"
command -v go >/dev/null || packages="$packages golang-go"
command -v javac >/dev/null || packages="$packages default-jdk-headless"
command -v mvn >/dev/null || packages="$packages maven"

missing=""
for package in $packages; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "make test-system needs Debian's packages, which this machine cannot install:$missing" >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "make test-system needs Debian's packages, ask root for: apt-get install$missing" >&2
    exit 1
fi

# The tests start servers of their own: the package must neither make nor start one.
mkdir -p /etc/postgresql-common
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || echo "make test-system: apt-get update failed, trying with the lists at hand" >&2
# A policy of 101 keeps package scripts from starting any service, for this one run.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
fi
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold $missing >/dev/null
