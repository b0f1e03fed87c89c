"""docs/reference/settings.md tells every setting, as the models have it."""

from __future__ import annotations

import re
from pathlib import Path

from webapp.config import SECTIONS
from webapp.config.reference import PAGE, page

ROOT = Path(__file__).resolve().parents[2]
_OF_TESTS = {"ZEROSUM_MODEL_SEQUENCES"}  # read by a test alone
_OF_SAMPLES = {"ZEROSUM_URL", "ZEROSUM_TOKEN"}  # of the shell that runs a sample of /docs
_PLACES = ("webapp", "compose", "docs", "README.md", "docker-compose.yml", "Dockerfile")


def test_the_page_is_current() -> None:
    """`make docs` writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_name_that_is_written_anywhere_is_a_setting() -> None:
    """With _FILE behind it or without."""
    known = {
        str(field.validation_alias) for part in SECTIONS for field in part.model_fields.values()
    }
    files = [
        file
        for place in _PLACES
        for file in [ROOT / place, *(ROOT / place).rglob("*")]
        if file.is_file() and file.suffix in {"", ".py", ".md", ".yml", ".sh", ".cfg"}
    ]
    written = {
        name
        for file in files
        for name in re.findall(r"ZEROSUM_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8"))
    }
    assert "ZEROSUM_DATABASE_URL_FILE" in written
    assert {
        name.removesuffix("_FILE") for name in written - known - _OF_TESTS - _OF_SAMPLES
    } <= known


def test_every_setting_says_what_it_means() -> None:
    """In a sentence."""
    for section in SECTIONS:
        for name, field in section.model_fields.items():
            assert (field.description or "").endswith("."), name
