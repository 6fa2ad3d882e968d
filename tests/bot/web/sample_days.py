"""Some days at the desk, for looking at.

``python -m tests.bot.web.sample_days 8098`` serves them: names 'lan' (officer), 'minh' (officer),
'hoa' (approver), 'truong' (admin), password 'mat-khau-dai'.
"""

import datetime as dt
import sys
import tempfile
import threading
from pathlib import Path

from bot.desk import Cases
from bot.store import (
    Case,
    CaseKind,
    Conversation,
    DeliveryState,
    Direction,
    Message,
)
from bot.store.models import utc_now
from tests.bot.web.desk_world import PASSWORD, DeskServer, DeskWorld

TRACE = {
    "question": "hỗ trợ tiền điện hộ nghèo",
    "state": "no_source",
    "hits": [
        {"key": "procedure:1.001193", "title": "Đăng ký khai sinh", "score": 0.412, "cosine": 0.8},
        {"key": "procedure:2.000815", "title": "Chứng thực bản sao từ bản chính", "score": 0.287},
    ],
}


def some_days(world: DeskWorld) -> None:
    """Cases of every kind and a week of answers, for looking at."""
    world.staff()
    world.subscribe(7)
    world.case(
        "Nhà tôi hộ nghèo thì được hỗ trợ tiền điện bao nhiêu một tháng, nộp giấy tờ gì, ở đâu ạ?",
        trace=TRACE,
        minutes_ago=135,
        address="a",
    )
    world.case(
        "Tôi muốn gặp cán bộ tư pháp",
        kind=CaseKind.PERSON,
        reason="handed_off",
        channel="web",
        minutes_ago=42,
        address="b",
        answer="Tôi chuyển ông/bà tới cán bộ.",
    )
    world.case(
        "Đèn đường ngõ 12 hỏng",
        kind=CaseKind.FEEDBACK,
        reason="form",
        minutes_ago=3000,
        address="c",
        details={"what": "Đèn đường hỏng", "where": "Ngõ 12, hai tuần nay", "contact": ""},
        answer="Tôi đã ghi phản ánh của ông/bà.",
    )
    world.case(
        "<img src=x onerror=\"document.title='hỏng'\"> <b>đậm</b>", address="d", minutes_ago=1
    )
    world.case("Một từ rất dài: " + "khai" * 60, address="e", minutes_ago=8, channel="zalo")
    for name, number in (("lan", 2), ("minh", 1)):
        for one in range(number):
            code = world.case(f"Việc của {name} số {one + 1}", address=f"{name}{one}", trace=TRACE)
            _hold(world, name, code)
    _answers(world)


def _hold(world: DeskWorld, name: str, code: str) -> None:
    staff = world.accounts.signed_in(world.accounts.sign_in(name, PASSWORD))
    assert staff is not None
    with world.store.session() as session:
        case = Cases.claim(session, session.query(Case).filter_by(code=code).one().id, staff)
        states = (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.UNREACHABLE)
        for state in states:
            session.add(
                Message(
                    conversation_id=case.conversation_id,
                    direction=Direction.STAFF,
                    text="Chào ông/bà, tôi đang xem việc này.\nÔng/bà đợi ít phút.",
                    staff_id=staff.id,
                    delivery=state,
                )
            )


def _answers(world: DeskWorld) -> None:
    with world.store.session() as session:
        who = Conversation(channel="web", address="counted")
        session.add(who)
        session.flush()
        for number in range(120):
            source = {
                "title": ["Đăng ký khai sinh", "Chứng thực bản sao", "Đăng ký tạm trú"][number % 3],
                "code": ["1.001193", "2.000815", "1.004194"][number % 3],
            }
            answered = number % 5 != 0
            session.add(
                Message(
                    conversation_id=who.id,
                    direction=Direction.BOT,
                    text="…",
                    outcome="answered" if answered else ["clarify", "no_source"][number % 2],
                    trace={"message": {"text": "…", "sources": [source] if answered else []}},
                    said_at=utc_now() - dt.timedelta(hours=number * 1.7),
                )
            )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        here = DeskWorld(Path(folder))
        some_days(here)
        with DeskServer(here, int(sys.argv[1]) if len(sys.argv) > 1 else 8098):
            threading.Event().wait()
