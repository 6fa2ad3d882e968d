"""The desk without a browser: who gets in, who may do what, what is read from the store."""

import datetime as dt
import stat
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from bot.broadcasts import BroadcastError, Campaigns
from bot.broadcasts.limits import limits
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import WAYS, Composed, from_record
from bot.desk import CaseError
from bot.desk.canned import canned, keep
from bot.desk.suggesting import past_answers
from bot.messages import Outcome
from bot.store import (
    AuditEntry,
    BroadcastState,
    Case,
    CaseKind,
    CaseState,
    Conversation,
    DeliveryState,
    Direction,
    Message,
    Role,
    Staff,
    Store,
)
from bot.store.models import utc_now
from bot.web.desk import wording
from bot.web.desk.addresses import COOKIE, Section
from bot.web.desk.broadcasts.doing import Doing
from bot.web.desk.desk import Desk
from bot.web.desk.inbox.reading import case_named, opened, pulse, queue
from bot.web.desk.inbox.views import Filters, Tab
from bot.web.desk.plans.reading import plans_of
from bot.web.desk.reports.reading import report
from bot.web.desk.roles import NotAllowedError
from bot.web.desk.secret import FILE, desk_secret
from bot.web.desk.shelf import Shelf
from bot.web.desk.switching import silenced, switch
from bot.web.desk.throttle import TRIES, WINDOW_SECONDS, Throttle
from bot.web.desk.times import span
from knowledge.records import RecordKind
from tests.bot.web.desk_world import PASSWORD, TRACE, UNIT, DeskWorld, answerer

PATHS = ["/staff", *(section.address for section in Section)]
HERE = {"origin": "http://desk"}


def birth() -> Composed:
    """The registration of a birth, told on every way as the ward's desk tells it."""
    return from_record(answerer(), "1.001193", WAYS, Office(UNIT))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[DeskWorld]:
    made = DeskWorld(tmp_path)
    made.staff()
    yield made
    made.store.close()


