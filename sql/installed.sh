#!/bin/sh
# Says what psql cannot find out by itself: the release, the digest of sql/ and the release, or
# guards.json, unless that was written for other files of sql/ and migrations/deploy/.
# migrations/code.py says the same for zerosum deploy; a test compares the two.
set -eu
cd "$(dirname "$0")"

fail() {
    echo "sql/installed.sh: $1" >&2
    exit 1
}

release() {
    if grep -qs '^name = "zerosum"$' ../pyproject.toml; then
        sed -n 's/^version = "\(.*\)"$/\1/p' ../pyproject.toml
    else
        sed -n 's/^Version: //p' ../zerosum-*.dist-info/METADATA
    fi
}

# Lines of hash, two spaces, path; the paths in the order of their bytes.
hashes() {
    if command -v sha256sum >/dev/null; then
        "$@" sha256sum
    elif command -v shasum >/dev/null; then
        "$@" shasum -a 256
    else
        fail "needs sha256sum or shasum"
    fi
}

release=$(release)
[ -n "$release" ] || fail "found no release in pyproject.toml or in the package's metadata"
[ -f code.sql ] || fail "code.sql is missing"

code_digest() {
    files=$(find . -type f -name '*.sql' | sed 's,^\./,,' | LC_ALL=C sort | hashes xargs)
    digest=$(printf 'release %s\n%s\n' "$release" "$files" | hashes env)
    echo "sha256:${digest%% *}"
}

# The code and the tables.
guards_digest() {
    tables=$(cd ../migrations/deploy 2>/dev/null && find . -type f -name '*.sql' | sed 's,^\./,,' \
        | LC_ALL=C sort | hashes xargs)
    digest=$(printf '%s\n%s\n' "$(code_digest)" "$tables" | hashes env)
    echo "sha256:${digest%% *}"
}

case "${1:-}" in
    release)
        echo "$release"
        ;;
    code_digest)
        code_digest
        ;;
    guards)
        if grep -qsF "\"written_for\": \"$(guards_digest)\"" guards.json; then
            cat guards.json
        else
            echo '{}'
        fi
        ;;
    *)
        fail "say release, code_digest or guards"
        ;;
esac
