"""Personal data: to keep, to look for."""

from typing import Annotated

from pydantic import Field

from webapp.shapes.base import Body

_Email = Annotated[
    str, Field(max_length=320, pattern=r"^[^@\s]+@[^@\s]+$", examples=["ada@example.org"])
]


class PersonBody(Body):
    """A person; it takes the place of what was kept before."""

    name: str | None = Field(None, max_length=200)
    email: _Email | None = None
    phone: str | None = Field(None, max_length=40)
    address: str | None = Field(None, max_length=1000)
    birth_date: str | None = Field(
        None, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["1815-12-10"]
    )


class EmailBody(Body):
    """An address to look for; in a body, since addresses of requests are logged everywhere."""

    email: _Email
