"""Tag the plan and note the steps that are released: ``make release-tables``.

It may be run again and again until the tag is released, that is, until git knows it. A dump is
kept with it: upgrades start from that of the first release and that of the newest.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from importlib.metadata import version

from migrations.engine import ROOT
from tests.migrations.release.keeping import RELEASES, keep
from tests.migrations.release.life import live
from tests.migrations.release.steps import put_tag, write_digests
from tests.support.rig import Rig


def main() -> None:
    """Refuse to change what is released; else write all of it anew."""
    tag, folder = list(RELEASES.items())[-1]
    command = ["/usr/bin/env", "git", "tag", "--list", tag]
    if subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout:
        sys.exit(f"{tag} is released: add steps behind it, and leave its folder alone")
    if not version("zerosum").startswith(f"{tag.removeprefix('v')}."):
        sys.exit(f"{tag} is not {version('zerosum')}: the version in pyproject.toml comes first")
    put_tag(ROOT, tag)
    folder.mkdir(exist_ok=True)
    with closing(Rig()) as rig, rig.clone(rig.template) as database:
        keep(database, live(database), folder)
    write_digests(ROOT, tag, folder)
    for path in sorted(folder.iterdir()):
        sys.stdout.write(f"{path.stat().st_size:>8,}  {path.relative_to(ROOT.parent)}\n")


if __name__ == "__main__":
    main()
