"""The fixtures of every suite, pgtap/ included."""

pytest_plugins = [
    "tests.support.tiers",
    "tests.support.plugin",
    "tests.support.application",
    "tests.support.homes",
]
