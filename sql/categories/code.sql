-- categories: the tree of accounts, and its sums.
\ir views/categories.sql
\ir views/category_balances.sql
\ir inner/require_category.sql
\ir inner/require_category_path.sql
\ir set_account_category.sql
\ir create_category.sql
\ir move_category.sql
\ir list_categories.sql
\ir list_category_balances.sql
\ir triggers/category.sql
