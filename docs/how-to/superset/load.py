"""Load the dashboard of this folder into Superset, and ask each of its charts for its data.

    python load.py http://127.0.0.1:8088 admin PASSWORD postgresql+psycopg2://LOGIN:PASSWORD@HOST/DB

Prints the rows of each chart as one JSON object; a chart without an answer ends it with an error.
"""

from __future__ import annotations

import io
import json
import sys
import urllib.request
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

_HERE = Path(__file__).parent
_DATABASE = "databases/zerosum.yaml"
_SHIPPED = "postgresql+psycopg2://ledger_report:XXXXXXXXXX@127.0.0.1:6543/zerosum"
_BOUNDARY = "zerosum-bundle"
_PART = 'Content-Disposition: form-data; name="'


def bundle(address: str) -> tuple[bytes, str]:
    """Return the folder as Superset imports it, for a database's address; and its password."""
    parts = urlsplit(address)
    hidden = parts.netloc.replace(f":{parts.password}@", ":XXXXXXXXXX@", 1)
    shown = urlunsplit(parts._replace(netloc=hidden))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(_HERE.rglob("*.yaml")):
            name = path.relative_to(_HERE).as_posix()
            text = path.read_text(encoding="utf-8")
            archive.writestr(f"zerosum/{name}", text.replace(_SHIPPED, shown))
    return packed.getvalue(), unquote(parts.password or "")


class Superset:
    """The API of a Superset, as one of its users."""

    def __init__(self, url: str, username: str, password: str) -> None:
        """Sign in."""
        self._url = url
        self._token = ""
        said = {"username": username, "password": password, "provider": "db"}
        body = json.dumps(said).encode()
        self._token = self.ask("/security/login", body, "application/json")["access_token"]

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> Any:  # noqa: ANN401
        """Return what the API answers; an answer that is no success raises HTTPError."""
        request = urllib.request.Request(f"{self._url}/api/v1{path}", body)  # noqa: S310
        if kind:
            request.add_header("Content-Type", kind)
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
            return json.load(answer)

    def load(self, packed: bytes, password: str) -> None:
        """Import a bundle over what an earlier one left."""
        fields = {"overwrite": "true", "passwords": json.dumps({_DATABASE: password})}
        body = b"".join(
            f'--{_BOUNDARY}\r\n{_PART}{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        )
        head = f'{_PART}formData"; filename="zerosum.zip"\r\nContent-Type: application/zip'
        body += f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode()
        body += packed + f"\r\n--{_BOUNDARY}--\r\n".encode()
        self.ask("/dashboard/import/", body, f"multipart/form-data; boundary={_BOUNDARY}")

    def charts(self) -> dict[str, Any]:
        """Return the rows of each chart of the dashboard, by its name."""
        found = self.ask("/dashboard/ledger/charts")["result"]
        return {
            chart["slice_name"]: self.ask(f"/chart/{chart['id']}/data/")["result"][0]["data"]
            for chart in found
        }


def main() -> int:
    """Load, ask and print."""
    url, username, password, address = sys.argv[1:]
    superset = Superset(url.rstrip("/"), username, password)
    superset.load(*bundle(address))
    sys.stdout.write(json.dumps(superset.charts(), indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
