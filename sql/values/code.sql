-- values: ids, amounts, pages and assets: what a value must be.
\ir views/assets.sql
\ir inner/new_id.sql
\ir inner/numbered_id.sql
\ir inner/require_batch_size.sql
\ir inner/require_page_size.sql
\ir inner/largest_amount.sql
\ir inner/amount_fault.sql
\ir inner/amount_bytes.sql
\ir inner/require_amount.sql
\ir inner/within_calendar.sql
\ir inner/is_plain_text.sql
\ir inner/moment_text.sql
\ir inner/malformed_field.sql
\ir inner/id_at.sql
\ir add_asset.sql
\ir list_assets.sql
\ir triggers/currency.sql
