"""The officers' group: real store, real desk, the loopback's forum."""

import asyncio

import pytest

from bot.alerting import carry, halted
from bot.desk import Alert, AlertKind, Alerts
from bot.store import (
    Case,
    CaseState,
    DeliveryState,
    Direction,
    Role,
    Staff,
)
from tests.bot import people
from tests.bot.channels.telegram.helpers import until
from tests.bot.channels.telegram.staff_group.world import HOA, LAN, OFFICE, World
from tests.loopback.telegram import bad_request, shapes


async def test_a_case_gets_a_topic_with_what_was_said(world: World) -> None:
    await world.look()
    ((_, topic),) = world.telegram.state.topics.items()
    assert topic.name.startswith(world.case.code)
    heading, talk = world.shown
    assert world.case.code in heading.text
    assert "/nhan" in heading.text
    assert talk.text == "Người dân: Đèn đường ngõ 5 hỏng"
    assert {sent.thread for sent in world.shown} == {world.thread}
    world.say(Direction.CITIZEN, "Hai tuần rồi")
    await world.look()
    assert world.shown[-1].text == "Người dân: Hai tuần rồi"
    await world.look()
    assert len(world.shown) == 3, "something was shown twice"
    offered = world.telegram.state.commands[str(OFFICE)]
    assert [command["command"] for command in offered] == ["nhan", "xong"]


async def test_what_an_officer_writes_reaches_the_citizen_and_takes_the_case(world: World) -> None:
    world.link()
    await world.look()
    world.write("Mai tổ điện tới sửa ạ.")
    await until(lambda: world.state() is CaseState.HELD)
    await until(lambda: len(people.said(world.store)) == 2)
    await asyncio.sleep(0.1)
    await world.look()
    assert world.citizen_got == ["Mai tổ điện tới sửa ạ."]
    assert len(world.telegram.calls("setMessageReaction")) == 1, "the officer sees no nod"
    assert not any("Mai tổ điện" in sent.text for sent in world.shown), "shown twice"


async def test_a_stranger_in_the_group_sends_nothing_and_is_told(world: World) -> None:
    await world.look()
    world.write("Xin chào", user=666)
    await world.group_said("CHƯA gửi")
    await world.look()
    assert world.citizen_got == []
    assert world.state() is CaseState.NEW


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
async def test_a_role_that_may_not_answer_is_told(world: World, role: Role) -> None:
    world.link()
    with world.store.session() as session:
        session.get_one(Staff, world.hoa.id).role = role
    await world.look()
    world.write("Xin chào")
    await world.group_said("vai trò")
    assert world.citizen_got == []


async def test_claim_and_close_by_command(world: World) -> None:
    world.link()
    await world.look()
    world.write("/nhan@MotCuaBot")
    await world.group_said("Hoa đã nhận việc")
    world.write("Đã sửa xong ạ.")
    await until(lambda: len(people.said(world.store)) == 2)
    await world.look()
    world.write("/xong")
    await until(lambda: world.state() is CaseState.CLOSED)
    await world.look()
    (topic,) = world.telegram.state.topics.values()
    assert topic.closed
    assert any("đã đóng" in sent.text for sent in world.shown)
    assert any(world.case.code in text for text in world.citizen_got), "the citizen is not told"
    before = len(world.shown)
    await world.look()
    assert len(world.shown) == before


async def test_a_case_closed_at_the_desk_closes_its_topic(world: World) -> None:
    await world.look()
    with world.store.session() as session:
        session.get_one(Case, world.case.id).state = CaseState.CLOSED
    await world.look()
    (topic,) = world.telegram.state.topics.values()
    assert topic.closed


async def test_another_officer_s_case_is_refused_in_words(world: World) -> None:
    world.link()
    await world.look()
    nam = people.staff(world.store, "Nam")
    with world.store.session() as session:
        from bot.desk import Cases

        Cases.claim(session, world.case.id, nam)
    world.write("Tôi trả lời luôn nhé")
    await world.group_said("Nam đã nhận")
    assert world.citizen_got == []


