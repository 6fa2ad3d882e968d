"""Subscriptions as they are stored: topics, hamlets, everything; begun, renewed, ended."""

import pytest
from sqlalchemy import select

from bot.conversation.requests import ALL_TOPICS, subscribe, unsubscribe
from bot.store import Conversation, Store, Subscription
from tests.bot import people

HAMLET, TOPIC = "noi-khu-pho-3", "an-toan"


class Citizen:
    """One person's wishes in the store."""

    def __init__(self, store: Store, address: str = "lan") -> None:
        self.store = store
        self.id = people.conversation(store, address).id

    def wants(self, topic: str = ALL_TOPICS) -> None:
        with self.store.session() as session:
            subscribe(session, session.get_one(Conversation, self.id), topic)

    def ends(self, topic: str | None = None) -> None:
        with self.store.session() as session:
            unsubscribe(session, session.get_one(Conversation, self.id), topic)

    def gets(self) -> set[str]:
        """The topics in force."""
        with self.store.session() as session:
            rows = select(Subscription.topic).where(
                Subscription.conversation_id == self.id, Subscription.ended_at.is_(None)
            )
            return set(session.scalars(rows))

    def rows(self) -> int:
        with self.store.session() as session:
            rows = select(Subscription).where(Subscription.conversation_id == self.id)
            return len(session.scalars(rows).all())


@pytest.fixture
def lan(store: Store) -> Citizen:
    return Citizen(store)


def test_several_topics_and_a_hamlet_stand_beside_each_other(lan: Citizen) -> None:
    lan.wants(TOPIC)
    lan.wants(HAMLET)
    assert lan.gets() == {TOPIC, HAMLET}


def test_one_topic_takes_the_place_of_everything(lan: Citizen) -> None:
    lan.wants()
    lan.wants(HAMLET)
    assert lan.gets() == {HAMLET}


def test_asked_for_twice_it_is_kept_once(lan: Citizen) -> None:
    lan.wants(TOPIC)
    lan.wants(TOPIC)
    assert (lan.gets(), lan.rows()) == ({TOPIC}, 1)


def test_one_topic_is_ended_and_the_others_go_on(lan: Citizen) -> None:
    lan.wants(TOPIC)
    lan.wants(HAMLET)
    lan.ends(TOPIC)
    assert lan.gets() == {HAMLET}


def test_stop_ends_all_of_one_person_and_nobody_else(lan: Citizen) -> None:
    minh = Citizen(lan.store, "minh")
    for one in (lan, minh):
        one.wants(TOPIC)
        one.wants(HAMLET)
    lan.ends()
    lan.ends()
    assert (lan.gets(), minh.gets()) == (set(), {TOPIC, HAMLET})


def test_who_comes_back_is_renewed_and_not_doubled(lan: Citizen) -> None:
    lan.wants(TOPIC)
    lan.ends()
    lan.wants(TOPIC)
    assert (lan.gets(), lan.rows()) == ({TOPIC}, 1)
