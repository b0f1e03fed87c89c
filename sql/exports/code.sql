-- exports: entries of an account written out as a file, in the background.
\ir views/exports.sql
\ir inner/csv_field.sql
\ir inner/export_head.sql
\ir inner/export_lines.sql
\ir inner/require_export.sql
\ir inner/end_export.sql
\ir inner/begin_export.sql
\ir inner/export_figures.sql
\ir create_export.sql
\ir get_export.sql
\ir list_exports.sql
\ir read_export.sql
\ir remove_export.sql
\ir write_exports.sql
