"""Start and stop the nodes: the shipped file of Patroni, with other times."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import yaml  # type: ignore[import-untyped]

from tests.failover.nodes import ACCOUNT, PASSWORD, Cluster, Node, run
from tests.support.ports import unused_port

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED = Path(__file__).resolve().parents[2] / "compose/patroni/patroni.yml"
_PROGRAMS = Path("/usr/lib/postgresql/15/bin")
# The shortest of Patroni's; a ttl of 20 is the shortest too.
_TIMES = {"loop_wait": 1, "retry_timeout": 3}
_PORTS: set[int] = set()


@contextmanager
def cluster(times: dict[str, int] | None = None) -> Iterator[Cluster]:
    """Yield a running cluster with an empty database zerosum, and leave nothing of it."""
    assert shutil.which("etcd"), "etcd is missing: install Debian's package etcd-server"
    assert _PROGRAMS.exists(), "PostgreSQL 15 is missing: install Debian's package postgresql-15"
    assert os.geteuid() == 0, "the nodes are run by the account postgres: be root"
    home = Path(tempfile.mkdtemp(prefix="zs-failover-"))
    made = Cluster(home, [])
    try:
        _install(home)
        endpoints = _start_etcd(made)
        for number in range(1, 4):
            made.nodes.append(_node(made, f"node{number}", endpoints, times or _TIMES))
        for node in made.nodes:
            node.start()
        made.wait_until_whole()
        with made.leader.connect() as connection:
            connection.execute("CREATE DATABASE zerosum")
        yield made
    finally:
        for process in made.etcd:
            process.kill()
            process.wait()
        for node in made.nodes:
            for stopped in node.processes():
                with suppress(psutil.NoSuchProcess):
                    stopped.send_signal(signal.SIGCONT)
            node.kill()
        shutil.rmtree(home, ignore_errors=True)


def _install(home: Path) -> None:
    """Copy Patroni to where the account can read it, whoever owns this tree."""
    environment = Path(sys.prefix) / "patroni"
    assert environment.exists(), "Patroni is missing: make venv-patroni"
    (packages,) = environment.glob("lib/python3*/site-packages")
    shutil.copytree(packages, home / "packages")
    home.chmod(0o755)


def _port() -> int:
    """Return a port that nobody has been given before: they are taken later."""
    while (port := unused_port()) in _PORTS:
        pass
    _PORTS.add(port)
    return port


def _start_etcd(made: Cluster) -> list[str]:
    """Start three members that keep nothing safe from a crash of this machine."""
    peers = [f"http://127.0.0.1:{_port()}" for _ in range(3)]
    clients = [f"http://127.0.0.1:{_port()}" for _ in range(3)]
    named = ",".join(f"etcd{number}={peer}" for number, peer in enumerate(peers))
    for number, (peer, client) in enumerate(zip(peers, clients, strict=True)):
        data = made.home / f"etcd{number}"
        data.mkdir(mode=0o700)
        shutil.chown(data, ACCOUNT, ACCOUNT)
        with (made.home / f"etcd{number}.log").open("wb") as log:
            made.etcd.append(
                run(
                    [
                        *("etcd", "--name", f"etcd{number}", "--data-dir", str(data)),
                        *("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer),
                        *("--listen-client-urls", client, "--advertise-client-urls", client),
                        *("--initial-cluster", named, "--unsafe-no-fsync"),
                    ],
                    {"PATH": "/usr/bin:/bin"},
                    log,
                )
            )
    return [client.removeprefix("http://") for client in clients]


def _node(made: Cluster, name: str, endpoints: list[str], times: dict[str, int]) -> Node:
    home = made.home / name
    home.mkdir(mode=0o700)
    settings = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    settings["bootstrap"]["dcs"] |= times
    (home / "patroni.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    port, api = _port(), _port()
    here = {
        "PATH": f"{_PROGRAMS}:/usr/bin:/bin",
        "PYTHONPATH": str(made.home / "packages"),
        "PATRONI_NAME": name,
        "PATRONI_ETCD3_HOSTS": ",".join(endpoints),
        "PATRONI_RESTAPI_LISTEN": f"127.0.0.1:{api}",
        "PATRONI_RESTAPI_CONNECT_ADDRESS": f"127.0.0.1:{api}",
        "PATRONI_POSTGRESQL_LISTEN": f"127.0.0.1:{port}",
        "PATRONI_POSTGRESQL_CONNECT_ADDRESS": f"127.0.0.1:{port}",
        "PATRONI_POSTGRESQL_DATA_DIR": str(home / "data"),
        "PATRONI_POSTGRESQL_BIN_DIR": str(_PROGRAMS),
        "PATRONI_POSTGRESQL_PGPASS": str(home / "pgpass"),
        "PATRONI_SUPERUSER_USERNAME": "postgres",
        "PATRONI_SUPERUSER_PASSWORD": PASSWORD,
        "PATRONI_REPLICATION_USERNAME": "replicator",
        "PATRONI_REPLICATION_PASSWORD": PASSWORD,
        "PATRONI_REWIND_USERNAME": "rewinder",
        "PATRONI_REWIND_PASSWORD": PASSWORD,
    }
    for path in (home, home / "patroni.yml"):
        shutil.chown(path, ACCOUNT, ACCOUNT)
    return Node(name, home, port, api, here)