async def test_a_reply_that_does_not_arrive_is_told_to_the_officer(world: World) -> None:
    world.link()
    await world.look()
    world.telegram.block(LAN)
    world.write("Mai tổ điện tới sửa ạ.")
    await until(lambda: len(people.said(world.store)) == 2)
    await asyncio.sleep(0.1)
    await world.look()
    assert people.said(world.store)[-1].delivery is DeliveryState.UNREACHABLE
    await world.group_said("đã chặn")


async def test_an_officer_s_message_delivered_twice_is_sent_once(world: World) -> None:
    world.link()
    await world.look()
    body = shapes.message(
        88_000, OFFICE, shapes.person(HOA), text="Một lần thôi",
        message_thread_id=world.thread, is_topic_message=True,
    )  # fmt: skip
    world.telegram.push_update({"message": body})
    world.telegram.push_update({"message": body})
    world.write("Lần hai")
    await until(lambda: len(people.said(world.store)) >= 3)
    await asyncio.sleep(0.1)
    await world.look()
    assert world.citizen_got == ["Một lần thôi", "Lần hai"]


async def test_a_picture_or_talk_outside_of_a_topic_goes_nowhere(world: World) -> None:
    world.link()
    await world.look()
    photo = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}
    world.telegram.push_message(
        OFFICE, sender=shapes.person(HOA), photo=[photo],
        message_thread_id=world.thread, is_topic_message=True,
    )  # fmt: skip
    await world.group_said("chỉ gửi được chữ")
    world.telegram.push_text(OFFICE, "Trưa nay ăn gì", sender=shapes.person(HOA))
    world.telegram.push_text(OFFICE, "/xong", sender=shapes.person(HOA))
    await world.group_said("Chưa rõ việc nào")
    assert world.citizen_got == []
    assert world.handle.seen == [], "officers' talk came to the assistant"


async def test_without_topics_a_reply_to_any_message_of_the_case_is_enough(world: World) -> None:
    world.link()
    world.telegram.state.forums.clear()
    await world.look()
    heading = world.shown[0]
    assert "Reply" in heading.text
    assert heading.thread is None
    under = shapes.message(heading.message_id, OFFICE, world.telegram.state.bot, text="Việc")
    world.telegram.push_text(
        OFFICE, "Mai sửa ạ.", sender=shapes.person(HOA), reply_to_message=under
    )
    await until(lambda: len(people.said(world.store)) == 2)
    await world.look()
    assert world.citizen_got == ["Mai sửa ạ."]


async def test_a_case_about_an_officer_never_comes_to_the_group(world: World) -> None:
    with world.store.session() as session:
        session.get_one(Case, world.case.id).restricted = True
    await world.look()
    assert world.shown == []
    assert world.telegram.state.topics == {}


async def test_a_fault_of_the_group_harms_nobody_and_is_tried_again_later(world: World) -> None:
    world.telegram.fail_next(bad_request("chat not found"), method="createForumTopic")
    await world.look()
    assert world.shown == []
    world.group._mirror._rest_until = 0.0  # type: ignore[union-attr]
    await world.look()
    assert len(world.shown) == 2


async def test_an_alert_is_one_line_in_the_general_topic_and_not_for_leaders_only(
    world: World,
) -> None:
    alerts = Alerts(world.store)
    carry(alerts, world.group, None)
    await halted(alerts, 7, "lệch với nguồn: Sai số tiền.")
    await halted(alerts, 7, "lệch với nguồn: Sai số tiền.")
    await alerts.tell(Alert(AlertKind.OVERDUE, "PA-1", "Việc kín", None, None, restricted=True))
    await world.group_said("Tin số 7 tự dừng gửi")
    (line,) = world.shown
    assert "\n" not in line.text
    assert line.thread is None
