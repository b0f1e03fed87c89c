"""Read a journal, from CSV or a query, and post it; what is refused can be mended and sent again.

    source ─ lines ─ records ─ table ─ journal ─ posting ─ calls
                                 │   (layout, values, references,  └─ balances
                                 │    footer)
                                 └─── accounts ── directory ──┘
    mapping says how the file is written; report, refused_rows and summary say what became of it

A line is either a row or a `Refusal` that names the line and a code; nothing in between, and no
line stops the ones after it. Only what cannot be read as a journal at all raises
`UnusableFileError`.
"""
