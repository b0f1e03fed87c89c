"""``python -m webapp.cli`` is ``zerosum``."""

from webapp.cli import main

main()
