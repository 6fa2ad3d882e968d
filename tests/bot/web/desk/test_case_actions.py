"""What officers do with a case at the desk, and may not do."""

import threading

import pytest

from bot.desk import CaseError
from bot.desk.suggesting import past_answers
from bot.store import (
    AuditEntry,
    Case,
    CaseState,
    DeliveryState,
    Staff,
)
from bot.web.desk.broadcasts.doing import Doing
from bot.web.desk.desk import Desk
from bot.web.desk.inbox.reading import opened
from bot.web.desk.roles import NotAllowedError
from bot.web.desk.switching import silenced, switch
from tests.bot.web.desk.steps import birth, person
from tests.bot.web.desk_world import DeskWorld


def test_of_two_who_claim_at_once_one_gets_it(world: DeskWorld, desk: Desk) -> None:
    case = world.case_id(world.case("Hỏi việc đất"))
    together = threading.Barrier(2)
    got: list[str] = []
    refused: list[str] = []

    def claim(staff: Staff) -> None:
        together.wait()
        try:
            desk.claim(staff, case)
            got.append(staff.name)
        except CaseError as error:
            refused.append(str(error))

    both = [threading.Thread(target=claim, args=[person(world, n)]) for n in ("lan", "minh")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(got) == 1
    assert refused == [f"Việc này {got[0]} đã nhận."]


async def test_a_reply_is_stored_and_delivered(world: DeskWorld, desk: Desk) -> None:
    code = world.case("Hỏi việc đất", address="42")
    lan, case = person(world, "lan"), world.case_id(code)
    assert desk.claim(lan, case) == "telegram:42"
    desk.reply(lan, case, "Chào ông, mời ông ra quầy số 3.")
    assert world.messages(code)[-1].delivery is DeliveryState.PENDING
    await world.replies.deliver()
    assert world.channel.sent == [("42", "Chào ông, mời ông ra quầy số 3.")]
    assert world.messages(code)[-1].delivery is DeliveryState.SENT


async def test_closing_gives_the_talk_back(world: DeskWorld, desk: Desk) -> None:
    code = world.case("Hỏi việc đất", address="42")
    lan, case = person(world, "lan"), world.case_id(code)
    desk.claim(lan, case)
    desk.reply(lan, case, "Ông mang sổ đỏ ra một cửa.")
    desk.close(lan, case)
    await world.replies.deliver()
    assert code in world.channel.sent[-1][1]
    with world.store.session() as session:
        shown = opened(session, lan, case)
    assert shown is not None
    assert shown.state is CaseState.CLOSED
    with pytest.raises(CaseError):
        desk.reply(lan, case, "Quên nói thêm")


def test_only_the_holder_replies_and_closes(world: DeskWorld, desk: Desk) -> None:
    case = world.case_id(world.case("Hỏi việc đất"))
    desk.claim(person(world, "lan"), case)
    for act in (desk.close, lambda staff, one: desk.reply(staff, one, "Chào")):
        with pytest.raises(CaseError):
            act(person(world, "minh"), case)


def test_an_approver_neither_claims_nor_drafts(world: DeskWorld, desk: Desk) -> None:
    hoa, case = person(world, "hoa"), world.case_id(world.case("Hỏi"))
    with pytest.raises(NotAllowedError):
        desk.claim(hoa, case)
    with pytest.raises(NotAllowedError):
        Doing(desk).compose(hoa, birth(), ("web",), "all")


def test_past_human_answers_are_suggested_to_alike_questions(world: DeskWorld, desk: Desk) -> None:
    lan = person(world, "lan")
    old = world.case("Xin giấy xác nhận hộ nghèo ở đâu?", address="p1")
    desk.claim(lan, world.case_id(old))
    desk.close(lan, world.case_id(old), answer="Ông/bà ra quầy số 2.")
    new = world.case("xin giay xac nhan ho ngheo o dau a", address="p2")
    alike = world.case_id(new)
    strange = world.case_id(world.case("Đèn đường hỏng", address="p3"))
    with world.store.session() as session:
        past = past_answers(session, lan, session.get_one(Case, alike))
        assert [(one.code, one.answer) for one in past] == [(old, "Ông/bà ra quầy số 2.")]
        assert past_answers(session, lan, session.get_one(Case, strange)) == []


def test_the_admin_silences_a_channel_and_everybody_reads_it(world: DeskWorld, desk: Desk) -> None:
    admin = person(world, "truong")
    assert silenced(world.store) == ""
    with pytest.raises(NotAllowedError, match="quản lý tài khoản"):
        switch(desk, person(world, "lan"), "telegram", on=False)
    for _ in range(2):
        switch(desk, admin, "telegram", on=False)
    told = silenced(world.store)
    assert told.startswith(f"Trợ lý đang tạm ngừng trả lời trên Telegram ({admin.name} tắt ")
    switch(desk, admin, "telegram", on=True)
    assert silenced(world.store) == ""
    with world.store.session() as session:
        lines = session.query(AuditEntry).filter_by(subject="channel:telegram").all()
        assert [(one.action, one.before, one.after) for one in lines] == [
            ("channel.off", {"answers": True}, {"answers": False}),
            ("channel.on", {"answers": False}, {"answers": True}),
        ]
