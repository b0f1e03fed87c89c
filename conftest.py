"""The fixtures of every suite, pgtap/ included."""

pytest_plugins = ["tests.support.plugin"]
