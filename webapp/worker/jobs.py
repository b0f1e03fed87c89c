"""The jobs that there are."""

from webapp.worker.accumulating import ACCUMULATING
from webapp.worker.analytics import ANALYTICS
from webapp.worker.cells import CELLS
from webapp.worker.expiring import EXPIRING
from webapp.worker.exports import EXPORTS
from webapp.worker.fraud import FRAUD
from webapp.worker.job import Job
from webapp.worker.monitors import MONITORS
from webapp.worker.notifications import NOTIFICATIONS
from webapp.worker.numbering import NUMBERING
from webapp.worker.proving import PROVING
from webapp.worker.seals import SEALS
from webapp.worker.webhooks import WEBHOOKS

JOBS: tuple[Job, ...] = (
    NUMBERING, EXPIRING, ACCUMULATING, ANALYTICS, MONITORS, FRAUD, WEBHOOKS, NOTIFICATIONS,
    EXPORTS, CELLS, SEALS, PROVING
)  # fmt: skip
