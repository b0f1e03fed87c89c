"""Moving money: one transfer, or a batch."""

from webapp.cache.balances import nothing
from webapp.db import database
from webapp.http.api import Key, Routes
from webapp.http.serialize import Reply, replayed, to_document
from webapp.problems.refusals import Refusal, refusal_of
from webapp.shapes.actor import Actor
from webapp.transactions.rows import Transaction
from webapp.transfers import calls as ledger
from webapp.transfers.bodies import BatchBody, TransferBody
from webapp.transfers.gathering import gatherer
from webapp.transfers.moves import written_through
from webapp.transfers.rows import BatchAnswer

routes = Routes("transfers")


@routes.route(
    "POST",
    "/v1/transfers",
    body=TransferBody,
    key=Key.REFUSES_WITHOUT,
    result=Transaction,
    status=201,
    is_final=True,
    may_wait=True,
    is_straight=True,
    touches=nothing,  # the gatherer says it for all that go together
    calls=(ledger.post_gathered, ledger.post_transfers),
    problems=("WEB904", "WEB905"),
    operation_id="post_transfer",
)
def create(*, actor: Actor, key: str, body: TransferBody) -> Reply:
    """Post one transfer.

    201 with its Location when posted; 200 and Idempotency-Replayed: true when it was posted
    before under this key; 202 while the payee's cell is away: PENDING, send it again. A refusal
    by a rule is recorded as a FAILED transaction and keeps no key.
    """
    result = gatherer().ask((body.keyed(key), actor))
    headers = replayed(is_replay=result.is_replay)
    if result.transaction_id:
        headers["Location"] = f"/v1/transactions/{result.transaction_id}"
    if result.failure_code:
        raise refusal_of(result, headers)
    status = 202 if result.status == "PENDING" else 200 if result.is_replay else 201
    return Reply(result.transaction(actor), status, headers)


@routes.route(
    "POST",
    "/v1/transfers/batch",
    body=BatchBody,
    key=Key.REFUSES_WITHOUT,
    result=BatchAnswer,
    touches=nothing,  # the view says it itself, and what came of it
    calls=(ledger.post_transfers,),
    problems=("LG301", "LG304"),
    tells_refusals=True,
    is_straight=True,
)
def create_batch(*, actor: Actor, key: str, body: BatchBody) -> Reply:
    """Post up to 10,000 transfers in order.

    200 with one result per item, in order: its transaction, or why there is none. Items see the
    effect of earlier items. An item without an idempotency_key gets `<Idempotency-Key>/<n>`, n
    counted from 1: sent again, what posted is answered again, what was refused tried anew.
    Another batch under the key of one that posted is refused whole (LG301). With `atomic` one
    refusal refuses all: 422 LG304, its `results` name the culprits.
    """
    body.require_room(key)
    results = written_through(
        body.accounts(),
        lambda: ledger.post_transfers(
            database(), body.transfers, atomic=body.atomic, idempotency_key=key, actor=actor
        ),
    )
    answer = BatchAnswer([result.batch_result(actor) for result in results])
    if body.atomic and any(result.failure_code for result in results):
        raise Refusal("LG304", extensions=to_document(answer))
    is_replay = all(result.is_replay for result in results)
    return Reply(answer, headers=replayed(is_replay=is_replay))
