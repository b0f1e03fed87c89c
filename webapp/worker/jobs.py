"""The jobs that there are."""

from webapp.worker.accumulating import ACCUMULATING
from webapp.worker.expiring import EXPIRING
from webapp.worker.fraud import FRAUD
from webapp.worker.job import Job
from webapp.worker.proving import PROVING

JOBS: tuple[Job, ...] = (EXPIRING, ACCUMULATING, PROVING, FRAUD)
