-- operations: what is installed, and figures for a monitor.
\ir views/versions.sql
\ir metrics.sql
\ir version.sql
