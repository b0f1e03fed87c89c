"""A case: contenders under one load."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Case:
    """One load; the first contender is what the others are yardsticks for."""

    name: str
    scripts: Mapping[str, str]
    clients: int = 1
    per_call: int = 1  # transfers in one call
    aims: Mapping[str, float] = field(default_factory=dict)


def all_cases() -> list[Case]:
    """Return the cases of every module in cases/, in order of the modules' names."""
    found: list[Case] = []
    folder = Path(__file__).parent / "cases"
    for module in sorted(pkgutil.iter_modules([str(folder)]), key=lambda m: m.name):
        found += importlib.import_module(f"tests.benchmarks.cases.{module.name}").CASES
    return found
