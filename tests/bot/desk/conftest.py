"""People of the desk, and the service levels as they are shipped."""

import pytest

from bot.desk import (
    ServiceLevels,
    load_calendar,
    load_service,
)
from bot.store import (
    Conversation,
    Staff,
    Store,
)
from tests.bot import people


@pytest.fixture(scope="module")
def levels() -> ServiceLevels:
    return load_service(load_calendar())


@pytest.fixture
def lan(store: Store) -> Conversation:
    return people.conversation(store)


@pytest.fixture
def hoa(store: Store) -> Staff:
    return people.staff(store, "Hoa")


@pytest.fixture
def minh(store: Store) -> Staff:
    return people.staff(store, "Minh")
