"""Steps that several tests of the desk take."""

import httpx

from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import WAYS, Composed, from_record
from bot.store import (
    Staff,
)
from tests.bot.web.desk_world import PASSWORD, UNIT, DeskWorld, answerer

HERE = {"origin": "http://desk"}


def person(world: DeskWorld, name: str) -> Staff:
    found = world.accounts.signed_in(world.accounts.sign_in(name, PASSWORD))
    assert found is not None
    return found


async def sign_in(http: httpx.AsyncClient, name: str, password: str) -> httpx.Response:
    return await http.post(
        "/staff/sign-in", data={"name": name, "password": password}, headers=HERE
    )


def birth() -> Composed:
    """The registration of a birth, told on every way as the ward's desk tells it."""
    return from_record(answerer(), "1.001193", WAYS, Office(UNIT))
