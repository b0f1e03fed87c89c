"""The reference of settings, written from the models: `python -m webapp.config.reference`."""

from pathlib import Path

from webapp.config import SECTIONS
from webapp.config.section import told_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "settings.md"

_HEAD = """# Settings

Settings come from the environment, once, when a command starts. An empty one counts as not set.
What is wrong is said of all together, a line each, and the command ends with exit code 9. Each
may be kept in a file instead, whose path is in NAME_FILE (as in
`ZEROSUM_DATABASE_URL_FILE=/run/secrets/url`), but for those that are the path of a file
themselves.

This page is generated: `make docs`.
"""


def page() -> str:
    """Return the page as it is to be."""
    parts = [_HEAD]
    for section in SECTIONS:
        about = " ".join((section.__doc__ or "").split())
        parts.append(f"\n## {section.title}\n\n{about}\n")
        parts.append("| name | default | unit | meaning |\n|---|---|---|---|")
        for field in section.model_fields.values():
            told = told_of(field)
            default = told["told"] or _written(field.default)
            parts.append(
                f"| `{field.validation_alias}` | {default} | {told['unit']} | {field.description} |"
            )
    return "\n".join(parts) + "\n"


def _written(value: object) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"`{value}`"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
