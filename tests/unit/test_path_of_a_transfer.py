"""A reader follows POST /v1/transfers through seven short files, and meets SQL in one package."""

import re
from pathlib import Path

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
# In the order in which a request meets them; the answer leaves through the last.
PATH = [
    *("auth.py", "reading.py", "transfers.py", "gathering.py", "ledger/transfers.py", "db.py"),
    "serialize.py",
]
LONGEST = 250
TABLES = {"errors.py"}  # a table of data is long by nature
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE \w+|DELETE FROM)\b[^\"']*\b(FROM|SET|VALUES)\b")


def test_seven_files_are_short() -> None:
    """And so is every other module beside them."""
    lengths = {
        file.relative_to(WEBAPP).as_posix(): len(file.read_text().splitlines())
        for file in WEBAPP.rglob("*.py")
    }
    assert set(PATH) <= lengths.keys()
    long = {name for name, lines in lengths.items() if lines >= LONGEST}
    assert long <= TABLES


def test_each_step_uses_the_next() -> None:
    """The view calls the ledger, the ledger the pool; the view writes the answer."""
    sources = {name: (WEBAPP / name).read_text() for name in PATH}
    api = (WEBAPP / "api.py").read_text()
    assert api.index("admit(budget)") < api.index("read_body(body)") < api.index("partial(view, **")
    assert "gatherer().ask(" in sources["transfers.py"]
    assert "ledger.post_gathered" in sources["gathering.py"]
    assert "database.fetch_all(" in sources["ledger/transfers.py"]
    assert "return reply(" in sources["transfers.py"]


def test_only_one_package_of_the_web_layer_speaks_sql() -> None:
    """The importer and the command line have statements of their own, as a DBA's script would."""
    places = [WEBAPP, *(WEBAPP / package for package in ("ledger", "requests", "rows"))]
    speakers = {
        file.relative_to(WEBAPP).parts[0]
        for place in places
        for file in place.glob("*.py")
        if SQL.search(file.read_text())
    }
    speakers.discard("logins.py")
    assert speakers == {"ledger"}


def test_nothing_about_money_is_computed() -> None:
    """No Decimal and no float in the web layer: amounts pass through as text.

    But for Prometheus, which knows nothing but doubles: two modules tell it what they counted.
    """
    for file in set(WEBAPP.glob("*.py")) - {WEBAPP / "metrics.py", WEBAPP / "scrape.py"}:
        source = file.read_text()
        assert "import Decimal" not in source, file.name
        assert not re.search(r"\bfloat\(", source), file.name
