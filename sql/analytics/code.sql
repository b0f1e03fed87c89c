-- analytics: what moved by day and month, added up from the feed.
\ir inner/days_of_events.sql
\ir inner/types_of_events.sql
\ir inner/add_events.sql
\ir inner/verify_rollups_equal_entries.sql
\ir inner/require_time_zone.sql
\ir roll_up.sql
\ir rebuild_rollups.sql
\ir list_daily_totals.sql
