"""What the ledger's functions return, one frozen dataclass per row type, one module per noun.

The same classes are the rows of `webapp.ledger`, the JSON of `webapp.serialize` and the
schemas of `webapp.openapi`; a field's place in the class is its place in the SELECT list.
Amounts are text as PostgreSQL prints them: exact, with the currency's minor units, and
never computed with.
"""
