"""The only SQL in Python: one function per stored function, one module per noun.

Everything travels as text and PostgreSQL reads it into the function's own types, so a
statement looks the same for every value and is prepared once.
"""
