"""Months of a made-up town, with fraud planted in it: who pays whom, when, how much, and why."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = 90
CUSTOMERS = 40
SHOPS = 12
INCIDENTS = 6  # of each pattern


@dataclass(frozen=True, slots=True, order=True)
class Payment:
    """One payment; ``pattern`` and ``incident`` say what it is a part of, if of any fraud."""

    at: timedelta
    payer: str
    payee: str
    amount: str
    pattern: str = ""
    incident: int = 0


def _money(amount: float) -> str:
    return f"{max(amount, 0.01):.2f}"


def _day(chance: random.Random, day: float, first: float = 8, last: float = 21) -> timedelta:
    return timedelta(days=int(day), hours=chance.uniform(first, last))


def usual(chance: random.Random) -> list[Payment]:
    """Return wages, rents, purchases, and money between friends; now and then something large."""
    payments = []
    people = [f"customer-{n}" for n in range(CUSTOMERS)]
    for n, person in enumerate(people):
        wage = chance.uniform(1800, 5000)
        shops = chance.sample(range(SHOPS), 4)
        friends = chance.sample([p for p in people if p != person], 3)
        for month in range(DAYS // 30):
            start = month * 30
            payments.append(Payment(_day(chance, start, 6, 9), "cash", person, _money(wage)))
            rent = _day(chance, start + 1)
            payments.append(Payment(rent, person, f"landlord-{n % 8}", _money(wage / 4)))
            for _ in range(12):
                shop = chance.choice(shops) if chance.random() < 0.9 else chance.randrange(SHOPS)
                price = chance.lognormvariate(3, 0.7)
                at = _day(chance, start + chance.uniform(1, 30))
                payments.append(Payment(at, person, f"shop-{shop}", _money(price)))
            for _ in range(2):
                at = _day(chance, start + chance.uniform(2, 30))
                friend = chance.choice(friends)
                payments.append(Payment(at, person, friend, str(chance.choice((10, 20, 50)))))
            if chance.random() < 0.25:
                at = _day(chance, start + chance.uniform(2, 30))
                price = wage * chance.uniform(0.2, 0.4)
                payments.append(
                    Payment(at, person, f"shop-{chance.randrange(SHOPS)}", _money(price))
                )
            if chance.random() < 0.2:
                at = _day(chance, start + chance.uniform(2, 30), 0, 5)
                payments.append(Payment(at, person, f"shop-{chance.choice(shops)}", _money(20)))
    return payments


def mule_ring(chance: random.Random, incident: int) -> list[Payment]:
    """Return what victims pay a fresh account within hours, which passes it on at once."""
    mule, start = f"mule-{incident}", _day(chance, chance.uniform(40, DAYS - 1), 8, 16)
    victims = chance.sample(range(CUSTOMERS), chance.randint(6, 10))
    paid, payments, at = 0.0, [], start
    for victim in victims:
        amount = chance.uniform(120, 300)
        payments.append(Payment(at, f"customer-{victim}", mule, _money(amount)))
        paid += amount
        at += timedelta(minutes=chance.uniform(1, 6))
    for _ in range(2):
        at += timedelta(minutes=chance.uniform(1, 5))
        payments.append(Payment(at, mule, f"collector-{incident}", _money(paid * 0.48)))
    return payments


def takeover(chance: random.Random, incident: int) -> list[Payment]:
    """Return what a thief takes in the night from an account with a history."""
    at = _day(chance, chance.uniform(45, DAYS - 1), 1, 4)
    victim, payments = f"customer-{chance.randrange(CUSTOMERS)}", []
    for n in range(chance.randint(1, 3)):
        at += timedelta(minutes=chance.uniform(1, 9))
        amount = chance.uniform(250, 600)
        payments.append(Payment(at, victim, f"thief-{incident}-{n}", _money(amount)))
    return payments


def structuring(chance: random.Random, incident: int) -> list[Payment]:
    """Return cash paid in day after day, each time just under ten thousand."""
    start = chance.uniform(40, DAYS - 7)
    return [
        Payment(_day(chance, start + n), "cash", f"launderer-{incident}", _money(amount))
        for n, amount in enumerate(chance.uniform(9100, 9990) for _ in range(chance.randint(6, 7)))
    ]


def card_testing(chance: random.Random, incident: int) -> list[Payment]:
    """Return a burst of small payments by a stolen means of payment, of which many are refused."""
    at = _day(chance, chance.uniform(40, DAYS - 1), 0, 23)
    payer, payments = f"carded-{incident}", []
    payments.append(Payment(at - timedelta(days=20), "cash", payer, "12.00"))
    for _ in range(chance.randint(20, 40)):
        at += timedelta(seconds=chance.uniform(10, 60))
        shop = f"shop-{chance.randrange(SHOPS)}"
        payments.append(Payment(at, payer, shop, _money(chance.uniform(0.5, 3))))
    return payments


PATTERNS: dict[str, Callable[[random.Random, int], list[Payment]]] = {
    "mule ring": mule_ring,
    "account takeover": takeover,
    "structuring": structuring,
    "card testing": card_testing,
}


def planted(seed: int, incidents: int = INCIDENTS) -> list[Payment]:
    """Return all payments in the order of time; the same for the same seed."""
    chance = random.Random(seed)
    payments = usual(chance)
    for name, make in PATTERNS.items():
        for incident in range(incidents):
            payments += [
                Payment(p.at, p.payer, p.payee, p.amount, name, incident)
                if not (p.payer == "cash" and name == "card testing")
                else p
                for p in make(chance, incident)
            ]
    return sorted(payments)
