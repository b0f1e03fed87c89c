"""The page at /docs: its markup, script and style, served by ourselves and by nobody else."""
