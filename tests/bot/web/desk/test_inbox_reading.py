"""What is read from the store for the inbox."""

from bot.store import (
    CaseKind,
)
from bot.web.desk.desk import Desk
from bot.web.desk.inbox.reading import case_named, opened, pulse, queue
from bot.web.desk.inbox.views import Filters, Tab
from tests.bot.web.desk.steps import person
from tests.bot.web.desk_world import DeskWorld
from tests.bot.web.sample_days import TRACE


def test_the_longest_waiting_comes_first_and_each_officer_has_their_own(
    world: DeskWorld, desk: Desk
) -> None:
    codes = [world.case(f"Hỏi {n}", minutes_ago=n, address=str(n)) for n in (5, 50, 500)]
    lan, minh = person(world, "lan"), person(world, "minh")
    desk.claim(lan, world.case_id(codes[1]))
    with world.store.session() as session:
        new, mine = queue(session, lan, Tab.NEW), queue(session, lan, Tab.MINE)
        others = queue(session, minh, Tab.OTHERS)
    assert [row.code for row in new.rows] == [codes[2], codes[0]]
    assert [row.code for row in mine.rows] == [row.code for row in others.rows] == [codes[1]]
    assert {tab for tab, count in new.counts.items() if count} == {Tab.NEW, Tab.MINE}
    assert (new.counts[Tab.NEW], new.counts[Tab.MINE]) == (2, 1)


def test_the_open_case_tells_what_the_assistant_found(world: DeskWorld) -> None:
    case = world.case_id(world.case("Tiền điện hộ nghèo?", trace=TRACE))
    with world.store.session() as session:
        shown = opened(session, person(world, "lan"), case)
    assert shown is not None
    assert shown.findings is not None
    assert [(one.title, one.score) for one in shown.findings.candidates] == [
        ("Đăng ký khai sinh", 0.412),
        ("Chứng thực bản sao từ bản chính", 0.287),
    ]


def test_the_pulse_beats_for_everything_that_is_shown(world: DeskWorld, desk: Desk) -> None:
    code = world.case("Hỏi")
    lan, case = person(world, "lan"), world.case_id(code)
    beats = []
    for step in (
        lambda: None,
        lambda: desk.claim(lan, case),
        lambda: world.say(code, "Còn nữa"),
        lambda: desk.reply(lan, case, "Chào"),
        lambda: world.case("Hỏi khác", address="2"),
        lambda: desk.close(lan, case),
    ):
        step()
        with world.store.session() as session:
            beats.append(pulse(session, case))
    assert len(set(beats)) == len(beats)


def test_words_are_found_in_every_queue_with_and_without_accents(
    world: DeskWorld, desk: Desk
) -> None:
    code = world.case("Xin giấy xác nhận hộ nghèo", address="s1")
    other = world.case("Đèn đường hỏng", address="s2")
    world.say(other, "Ở ngõ Bạch Đằng, gần chợ")
    lan = person(world, "lan")
    desk.claim(lan, world.case_id(code))
    for words, found in (
        ("giấy xác nhận", [code]),
        ("GIAY XAC NHAN", [code]),
        ("ngo bach dang", [other]),
        (other.lower(), [other]),
        ("100%", []),
        ("_", []),
    ):
        with world.store.session() as session:
            rows = queue(session, lan, Tab.CLOSED, Filters(text=words)).rows
        assert [row.code for row in rows] == found, words


def test_the_list_is_narrowed_by_kind_and_channel(world: DeskWorld) -> None:
    web = world.case("Hỏi", address="w", channel="web")
    feedback = world.case("Rác", address="f", kind=CaseKind.FEEDBACK, reason="form")
    lan = person(world, "lan")
    for asked, found in (
        (Filters(channel="web"), {web}),
        (Filters(kind=CaseKind.FEEDBACK), {feedback}),
        (Filters(unit="Phòng Kinh tế"), set()),
        (Filters(), {web, feedback}),
    ):
        with world.store.session() as session:
            shown = queue(session, lan, Tab.NEW, asked)
        assert {row.code for row in shown.rows} == found
        assert shown.counts[Tab.NEW] == len(found)


def test_a_complaint_about_an_officer_is_in_no_list_of_theirs(world: DeskWorld) -> None:
    code = world.case(
        "Thái độ", kind=CaseKind.FEEDBACK, address="r", details={"about_staff": "chị Lan"}
    )
    lan, chief, case = person(world, "lan"), person(world, "truong"), world.case_id(code)
    with world.store.session() as session:
        assert queue(session, lan, Tab.NEW).counts[Tab.NEW] == 0
        assert queue(session, lan, Tab.NEW, Filters(text="thái độ")).rows == ()
        assert opened(session, lan, case) is None
        assert case_named(session, lan, code) is None
        assert case_named(session, chief, code) is not None


def test_a_zalo_window_about_to_shut_is_flagged(world: DeskWorld) -> None:
    soon = world.case("Hỏi", address="z1", channel="zalo", minutes_ago=6.5 * 24 * 60)
    later = world.case("Hỏi khác", address="z2", channel="zalo", minutes_ago=60)
    with world.store.session() as session:
        rows = queue(session, person(world, "lan"), Tab.NEW).rows
    flagged = {row.code: row.window_shuts is not None for row in rows}
    assert flagged == {soon: True, later: False}
