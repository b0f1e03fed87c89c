"""The release of the tables: ``make release-tables`` keeps a dump, tests upgrade it ever after.

life      what is done in the ledger that is kept: life.sql, watched.sql, and what a gateway does
keeping   dumps a database, and restores what is kept
numbering gives the tree its release number
steps     the digests of the steps that are released, and the tag in the plan
"""
