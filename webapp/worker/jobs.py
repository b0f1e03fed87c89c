"""The jobs that there are."""

from webapp.worker.accumulating import ACCUMULATING
from webapp.worker.expiring import EXPIRING
from webapp.worker.job import Job
from webapp.worker.proving import PROVING
from webapp.worker.webhooks import WEBHOOKS

JOBS: tuple[Job, ...] = (EXPIRING, ACCUMULATING, PROVING, WEBHOOKS)
