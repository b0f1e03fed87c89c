-- monitors: tell when an account's balance, available or held amount crosses a threshold.
\ir views/monitors.sql
\ir views/monitor_alerts.sql
\ir inner/watch_account.sql
\ir inner/require_monitor.sql
\ir inner/add_monitor.sql
\ir inner/end_monitor.sql
\ir create_monitor.sql
\ir remove_monitor.sql
\ir list_monitors.sql
\ir list_monitor_alerts.sql
\ir evaluate_monitors.sql