@pytest.fixture
async def http(world: DeskWorld) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(world.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        yield client


@pytest.fixture
def desk(world: DeskWorld) -> Desk:
    return Desk(world.services, world.replies, Campaigns(world.store))


def person(world: DeskWorld, name: str) -> Staff:
    found = world.accounts.signed_in(world.accounts.sign_in(name, PASSWORD))
    assert found is not None
    return found


async def sign_in(http: httpx.AsyncClient, name: str, password: str) -> httpx.Response:
    return await http.post(
        "/staff/sign-in", data={"name": name, "password": password}, headers=HERE
    )


# Getting in


@pytest.mark.parametrize("path", [*PATHS, "/staff/anything", "/staff/inbox?case=PA-7KQ4XA"])
async def test_a_stranger_is_shown_the_sign_in(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path, follow_redirects=True)
    assert answer.url.path == "/staff/sign-in"
    assert "Mật khẩu" in answer.text
    assert "Hộp việc" not in answer.text


@pytest.mark.parametrize("path", PATHS[1:])
async def test_an_invented_cookie_is_a_stranger(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path, headers={"cookie": f"{COOKIE}=invented"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in")


async def test_a_strangers_socket_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.get("/staff/_nicegui_ws/socket.io/?EIO=4&transport=polling")
    assert answer.status_code == 403


async def test_the_right_password_opens_the_desk(http: httpx.AsyncClient) -> None:
    answer = await sign_in(http, "lan", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/inbox")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/staff"))
    assert "Secure" not in cookie
    again = await http.get("/staff/sign-in")
    assert again.headers["location"] == "/staff/inbox"


async def test_over_https_the_cookie_is_secure(world: DeskWorld) -> None:
    transport = httpx.ASGITransport(world.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://desk") as http:
        answer = await http.post("/staff/sign-in", data={"name": "lan", "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(("name", "password"), [("lan", "sai-mat-khau"), ("ai-do", PASSWORD)])
async def test_a_wrong_name_or_password_says_the_same(
    http: httpx.AsyncClient, name: str, password: str
) -> None:
    answer = await sign_in(http, name, password)
    assert answer.status_code == 401
    assert "Tên hoặc mật khẩu chưa đúng." in answer.text
    assert "set-cookie" not in answer.headers


async def test_what_was_typed_comes_back_as_text(http: httpx.AsyncClient) -> None:
    answer = await sign_in(http, '"><script>alert(1)</script>', "x")
    assert "<script>" not in answer.text


@pytest.mark.parametrize("body", [b"", b"name=lan", b"\xff\xfe", b"&".join([b"a=b"] * 50)])
async def test_a_broken_form_is_no_trouble(http: httpx.AsyncClient, body: bytes) -> None:
    answer = await http.post("/staff/sign-in", content=body)
    assert answer.status_code in (401, 422)


async def test_a_form_that_is_too_long_is_not_read(http: httpx.AsyncClient) -> None:
    assert (await sign_in(http, "x" * 9000, "x")).status_code == 413


async def test_guessing_is_slowed_down(http: httpx.AsyncClient) -> None:
    for _ in range(TRIES):
        assert (await sign_in(http, "lan", "sai")).status_code == 401
    answer = await sign_in(http, "lan", PASSWORD)
    assert answer.status_code == 429
    assert "Thử quá nhiều lần" in answer.text
    # The address is counted as well, so another name does not help.
    assert (await sign_in(http, "minh", PASSWORD)).status_code == 429


def test_the_throttle_forgets_after_its_window() -> None:
    now = 0.0
    throttle = Throttle(lambda: now)
    assert all(throttle.admit("lan") for _ in range(TRIES))
    assert not throttle.admit("lan")
    assert throttle.admit("minh")
    now = WINDOW_SECONDS + 1
    assert throttle.admit("lan")


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
@pytest.mark.parametrize("path", ["/staff/sign-in", "/staff/sign-out"])
async def test_another_sites_form_is_refused(
    http: httpx.AsyncClient, path: str, headers: dict[str, str]
) -> None:
    answer = await http.post(path, data={"name": "lan", "password": PASSWORD}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_signing_out_ends_the_session(world: DeskWorld, http: httpx.AsyncClient) -> None:
    token = (await sign_in(http, "lan", PASSWORD)).cookies[COOKIE]
    assert world.accounts.signed_in(token)
    await http.post("/staff/sign-out", headers=HERE)
    assert world.accounts.signed_in(token) is None


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    made = desk_secret(tmp_path)
    assert desk_secret(tmp_path) == made
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


# Doing things


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


def test_an_officer_cannot_approve_a_broadcast(world: DeskWorld, desk: Desk) -> None:
    doing, lan, hoa = Doing(desk), person(world, "lan"), person(world, "hoa")
    made = doing.compose(lan, birth(), ("telegram", "notice"), "all")
    with pytest.raises(NotAllowedError, match="không được duyệt"):
        doing.approve(lan, f"c{made.campaign}")
    (number,) = made.broadcasts
    assert desk.campaigns.status(number)["state"] == BroadcastState.DRAFT
    assert doing.approve(hoa, f"c{made.campaign}") == 2
    assert desk.campaigns.status(number)["state"] == BroadcastState.APPROVED


def test_nobody_approves_what_they_wrote_not_even_the_admin(world: DeskWorld, desk: Desk) -> None:
    doing, admin = Doing(desk), person(world, "truong")
    made = doing.compose(admin, birth(), ("telegram",), "all")
    with pytest.raises(BroadcastError, match="không tự duyệt"):
        doing.approve(admin, f"c{made.campaign}")


def test_before_many_the_number_of_people_is_typed(world: DeskWorld, desk: Desk) -> None:
    """A crafted request meets the same question as the page's dialog."""
    world.subscribe(limits().typed_from)
    doing, lan, hoa = Doing(desk), person(world, "lan"), person(world, "hoa")
    made = doing.compose(lan, birth(), ("telegram",), "all")
    doing.approve(hoa, f"c{made.campaign}")
    (number,) = made.broadcasts
    for typed in ("", "99", "tất cả"):
        with pytest.raises(BroadcastError, match=f"gõ đúng số {limits().typed_from}"):
            doing.start(lan, number, typed, urgent=True)
    assert doing.start(lan, number, str(limits().typed_from), urgent=True) == limits().typed_from


def test_every_step_of_a_broadcast_is_in_the_log(world: DeskWorld, desk: Desk) -> None:
    world.subscribe(2)
    doing, lan, hoa = Doing(desk), person(world, "lan"), person(world, "hoa")
    made = doing.compose(lan, birth(), ("telegram",), "all")
    doing.approve(hoa, f"c{made.campaign}")
    doing.start(lan, made.broadcasts[0], urgent=True)
    doing.stop(lan, made.broadcasts[0])
    with world.store.session() as session:
        rows = session.query(AuditEntry).order_by(AuditEntry.id).all()
        steps = [(row.action, row.actor) for row in rows]
    assert steps == [
        ("broadcast.compose", "lan"),
        ("broadcast.approve", "hoa"),
        ("broadcast.start", "lan"),
        ("broadcast.stop", "lan"),
    ]


def test_an_approver_neither_claims_nor_drafts(world: DeskWorld, desk: Desk) -> None:
    hoa, case = person(world, "hoa"), world.case_id(world.case("Hỏi"))
    with pytest.raises(NotAllowedError):
        desk.claim(hoa, case)
    with pytest.raises(NotAllowedError):
        Doing(desk).compose(hoa, birth(), ("web",), "all")


# Reading


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (wording.SECTIONS, Section),
        (wording.ROLES, Role),
        (wording.CASE_KINDS, CaseKind),
        (wording.CASE_STATES, CaseState),
        (wording.DELIVERIES, DeliveryState),
        (wording.BROADCAST_STATES, BroadcastState),
        (wording.RECORD_KINDS, RecordKind),
        (wording.OUTCOMES, Outcome),
    ],
)
def test_everything_has_a_vietnamese_name(names: dict[object, str], values: type) -> None:
    assert set(names) == set(values)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 phút"),
        (125, "2 phút"),
        (3600, "1 giờ"),
        (7500, "2 giờ 5 phút"),
        (273600, "3 ngày 4 giờ"),
    ],
)
def test_a_span_is_told_in_two_units(seconds: int, words: str) -> None:
    now = utc_now()
    assert span(now - dt.timedelta(seconds=seconds), now) == words


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


def test_a_report_counts_on_both_databases(store: Store) -> None:
    now = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
    source = {"title": "Đăng ký khai sinh", "code": "1.001193"}
    told = {"message": {"text": "…", "sources": [source]}}
    # 18:00 in London is the next day in the ward.
    said = [
        ("answered", told, now),
        ("answered", told, dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)),
        ("answered", {"message": {"text": "…", "sources": []}}, now),
        ("no_source", None, now),
        ("answered", told, now - dt.timedelta(days=30)),
    ]
    with store.session() as session:
        who = Conversation(channel="web", address="1")
        session.add(who)
        session.flush()
        for outcome, trace, at in said:
            session.add(
                Message(
                    conversation_id=who.id,
                    direction=Direction.BOT,
                    text="…",
                    outcome=outcome,
                    trace=trace,
                    said_at=at,
                )
            )
    with store.session() as session:
        counted = report(session, 7, now)
    assert counted.answers == 4
    assert counted.outcomes == [(Outcome.ANSWERED, 3), (Outcome.NO_SOURCE, 1)]
    assert [(one.title, one.code, one.times) for one in counted.asked] == [
        ("Đăng ký khai sinh", "1.001193", 2)
    ]
    assert [day for day in counted.by_day if day[1]] == [
        (dt.date(2026, 11, 21), 1),
        (dt.date(2026, 11, 22), 3),
    ]


@pytest.mark.parametrize("text", ["dang ky khai sinh", "Khai sinh đăng", "1.001193"])
def test_records_are_found_with_and_without_accents(text: str) -> None:
    shelf = Shelf(answerer().searcher.index)
    assert "1.001193" in {item.code for item in shelf.find(text, RecordKind.PROCEDURE).items}


def test_the_facts_of_a_plan_come_together_again() -> None:
    items = answerer().searcher.index.items
    plans = plans_of(items)
    assert len(plans) == len({plan.number for plan in plans})
    facts = sum(item.kind is RecordKind.PLAN for item in items)
    assert sum(len(plan.parts) for plan in plans) == facts


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


def test_a_ready_answer_of_the_ward_stands_in_for_the_products(world: DeskWorld) -> None:
    lan = person(world, "lan")
    with world.store.session() as session:
        keep(session, lan, " Cảm ơn  và kết thúc ", "Cảm ơn ông/bà nhiều.")
        found = {one.title: one.text for one in canned(session)}
        assert found["Cảm ơn và kết thúc"] == "Cảm ơn ông/bà nhiều."
        assert len(found) > 3
        with pytest.raises(CaseError):
            keep(session, lan, "x" * 81, "Dài")


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
