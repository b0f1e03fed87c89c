"""The router of cells: a database with the ledger's functions, each asking the cell it is about."""
