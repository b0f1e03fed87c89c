"""The document is the truth: Schemathesis asks what it allows, and what it does not, of all routes.

ZEROSUM_FUZZ_EXAMPLES asks for more cases of each operation than the few of every run.
"""

from __future__ import annotations

import itertools
import json
import os
import traceback
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from jsonschema_rs import ValidationError, validator_for
from schemathesis.checks import response_schema_conformance
from schemathesis.config import SchemathesisConfig

from tests.http.documented import partial, resolved
from webapp import create_app
from webapp.config.gateway import Gateway
from webapp.config.sections import Observe, People
from webapp.http.openapi.problems import ANY_OTHER
from webapp.http.sparse import PARAMETER
from webapp.keys.sealing import new_line
from webapp.problems.errors import PROBLEMS
from webapp.problems.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from schemathesis import Case, Response

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


def only_these_statuses(_context: object, response: Response, case: Case[Any]) -> None:
    """Allow statuses that the operation lists, and of its default answer those that it names."""
    others = {PROBLEMS[code].status for code in ANY_OTHER}
    listed = case.operation.definition.raw["responses"]
    assert str(response.status_code) in listed or response.status_code in others


def faults_of(
    app: Flask,
    authorization: Callable[[], dict[str, str]],
    ids: dict[str, list[str]],
    only: str | None = None,
) -> list[str]:
    """Ask every operation, or one path's, with a fixed seed; return what all checks find."""
    config = SchemathesisConfig.from_dict(CHECKS)
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=config)
    document = app.test_client().get("/openapi.json").get_json()
    faults = []
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]
        if operation.path == "/v1/events/stream":
            continue  # it ends after minutes: tests/events/test_stream.py asks for streams
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
            headers = authorization()
            told = case.call(headers=headers)
            selected = parse_qs(urlsplit(told.request.url).query).get(PARAMETER)
            is_partial = bool(selected) and told.status_code == HTTPStatus.OK
            case.validate_response(
                told,
                headers=headers,
                additional_checks=[only_these_statuses],
                excluded_checks=[response_schema_conformance] if is_partial else [],
            )
            if selected and is_partial:
                promised = resolved(document, case.operation.definition.raw["responses"]["200"])
                whole = promised["content"]["application/json"]["schema"]
                part = partial(document, whole, set(selected[0].split(",")))
                validator_for({**part, "components": document["components"]}).validate(told.json())

        try:
            ask()
        except (BaseExceptionGroup, AssertionError, ValidationError) as error:
            faults += ["".join(traceback.format_exception_only(error))]
    return faults


def test_every_operation_keeps_to_the_document(
    fuzzed: Flask, authorization: Callable[[], dict[str, str]], ids: dict[str, list[str]]
) -> None:
    """All checks of Schemathesis, with ids that exist and ids that don't."""
    faults = faults_of(fuzzed, authorization, ids)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "fault",
    [
        "a status nobody promised",
        "a problem nobody promised",
        "a body that is not as promised",
        "a 500",
    ],
)
def test_a_planted_fault_is_found(
    fuzzed: Flask,
    authorization: Callable[[], dict[str, str]],
    ids: dict[str, list[str]],
    fault: str,
) -> None:
    """Or the test above would prove nothing."""
    problem = json.dumps(Refusal("LG302").document("r1"))
    answers: dict[str, Any] = {
        "a status nobody promised": ("{}", 418, "application/json"),
        "a problem nobody promised": (problem, 409, "application/problem+json"),
        "a body that is not as promised": ('{"status": 1}', 200, "application/json"),
    }

    def answer() -> Any:  # noqa: ANN401 - whatever Flask takes
        body, status, media_type = answers[fault]  # a KeyError is the last
        return fuzzed.response_class(body, status, mimetype=media_type)

    fuzzed.view_functions["health.alive"] = answer
    assert len(faults_of(fuzzed, authorization, ids, only="/health")) == 1


def test_a_part_of_an_answer_is_held_to_its_members(fuzzed: Flask) -> None:
    """One that is missing is noticed, and one that nobody asked for."""
    document = fuzzed.test_client().get("/openapi.json").get_json()
    page = {"$ref": "#/components/schemas/AssetPage"}
    part = partial(document, page, {"currency", "name"})
    validator = validator_for({**part, "components": document["components"]})
    for items, is_right in (
        ([{"currency": "USD", "name": "US Dollar"}], True),
        ([{"currency": "USD"}], False),
        ([{"currency": "USD", "name": "US Dollar", "minor_units": 2}], False),
    ):
        assert validator.is_valid({"items": items, "next_cursor": None}) == is_right
