-- errors: the one registry, and how one is raised.
\ir views/errors.sql
\ir inner/raise_error.sql
