"""Categories of accounts: a tree with balances rolled up."""

from flask import Response

from webapp.cache.balances import nothing
from webapp.categories import calls as ledger
from webapp.categories.bodies import (
    CategoriesQuery,
    CategoryBalancesQuery,
    CategoryBody,
    CategoryMove,
)
from webapp.categories.rows import Category, CategoryBalancePage, CategoryPage
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_words, words_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("categories")


@routes.route(
    "POST",
    "/v1/categories",
    body=CategoryBody,
    result=Category,
    status=201,
    touches=nothing,
    calls=(ledger.create_category,),
)
def create(*, actor: Actor, body: CategoryBody) -> Response:
    """Make a category, with those above it that are not there yet.

    One that is there already is answered as if new; for operators.
    """
    return reply(ledger.create_category(database(), body, actor=actor), status=201)


@routes.route(
    "GET",
    "/v1/categories",
    query=CategoriesQuery,
    result=CategoryPage,
    calls=(ledger.list_categories,),
)
def index(*, actor: Actor, query: CategoriesQuery) -> Response:
    """List the categories, parents before children; for operators and auditors."""
    (after,) = after_words(query.cursor)
    rows = ledger.list_categories(
        database(),
        query,
        after=after,
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: words_cursor(row.path))
    return reply(CategoryPage(items, cursor))


@routes.route(
    "POST",
    "/v1/categories/move",
    body=CategoryMove,
    result=Category,
    touches=nothing,
    calls=(ledger.move_category,),
)
def move(*, actor: Actor, body: CategoryMove) -> Response:
    """Move or rename a category with everything below it; for operators."""
    return reply(ledger.move_category(database(), body, actor=actor))


@routes.route(
    "GET",
    "/v1/category-balances",
    query=CategoryBalancesQuery,
    result=CategoryBalancePage,
    calls=(ledger.list_category_balances,),
)
def balances(*, actor: Actor, query: CategoryBalancesQuery) -> Response:
    """List what the accounts of each category hold, with all levels below.

    One item per category and currency; for operators and auditors.
    """
    path, currency = after_words(query.cursor, 2)
    rows = ledger.list_category_balances(
        database(),
        query,
        after_path=path,
        after_currency=currency,
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: words_cursor(row.path, row.currency))
    return reply(CategoryBalancePage(items, cursor))
