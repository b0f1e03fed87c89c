"""The document is the truth: Schemathesis asks what it allows, and what it does not, of all routes.

ZEROSUM_FUZZ_EXAMPLES asks for more cases of each operation than the few of every run.
"""

from __future__ import annotations

import itertools
import os
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from webapp import create_app
from webapp.config.gateway import Gateway
from webapp.config.sections import Observe, People
from webapp.keys.sealing import new_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

pytestmark = pytest.mark.long

EXAMPLES = int(os.environ.get("ZEROSUM_FUZZ_EXAMPLES", "12"))
PLAIN = ("/metrics", "/openapi.json", "/docs")  # not JSON, or the document itself
SEED = 20_261_124

# A rule about money, or a wrong password, is no fault of form.
ANSWERS = ["2xx", "400", "401", "403", "404", "409", "412", "422"]
CHECKS = {"checks": {"positive_data_acceptance": {"expected-statuses": ANSWERS}}}


@pytest.fixture
def fuzzed(config: Config, tmp_path: Path) -> Iterator[Flask]:
    """Return an application that counts and logs nothing: here somebody asks very often."""
    keys = tmp_path / "keys"
    keys.write_text(new_line("index") + new_line("1"), encoding="ascii")
    quiet = replace(
        config,
        observe=Observe(log="off"),
        people=People(keys=keys),
        gateway=Gateway(rate_limits=False),
    )
    app = create_app(quiet)
    yield app
    app.extensions["database"].close()
    app.extensions["gatherer_database"].close()


@pytest.fixture
def authorization(
    ledger: LedgerCalls, caller: Callable[[str, int], Caller]
) -> Callable[[], dict[str, str]]:
    """Return what names somebody new each time: one route ends all sessions of who asks."""
    numbers = itertools.count(1)

    def make() -> dict[str, str]:
        name = f"olga-{next(numbers)}"
        user = ledger.call("create_user", username=name, role="operator")
        return {"Authorization": f"Bearer {caller('operator', user.user_id).token}"}

    return make


@pytest.fixture
def ids(funded: Row, shop: Row, ledger: LedgerCalls) -> dict[str, list[str]]:
    """Return ids that exist, by the name of the path's parameter."""
    sides = {"from_account_id": funded.account_id, "to_account_id": shop.account_id}
    posted = ledger.call("post_transfer", **sides, amount="5.00")
    hold = ledger.call("hold_funds", account_id=funded.account_id, amount="7.00")
    return {
        "account_id": [str(funded.account_id), str(shop.account_id)],
        "transaction_id": [str(posted.transaction_id)],
        "hold_id": [str(hold.hold_id)],
        "user_id": [str(funded.user_id)],
    }


def faults_of(
    app: Flask,
    authorization: Callable[[], dict[str, str]],
    ids: dict[str, list[str]],
    only: str | None = None,
) -> list[str]:
    """Ask every operation, or one path's, with a fixed seed; return what all checks find."""
    config = SchemathesisConfig.from_dict(CHECKS)
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=config)
    faults = []
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]
        if operation.path.startswith(PLAIN) or only not in {None, operation.path}:
            continue

        @seed(SEED)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), pick=st.integers(0, 3))
        def ask(case: Any, pick: int) -> None:  # noqa: ANN401 - Schemathesis' own
            for name, values in ids.items():
                if pick and name in (case.path_parameters or {}):
                    case.path_parameters[name] = values[pick % len(values)]
            case.call_and_validate(headers=authorization())

        try:
            ask()
        except (BaseExceptionGroup, AssertionError) as error:
            faults += ["".join(traceback.format_exception_only(error))]
    return faults


def test_every_operation_keeps_to_the_document(
    fuzzed: Flask, authorization: Callable[[], dict[str, str]], ids: dict[str, list[str]]
) -> None:
    """All checks of Schemathesis, with ids that exist and ids that don't."""
    faults = faults_of(fuzzed, authorization, ids)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "fault", ["a status nobody promised", "a body that is not as promised", "a 500"]
)
def test_a_planted_fault_is_found(
    fuzzed: Flask,
    authorization: Callable[[], dict[str, str]],
    ids: dict[str, list[str]],
    fault: str,
) -> None:
    """Or the test above would prove nothing."""
    answers: dict[str, Any] = {
        "a status nobody promised": ("{}", 418),
        "a body that is not as promised": ('{"status": 1}', 200),
    }

    def answer() -> Any:  # noqa: ANN401 - whatever Flask takes
        body, status = answers[fault]  # a KeyError is the third
        return fuzzed.response_class(body, status, mimetype="application/json")

    fuzzed.view_functions["health.alive"] = answer
    assert len(faults_of(fuzzed, authorization, ids, only="/health")) == 1
