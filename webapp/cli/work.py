"""zerosum work: what is done beside requests, by jobs side by side."""

import signal
import threading
from functools import partial
from types import FrameType

import click

from webapp.cli.calls import connect
from webapp.cli.database import dba_url
from webapp.observe.records import write_records_as_json
from webapp.worker.jobs import JOBS
from webapp.worker.running import run, run_once
from webapp.worker.watch import Watch


@click.command("work")
@click.option("--every", type=float, default=10.0, show_default=True, help="Seconds between turns.")
@click.option("--once", is_flag=True, help="Do what there is to do and end.")
@click.option(
    "--job",
    "names",
    multiple=True,
    type=click.Choice([job.name for job in JOBS]),
    help="Only this job; can be given several times. All of them without it.",
)
def work(*, every: float, once: bool, names: tuple[str, ...]) -> None:
    """Do the jobs, turn after turn, until SIGTERM or Ctrl-C; what a turn has begun it ends.

    No posting waits for them. Several workers may run at once. A database that is away is
    waited for.
    """
    write_records_as_json()
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    jobs = [job for job in JOBS if job.name in names or not names]
    with dba_url() as url, Watch(url) as watch:
        connected = watch.connecting(partial(connect, url, application_name="zerosum work"))
        if once:
            run_once(jobs, connected, stopped)
        else:
            run(jobs, connected, stopped, every=every)
