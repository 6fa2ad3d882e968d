"""From a question without an answer to a person, and back to the citizen."""

import concurrent.futures
import uuid

import pytest

from bot.desk import CaseError
from bot.store import CaseKind, CaseState, Direction
from bot.web.desk.addresses import Section
from tests.e2e.officer import PASSWORD, Officer, by, case_of, said, state_of
from tests.e2e.stack import Stack
from tests.e2e.talk import Talk

REPLY = "Chào ông/bà, mời ông/bà đến quầy số 2 sáng mai."


@pytest.fixture(scope="module")
def officer(stack: Stack) -> Officer:
    account = Officer(stack)
    assert account.sign_in().status_code == 303
    return account


def test_a_stranger_sees_the_sign_in_and_never_content(stack: Stack) -> None:
    for section in Section:
        answer = stack.http.get(section.address, follow_redirects=False)
        assert answer.status_code in (302, 303, 307), section
        assert answer.headers["location"].endswith("/staff/sign-in")
    page = stack.http.get(Section.INBOX.address, follow_redirects=True)
    assert "Mật khẩu" in page.text


def test_signing_in(stack: Stack) -> None:
    account = Officer(stack)
    wrong = account.sign_in("khong-phai-mat-khau")
    assert wrong.status_code == 401
    assert "chưa đúng" in wrong.text
    assert account.http.get(Section.INBOX.address, follow_redirects=False).status_code == 303
    right = account.sign_in()
    assert right.status_code == 303
    assert "httponly" in right.headers["set-cookie"].lower()
    page = account.http.get(Section.INBOX.address, follow_redirects=False)
    assert page.status_code == 200


def test_an_account_made_on_the_command_line_signs_in(stack: Stack) -> None:
    name = f"Nguyễn Thị Hòa {uuid.uuid4().hex[:4]}"
    done = stack.motcua("staff", "add", name, "--role", "officer", MOTCUA_STAFF_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stderr
    answer = stack.http.post(
        "/staff/sign-in", data={"name": name, "password": PASSWORD}, follow_redirects=False
    )
    assert answer.status_code == 303


def test_a_forged_sign_in_from_another_page_is_refused(stack: Stack) -> None:
    answer = stack.http.post(
        "/staff/sign-in",
        data={"name": "a", "password": "b"},
        headers={"Origin": "https://ke-xau.example", "Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403


def test_a_case_goes_to_staff_and_their_reply_to_the_citizen(
    stack: Stack, officer: Officer, talk: Talk
) -> None:
    turn = talk.say("cho tôi gặp cán bộ, việc của tôi rắc rối lắm")
    assert turn.outcome == "handed_off"
    case = case_of(stack.store, "web", talk.name)
    assert case.code in turn.text, "the citizen is told the code"
    assert (case.kind, case.state) == (CaseKind.PERSON, CaseState.NEW)

    officer.claim(case)
    held = talk.say("alo, có ai không")
    assert held.outcome == "with_staff"
    assert held.messages == [], "the bot is silent while staff hold the talk"

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        polling = pool.submit(talk.news)
        officer.reply(case, REPLY)
        news = polling.result(timeout=40)
    assert [(m["from"], m["text"]) for m in news["messages"]] == [("staff", REPLY)]
    assert news["held"] is True

    officer.close(case)
    closing = talk.news()
    assert closing["held"] is False
    assert len(closing["messages"]) == 1, "the reply does not come twice"
    assert case.code in closing["messages"][0]["text"]

    after = talk.say("làm khai sinh cần gì")
    assert after.outcome == "answered"
    assert state_of(stack.store, case) is CaseState.CLOSED


def test_what_is_said_while_staff_hold_the_talk_is_kept_for_them(
    stack: Stack, officer: Officer, talk: Talk
) -> None:
    talk.say("gặp cán bộ")
    case = case_of(stack.store, "web", talk.name)
    officer.claim(case)
    talk.say("tôi cần gấp trong tuần này")
    assert "tôi cần gấp trong tuần này" in by(
        said(stack.store, "web", talk.name), Direction.CITIZEN
    )
    officer.close(case)


def test_danger_is_answered_even_while_staff_hold_the_talk(
    stack: Stack, officer: Officer, talk: Talk
) -> None:
    talk.say("gặp cán bộ")
    case = case_of(stack.store, "web", talk.name)
    officer.claim(case)
    turn = talk.say("cứu với nhà tôi đang cháy")
    assert turn.outcome == "emergency"
    assert "114" in turn.text
    officer.close(case)


def test_one_of_two_officers_gets_the_case(stack: Stack, officer: Officer, talk: Talk) -> None:
    talk.say("gặp cán bộ")
    case = case_of(stack.store, "web", talk.name)
    officer.claim(case)
    with pytest.raises(CaseError, match=officer.name):
        Officer(stack).claim(case)
    with pytest.raises(CaseError):
        Officer(stack).reply(case, "chen ngang")
    officer.close(case)


def test_a_question_without_a_source_is_a_case_with_what_was_found(
    stack: Stack, talk: Talk
) -> None:
    turn = talk.say("thủ tục xin cấp phép nuôi cá sấu làm cảnh trong hồ bơi của trường")
    if turn.outcome == "clarify":
        turn = talk.say("không phải mấy cái đó, tôi hỏi nuôi cá sấu trong hồ bơi")
    assert turn.outcome in ("no_source", "clarify"), talk.transcript()
    case = case_of(stack.store, "web", talk.name)
    assert case.code in turn.text
    assert "cá sấu" in case.question


def test_a_personal_number_never_reaches_the_store(stack: Stack, talk: Talk) -> None:
    talk.say("căn cước của tôi là 001203004567, điện thoại 0912 345 678")
    talk.say("gặp cán bộ")
    case = case_of(stack.store, "web", talk.name)
    kept = " ".join([case.question, *(m.text for m in said(stack.store, "web", talk.name))])
    assert "001203004567" not in kept
    assert "345 678" not in kept
    files = [stack.data / "motcua.db", stack.data / "motcua.db-wal", stack.data / "nlu/tracker.db"]
    for file in files:
        if file.exists():
            assert b"001203004567" not in file.read_bytes(), file.name
    for server in stack.servers:
        assert b"001203004567" not in server.log.read_bytes(), server.log.name


def test_two_citizens_do_not_hear_each_other(stack: Stack, officer: Officer) -> None:
    one, other = Talk(stack.http), Talk(stack.http)
    one.say("gặp cán bộ")
    other.say("gặp cán bộ")
    case = case_of(stack.store, "web", one.name)
    officer.claim(case)
    officer.reply(case, REPLY)
    assert [m["text"] for m in one.news()["messages"]] == [REPLY]
    assert other.say("làm khai sinh cần gì").outcome == "answered"
    officer.close(case)
