"""The door: what a client may hold of the server before, while and after it is answered.

A thread of the server stands behind each connection; it costs little, and waits for bodies that
are slow to come. What is scarce are places to work in: ZEROSUM_THREADS of them. A request holds
one while it is worked on, and gives it back while its body is slow to come. `/health` needs none.
"""
