"""Tag the plan and note the steps that are released: ``make release-tables``.

It may be run again and again until the tag is released, that is, until git knows it. The first
release is kept as a dump too: upgrades start from it.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

from migrations.engine import ROOT
from tests.migrations.release.keeping import RELEASES, TAG, keep
from tests.migrations.release.life import live
from tests.migrations.release.steps import put_tag, write_digests
from tests.support.rig import Rig


def main() -> None:
    """Refuse to change what is released; else write all of it anew."""
    tag, folder = list(RELEASES.items())[-1]
    command = ["/usr/bin/env", "git", "tag", "--list", tag]
    if subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout:
        sys.exit(f"{tag} is released: add steps behind it, and leave its folder alone")
    put_tag(ROOT, tag)
    folder.mkdir(exist_ok=True)
    if tag == TAG:
        with closing(Rig()) as rig, rig.clone(rig.template) as database:
            keep(database, live(database), folder)
    write_digests(ROOT, tag, folder)
    for path in sorted(folder.iterdir()):
        sys.stdout.write(f"{path.stat().st_size:>8,}  {path.relative_to(ROOT.parent)}\n")


if __name__ == "__main__":
    main()
