"""A section of the settings: a model whose fields are read from variables, or from files."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "ZEROSUM_"
FILE = "_FILE"


def setting(  # noqa: PLR0913 - one argument for each thing the reference tells
    name: str,
    meaning: str,
    *,
    default: object = None,
    told: str | None = None,
    unit: str = "",
    is_secret: bool = False,
    is_file: bool = False,
) -> Any:  # noqa: ANN401 - as pydantic's own
    """Declare a setting: the variable's name, and what the reference says of it.

    `told` says a default that follows from something else. A secret stays out of every repr.
    """
    return Field(
        default=default,
        validation_alias=PREFIX + name,
        description=meaning,
        repr=not is_secret,
        json_schema_extra={"told": told, "unit": unit, "is_file": is_file},
    )


class Section(BaseSettings):
    """A part of webapp.config.Config."""

    model_config = SettingsConfigDict(
        frozen=True, populate_by_name=True, extra="forbid", validate_default=False
    )
    title: ClassVar[str]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the parent's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is given, and nothing that happens to stand in this process's environment."""
        return (init_settings,)

    @classmethod
    def of(cls, environment: Mapping[str, str], faults: list[str]) -> Self:
        """Return the section; add a line to `faults` for each setting that is wrong."""
        variables = Variables(cls, environment)
        given = variables()
        faults += variables.faults
        faults += cls.misfits(given.keys())
        try:
            return cls(**given)
        except ValidationError as error:
            faults += [_line(fault["loc"], fault["ctx"]["error"]) for fault in error.errors()]
            wrong = {fault["loc"][0] for fault in error.errors()}
            return cls(**{name: text for name, text in given.items() if name not in wrong})

    @classmethod
    def misfits(cls, given: Collection[str]) -> list[str]:  # noqa: ARG003 - for those that have some
        """Say which settings were given that don't go without each other."""
        return []


class Variables(PydanticBaseSettingsSource):
    """The variables of an environment: NAME, or NAME_FILE with the path of a file that holds it.

    An empty one counts as not set. A setting that is the path of a file has no second name.
    """

    def __init__(self, section: type[Section], environment: Mapping[str, str]) -> None:
        """Read for this section."""
        super().__init__(section)
        self._environment = environment
        self.faults: list[str] = []

    def __call__(self) -> dict[str, str]:
        """Return what is set, by the variable's name."""
        found = {
            str(field.validation_alias): self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: text for name, text in found.items() if text is not None}

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return a setting's text, None when there is none."""
        name = str(field.validation_alias)
        text = self._environment.get(name) or None
        path = None if told_of(field)["is_file"] else self._environment.get(name + FILE)
        if path and text:
            self.faults.append(f"{name} and {name}{FILE} are both set: leave one out")
        elif path:
            try:
                text = Path(path).read_text(encoding="utf-8").strip() or None
            except (OSError, UnicodeDecodeError) as error:
                self.faults.append(f"{name}{FILE} cannot be read: {error}")
        return text, field_name, False


def told_of(field: FieldInfo) -> dict[str, Any]:
    """Return what the reference tells of a setting besides its meaning."""
    extra = field.json_schema_extra
    if not isinstance(extra, dict):
        raise TypeError("a field that was not declared by setting()")
    return extra


def _line(location: tuple[int | str, ...], error: object) -> str:
    text = str(error)
    return f"{location[0]}{text if text.startswith(':') else ' ' + text}"
