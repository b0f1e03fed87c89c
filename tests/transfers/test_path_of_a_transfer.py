"""A reader follows POST /v1/transfers through eight short files, and meets SQL in one package."""

import re
from pathlib import Path

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
# In the order in which a request meets them; the answer leaves through the last.
PATH = [
    *("identity/auth.py", "http/reading.py", "transfers/routes.py", "transfers/gathering.py"),
    *("transfers/calls.py", "calling.py", "db.py", "http/serialize.py"),
]
LONGEST = 250
TABLES = {"errors.py"}  # a table of data is long by nature
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE \w+|DELETE FROM)\b[^\"']*\b(FROM|SET|VALUES)\b")


def test_eight_files_are_short() -> None:
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
    api = (WEBAPP / "http" / "api.py").read_text()
    steps = ("charge(operation.route_class, actor)", "read_body(body)", "partial(view, **")
    assert [api.index(step) for step in steps] == sorted(api.index(step) for step in steps)
    assert "gatherer().ask(" in sources["transfers/routes.py"]
    assert "ledger.post_gathered" in sources["transfers/gathering.py"]
    assert "def post_gathered(" in sources["transfers/calls.py"]
    assert "database.fetch_all(" in sources["calling.py"]
    assert "return reply(" in sources["transfers/routes.py"]


def test_only_the_calls_of_a_capability_speak_sql() -> None:
    """The importer and the command line have statements of their own, as a DBA's script would."""
    speakers = {
        file.relative_to(WEBAPP).as_posix()
        for file in WEBAPP.rglob("*.py")
        if file.relative_to(WEBAPP).parts[0] not in {"cli", "importer", "embedded"}
        and SQL.search(file.read_text())
    }
    assert {name for name in speakers if not name.endswith("calls.py")} <= {
        "cli/logins.py",
        "calling.py",
        "problems/raised.py",  # reads statements, sends none
    }


def test_nothing_about_money_is_computed() -> None:
    """No Decimal and no float in the web layer: amounts pass through as text.

    The gateway's clocks, Prometheus and the client's waiting are no money.
    """
    apart = {"cli", "importer", "embedded", "client", "gateway", "observe", "cache"}
    for file in WEBAPP.rglob("*.py"):
        if file.relative_to(WEBAPP).parts[0] in apart:
            continue
        source = file.read_text()
        assert "import Decimal" not in source, file.name
        assert not re.search(r"\bfloat\(", source), file.name
