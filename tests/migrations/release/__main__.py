"""Tag the plan and keep what upgrades start from: ``make release-tables``.

It may be run again and again until the tag is released, that is, until git knows it.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

from migrations.engine import ROOT
from tests.migrations.release.keeping import KEPT, TAG, keep
from tests.migrations.release.life import live
from tests.migrations.release.steps import put_tag, write_digests
from tests.support.rig import Rig


def main() -> None:
    """Refuse to change what is released; else write all of it anew."""
    command = ["/usr/bin/env", "git", "tag", "--list", TAG]
    if subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout:
        sys.exit(f"{TAG} is released: add steps behind it, and leave its dump alone")
    put_tag(ROOT, TAG)
    with closing(Rig()) as rig, rig.clone(rig.template) as database:
        keep(database, live(database), KEPT)
    write_digests(ROOT, TAG, KEPT)
    for path in sorted(KEPT.iterdir()):
        sys.stdout.write(f"{path.stat().st_size:>8,}  {path.relative_to(ROOT.parent)}\n")


if __name__ == "__main__":
    main()
