"""The fixtures of every suite, pgtap/ included, and how long Hypothesis waits for an example."""

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.support.tiers",
    "tests.support.plugin",
    "tests.support.application",
    "tests.support.homes",
]

# An example may take as long as a busy machine makes it take.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")
