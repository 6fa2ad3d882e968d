"""When a reply cannot go out: the next best way, never silence, nothing paid by itself."""

import itertools
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels import Unreachable, WindowShut
from bot.channels.inviting import Prices
from bot.conversation import Hub
from bot.desk import CaseError, Cases, Contacts, Replies
from bot.desk.reaching import NextWay, advice, next_way
from bot.privacy.contact import mobile_in
from bot.privacy.sealing import Seal
from bot.store import Case, Conversation, DeliveryState, Message, Staff, Store
from tests.bot import people
from tests.bot.people import ToldChannel

NUMBER = "0912345678"


class InvitingChannel(ToldChannel):
    """A channel with a paid invitation."""

    may_invite = True

    def __init__(self) -> None:
        super().__init__("zalo")
        self.invited: list[tuple[str, str]] = []

    async def prices(self) -> Prices:
        return Prices(200, 300)

    async def invite(self, conversation: str, code: str) -> None:
        self.invited.append((conversation, code))

    async def invite_phone(self, phone: str, code: str) -> None:
        self.invited.append((phone, code))


class Desk:
    """One held case of one citizen on Zalo."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.contacts = Contacts(Seal(folder))
        self.lan: Conversation = people.conversation(store, "lan", channel="zalo")
        self.hoa: Staff = people.staff(store)
        self.case: Case = people.case(store, self.lan)
        with store.session() as session:
            Cases.claim(session, self.case.id, self.hoa)
        self.channel = InvitingChannel()
        self.replies = Replies(store, {"zalo": self.channel}, Hub(), self.contacts)

    def leaves(self, contact: str) -> None:
        with self.store.session() as session:
            lan = session.get_one(Conversation, self.lan.id)
            self.contacts.keep(session, lan, contact)
            self.contacts.attach(session, lan, session.get_one(Case, self.case.id))

    async def replied(self, error: Exception) -> str:
        self.channel.errors["lan"].append(error)
        self.replies.write(self.case.id, self.hoa, "Chị mang căn cước nhé.")
        await self.replies.deliver()
        return people.said(self.store)[-1].delivery_note or ""


@pytest.fixture
def desk(sqlite_store: Store, tmp_path: Path) -> Desk:
    return Desk(sqlite_store, tmp_path)


def test_the_best_way_left_for_every_combination() -> None:
    for blocked, invites, contact in itertools.product(*[(False, True)] * 3):
        way = next_way(blocked=blocked, invites=invites, contact=contact)
        assert advice(way)
        if way is NextWay.INVITE:
            assert invites
            assert not blocked
        if way is NextWay.INVITE_PHONE:
            assert invites
            assert contact
        if contact:
            assert way is not NextWay.WAIT, "whoever left a number can be called"


@pytest.mark.parametrize(
    ("invites", "contact", "error", "told"),
    [
        (True, None, WindowShut("quá 7 ngày"), "mẫu tin ZBS"),
        (False, None, WindowShut("quá 7 ngày"), "không để lại số"),
        (False, NUMBER, WindowShut("quá 7 ngày"), "hãy gọi"),
        (True, None, Unreachable("đã chặn"), "không để lại số"),
        (True, NUMBER, Unreachable("đã chặn"), "gọi cho họ, hoặc gửi mẫu tin"),
    ],
)
async def test_the_officer_reads_why_and_what_to_do(
    desk: Desk, invites: bool, contact: str | None, error: Exception, told: str
) -> None:
    desk.channel.may_invite = invites
    if contact:
        desk.leaves(contact)
    note = await desk.replied(error)
    assert str(error) in note
    assert told in note
    assert desk.channel.invited == [], "nothing paid goes out by itself"
    assert NUMBER not in note


async def test_a_contact_for_a_closed_matter_is_not_used_for_another(desk: Desk) -> None:
    desk.channel.may_invite = False
    desk.leaves(NUMBER)
    desk.replies.close(desk.case.id, desk.hoa, answer="Đã xong.")
    await desk.replies.deliver()
    desk.case = people.case(desk.store, desk.lan)
    with desk.store.session() as session:
        Cases.claim(session, desk.case.id, desk.hoa)
    assert "không để lại số" in await desk.replied(WindowShut("quá 7 ngày"))


async def test_an_invitation_goes_out_once_and_is_known(desk: Desk) -> None:
    desk.replies.invite(desk.case.id, desk.hoa, by_phone=False)
    assert await desk.replies.deliver() == 1
    assert await desk.replies.deliver() == 0
    assert desk.channel.invited == [("lan", desk.case.code)]
    assert people.said(desk.store)[-1].delivery is DeliveryState.SENT
    assert desk.channel.sent == [], "the template is sent, not our note about it"


async def test_an_invitation_by_telephone_unseals_the_number_for_that_moment(desk: Desk) -> None:
    with pytest.raises(CaseError, match="số di động"):
        desk.replies.invite(desk.case.id, desk.hoa, by_phone=True)
    desk.leaves(f"anh Nam, {NUMBER[:4]} {NUMBER[4:]}")
    desk.replies.invite(desk.case.id, desk.hoa, by_phone=True)
    await desk.replies.deliver()
    assert desk.channel.invited == [(NUMBER, desk.case.code)]
    with desk.store.session() as session:
        rows = session.scalars(select(Message)).all()
    assert all(NUMBER not in f"{row.text}{row.trace}" for row in rows)


async def test_only_the_holder_invites_and_only_where_it_is_set(desk: Desk) -> None:
    other = people.staff(desk.store, "Bình")
    with pytest.raises(CaseError):
        desk.replies.invite(desk.case.id, other, by_phone=False)
    desk.channel.may_invite = False
    with pytest.raises(CaseError, match="không có mẫu tin"):
        desk.replies.invite(desk.case.id, desk.hoa, by_phone=False)


@pytest.mark.parametrize(
    ("note", "number"),
    [
        ("anh Nam, +84 912.345.678 buổi tối", NUMBER),
        ("84912345678", NUMBER),
        ("02438251234 hoặc 0912345678", NUMBER),
        ("nam@example.com", None),
        ("02438251234", None),
    ],
)
def test_the_mobile_number_in_a_contact(note: str, number: str | None) -> None:
    assert mobile_in(note) == number
