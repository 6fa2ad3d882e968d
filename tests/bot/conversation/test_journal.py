"""Where a conversation is: lost, back, moved to another address."""

from sqlalchemy import select

from bot.conversation.journal import found_again, lost, moved
from bot.store import Conversation, Store
from tests.bot import people


def addresses(store: Store) -> dict[str, bool]:
    with store.session() as session:
        return {row.address: row.reachable for row in session.scalars(select(Conversation))}


def test_lost_and_found(store: Store) -> None:
    people.conversation(store, "lan")
    people.conversation(store, "nam")
    with store.session() as session:
        lost(session, "telegram", "lan")
    assert addresses(store) == {"lan": False, "nam": True}
    with store.session() as session:
        found_again(session, "telegram", "lan")
    assert addresses(store) == {"lan": True, "nam": True}


def test_a_group_takes_its_history_along(store: Store) -> None:
    people.conversation(store, "-4001")
    with store.session() as session:
        moved(session, "telegram", "-4001", "-100")
        moved(session, "telegram", "-9", "-10")
    assert addresses(store) == {"-100": True}


def test_where_the_new_address_has_a_history_both_are_kept(store: Store) -> None:
    people.conversation(store, "-4001")
    people.conversation(store, "-100")
    with store.session() as session:
        moved(session, "telegram", "-4001", "-100")
    assert addresses(store) == {"-4001": False, "-100": True}
