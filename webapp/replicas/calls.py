"""Asking servers how far they are."""

from dataclasses import dataclass

# The end of what is committed, once the commit has returned. Without waiting for the disk only
# the end of what is written is sure to lie behind it.
POSITION = """
    SELECT
        c.system_identifier::text || '.' || left(pg_walfile_name(l.lsn), 8) AS history,
        l.lsn - '0/0'::pg_lsn AS lsn
    FROM (
        SELECT CASE
            WHEN current_setting('synchronous_commit') = 'off' THEN pg_current_wal_insert_lsn()
            ELSE pg_current_wal_flush_lsn()
        END AS lsn
    ) AS l
    CROSS JOIN pg_control_system() AS c
"""

# NULL of a server that is no standby, or no longer.
REPLAYED = """
    SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() - '0/0'::pg_lsn END AS lsn
"""

# Of a standby: which timeline it has replayed to, as far as it has put that on disk.
HISTORY = """
    SELECT s.system_identifier::text || '.' || upper(lpad(to_hex(
        greatest(c.timeline_id, r.min_recovery_end_timeline)
    ), 8, '0')) AS history
    FROM pg_control_system() AS s
    CROSS JOIN pg_control_checkpoint() AS c
    CROSS JOIN pg_control_recovery() AS r
"""


@dataclass(frozen=True, slots=True)
class Written:
    """How far the primary is."""

    history: str
    lsn: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """How far a standby is."""

    lsn: str | None


@dataclass(frozen=True, slots=True)
class History:
    """Which history a standby follows."""

    history: str
