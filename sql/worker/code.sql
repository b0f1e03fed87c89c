-- worker: the jobs that zerosum work does beside requests, and how they fare.
\ir views/worker_jobs.sql
\ir list_worker_jobs.sql
\ir note_worker_turn.sql
\ir inner/waiting_figures.sql
