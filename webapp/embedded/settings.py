"""The server's settings: a file of ours that postgresql.conf includes.

ALTER SYSTEM and the lines below the include still win, so a DBA keeps the last word.
"""

from collections.abc import Mapping
from pathlib import Path

from webapp.embedded.account import Account
from webapp.embedded.places import write_fresh

_FILE = "zerosum.conf"
_INCLUDE = f"include_if_exists = '{_FILE}'"

ACCESS_FILE = "zerosum_hba.conf"
# The socket's directory is the account's own; from the network come reports, by password.
_ACCESS = """# Written anew at every start with a port for reports.
local all all                             trust
host  all +ledger_reporter 127.0.0.1/32   scram-sha-256
"""

_DEFAULTS = {
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "min_wal_size": "160MB",
    # The wheel has neither lz4 nor zstd.
    "wal_compression": "pglz",
    "checkpoint_timeout": "15min",
    # The ledger's statements are short: compiling one costs many times what it saves.
    "jit": "off",
    "log_line_prefix": "%m [%p] %q%u@%d %a ",
    "log_lock_waits": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def write_settings(
    data: Path, bin_dir: Path, account: Account, settings: Mapping[str, str]
) -> None:
    """Write the file and see that postgresql.conf includes it, once."""
    wanted = dict(_DEFAULTS)
    if _has_library(bin_dir, "pg_stat_statements"):
        wanted["shared_preload_libraries"] = "pg_stat_statements"
    wanted.update(settings)
    lines = [f"{name} = '{_quoted(value)}'\n" for name, value in wanted.items()]
    heading = "# Written anew at every start; use ALTER SYSTEM to change a setting.\n"
    write_fresh(data / _FILE, heading + "".join(lines), account)
    main = data / "postgresql.conf"
    text = main.read_text(encoding="utf-8")
    if _INCLUDE not in text:
        write_fresh(main, f"{text.rstrip()}\n\n{_INCLUDE}\n", account)


def write_access(data: Path, account: Account, *, is_open: bool) -> None:
    """Write who may connect while a port is open, in place of pg_hba.conf, or take it away."""
    if is_open:
        write_fresh(data / ACCESS_FILE, _ACCESS, account)
    else:
        (data / ACCESS_FILE).unlink(missing_ok=True)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def _has_library(bin_dir: Path, name: str) -> bool:
    libraries = bin_dir.resolve().parent / "lib"
    return any(
        (place / f"{name}{suffix}").exists()
        for place in (libraries, libraries / "postgresql")
        for suffix in (".so", ".dylib")
    )
