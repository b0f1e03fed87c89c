"""What is shipped for Patroni and HAProxy is valid, and its figures are those of the page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

_ROOT = Path(__file__).resolve().parents[2]
_SHIPPED = _ROOT / "compose/patroni"
_PAGE = (_ROOT / "docs/how-to/failover.md").read_text(encoding="utf-8")


def test_the_page_tells_the_figures_that_are_shipped() -> None:
    """And Patroni would not change them by itself."""
    settings = yaml.safe_load((_SHIPPED / "patroni.yml").read_text(encoding="utf-8"))
    dcs = settings["bootstrap"]["dcs"]
    assert dcs["ttl"] >= 20
    assert dcs["loop_wait"] + 2 * dcs["retry_timeout"] <= dcs["ttl"]
    there = {**dcs, **dcs["postgresql"]["parameters"]}
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([^|]+) \|", _PAGE, re.MULTILINE)
    told = {
        name: value
        for names, values in rows
        for name, value in zip(re.findall(r"\w+", names), values.split(", "), strict=True)
    }
    words = {True: "true", "5s": "5 s"}
    assert told == {
        name: "on" if name == "synchronous_mode" else words.get(there[name], str(there[name]))
        for name in told
    }
    assert {"ttl", "synchronous_mode_strict", "synchronous_node_count"} <= told.keys()


@pytest.mark.system
def test_haproxy_takes_its_configuration(tmp_path: Path) -> None:
    """With names that this machine knows."""
    program = shutil.which("haproxy", path="/usr/sbin:/usr/bin")
    assert program, "HAProxy is missing: install Debian's package haproxy"
    text = (_SHIPPED / "haproxy.cfg").read_text(encoding="utf-8")
    file = tmp_path / "haproxy.cfg"
    file.write_text(re.sub(r"node\d:", "127.0.0.1:", text), encoding="utf-8")
    done = subprocess.run(
        [program, "-c", "-f", str(file)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
