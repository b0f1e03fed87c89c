"""How a view that may change balances is called: with the cache told before and after."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from webapp.cache.balances import Touches, nothing, settled, written

Made = TypeVar("Made")
Changer = Callable[[Callable[[], Any], object], Callable[[], Any]]


def changer(touches: Touches) -> Changer:
    """Return how to call a view that moves money: fenced by what its body touches."""
    if touches is nothing:
        return lambda act, _body: partial(settled, act)
    return lambda act, body: partial(written, touches(body), act)


def unchanged(act: Callable[[], Made], _body: object) -> Callable[[], Made]:
    """Call a view that changes no balance."""
    return act
