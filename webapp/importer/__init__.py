"""Read a journal in CSV and post it through `ledger.post_transfers`.

    bytes ─ lines ─ table ─ journal ─ posting ─ report
                       └─── accounts ──┘

A line is either a row or a `Refusal` that names the line and a code; nothing in between, and no
line stops the ones after it. Only a file that cannot be read as a journal at all raises
`UnusableFileError`.
"""
