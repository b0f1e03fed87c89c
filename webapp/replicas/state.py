"""What a command tells of the standby."""

import psycopg

from webapp.replicas.calls import HISTORY, POSITION, REPLAYED


def standby_state(primary_url: str, standby_url: str) -> str:
    """Say how far a standby is behind its primary, or what is wrong with it."""
    try:
        with psycopg.connect(primary_url, autocommit=True, connect_timeout=5) as primary:
            written = primary.execute(POSITION.encode()).fetchone()
        with psycopg.connect(standby_url, autocommit=True, connect_timeout=5) as standby:
            replayed = standby.execute(REPLAYED.encode()).fetchone()
            history = standby.execute(HISTORY.encode()).fetchone()
    except psycopg.Error as error:
        return str(error).strip().partition("\n")[0]
    if written is None or history is None or replayed is None or replayed[0] is None:
        return "no standby: reads are asked of the primary"
    if written[0] != history[0]:
        return "follows another primary, or not yet this one: reads are asked of the primary"
    behind = max(int(written[1] - replayed[0]), 0)
    return f"follows, {behind} bytes behind" if behind else "follows, has all"
