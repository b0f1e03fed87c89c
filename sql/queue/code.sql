-- queue: sessions that post for one another.
\ir inner/lane_of.sql
\ir inner/recall_posted.sql
\ir inner/await_posting.sql
\ir inner/leave_lane.sql
\ir inner/take_waiting.sql
\ir inner/post_waiting.sql
\ir gateway/queue_transfer.sql
\ir gateway/post_queued.sql
\ir post_transfer_gathered.sql
