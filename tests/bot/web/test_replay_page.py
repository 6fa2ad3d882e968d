"""A stored answer is asked again at the desk, by whoever may know of the conversation."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from bot.desk import CaseError
from bot.store import Case, CaseKind, Direction, Message, Staff
from bot.web.desk.addresses import Section
from bot.web.desk.desk import Desk
from bot.web.desk.replay.asking import ask_again
from bot.web.desk.replay.words import fate
from bot.web.desk.roles import NotAllowedError
from knowledge.live import LiveKnowledge
from tests.bot.records import MARRIAGE
from tests.bot.web.desk_browser import MARKS, Enter
from tests.bot.web.desk_world import DeskWorld

pytestmark = MARKS
TRACE = {
    "question": "làm giấy kết hôn cần gì",
    "state": "no_source",
    "why": "clarify",
    "hits": [{"key": "procedure:9.999999", "title": "Việc cũ", "score": 0.4, "by": "việc cũ"}],
    "index": "2026-01-01T00:00:00+00:00",
}


@pytest.fixture
def asked(
    world: DeskWorld,
    knowledge: LiveKnowledge,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> str:
    """The code of a case whose answer was found in another record once."""
    monkeypatch.setattr(world.services, "knowledge", knowledge)
    return world.case("làm giấy kết hôn cần gì", trace=TRACE, address=request.node.name)


def _message(world: DeskWorld, code: str, direction: Direction = Direction.BOT) -> int:
    return next(one.id for one in world.messages(code) if one.direction is direction)


def _staff(world: DeskWorld, name: str) -> Staff:
    with world.store.session() as session:
        return session.scalars(select(Staff).where(Staff.name == name)).one()


def test_then_and_now_stand_side_by_side(world: DeskWorld, asked: str, enter: Enter) -> None:
    page = enter("lan", Section.REPLAY.address)
    page.get_by_label("Số của câu trả lời").fill(str(_message(world, asked)))
    page.keyboard.press("Enter")
    row = page.get_by_role("row")
    expect(row.filter(has_text="Kết quả")).to_contain_text("Không có nguồn")
    expect(row.filter(has_text="Kết quả")).to_contain_text("Đã trả lời có nguồn")
    expect(row.filter(has_text="Mục 1")).to_contain_text("bỏ: mục gần nhất vẫn chưa đủ điểm")
    expect(row.filter(has_text="Mục 1")).to_contain_text("Đăng ký kết hôn")
    expect(row.filter(has_text="Mục 1")).to_contain_text("được dùng")
    expect(page.get_by_text("Nay kết quả đã khác.")).to_be_visible()
    page.get_by_label("Số của câu trả lời").fill("999999")
    page.get_by_role("button", name="Xem lại").click()
    expect(page.get_by_text("Không có câu trả lời số 999999.")).to_be_visible()


def test_the_way_there_is_under_the_answer(world: DeskWorld, asked: str, enter: Enter) -> None:
    page = enter("lan", f"{Section.INBOX.address}?case={asked}")
    link = page.get_by_role("link", name="Xem đã tra gì")
    expect(link).to_have_attribute(
        "href", f"{Section.REPLAY.address}?message={_message(world, asked)}"
    )


def test_the_server_refuses_who_may_not(world: DeskWorld, asked: str) -> None:
    desk = Desk(world.services, world.replies, None)  # type: ignore[arg-type]
    answer = _message(world, asked)
    now = ask_again(desk, _staff(world, "lan"), answer).found.now
    assert now["hits"][0]["key"] == f"procedure:{MARRIAGE}"
    with pytest.raises(NotAllowedError):
        ask_again(desk, _staff(world, "hoa"), answer)
    with pytest.raises(CaseError, match="không phải câu trợ lý tra cứu"):
        ask_again(desk, _staff(world, "lan"), _message(world, asked, Direction.CITIZEN))


def test_a_complaint_about_an_officer_stays_hidden(world: DeskWorld, asked: str) -> None:
    code = world.case(
        "Cán bộ Lan nói khó nghe", kind=CaseKind.FEEDBACK, trace=TRACE, address="replay-hidden"
    )
    with world.store.session() as session:
        session.scalars(select(Case).where(Case.code == code)).one().restricted = True
    desk = Desk(world.services, world.replies, None)  # type: ignore[arg-type]
    answer = _message(world, code)
    with pytest.raises(CaseError, match=f"Không có câu trả lời số {answer}"):
        ask_again(desk, _staff(world, "lan"), answer)
    assert ask_again(desk, _staff(world, "truong"), answer).found.question == TRACE["question"]
    with world.store.session() as session:
        assert session.get(Message, answer) is not None


@pytest.mark.parametrize(
    ("trace", "place", "told"),
    [
        ({"state": "answered", "why": "score"}, 0, "được dùng"),
        ({"state": "answered", "why": "score"}, 1, "bỏ: thấp điểm hơn"),
        ({"state": "no_source", "why": "value"}, 0, "được dùng"),
        ({"state": "out_of_scope", "why": "refusal x"}, 0, "bỏ: giống loại câu không trả lời (x)"),
        ({"state": "clarify", "why": "lead"}, 0, "đưa ra để hỏi lại"),
        ({"state": "no_source"}, 0, "bỏ"),
    ],
)
def test_each_candidates_fate_is_told(trace: dict[str, str], place: int, told: str) -> None:
    assert fate(place, trace) == told
