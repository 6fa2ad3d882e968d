"""A quarter of a ward's work, made through the store's own doors; what a sample report tells.

``python -m tests.bot.plans.quarter FOLDER`` fills FOLDER/motcua.db and writes both reports there.
"""

import datetime as dt
import random
import sys
from pathlib import Path

from bot.desk.calendar import ZONE, load_calendar
from bot.plans import ActivityFacts, log_activity
from bot.plans.evidence import EvidenceFiles, Owner, add_file, add_link
from bot.plans.importing import import_reading
from bot.plans.periods import parse_period
from bot.plans.registers import answer_petition, approve_entry, ask_petition, save_entry
from bot.plans.report import ReportData, collect, write_docx, write_xlsx
from bot.plans.tasks import correct, progress, tasks
from bot.store import (
    ActivityKind,
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Direction,
    Message,
    ReachBasis,
    RegisterKind,
    Store,
    TaskProgress,
    open_store,
)
from knowledge.records.plan import PlanChannel
from tests.bot.plans.readings import reading

UNIT = "UBND phường Hoa Sen, tỉnh Mẫu"
NOW = dt.datetime(2026, 12, 10, 9, 0, tzinfo=ZONE)
QUARTER = parse_period("2026-Q4")
_ACTIVITIES = (
    (0, ActivityKind.BULLETIN, PlanChannel.LOUDSPEAKER, "Bản tin loa về dịch vụ công", 12, None),
    (0, ActivityKind.BROADCAST, PlanChannel.TELEGRAM, "Tin về lệ phí khai sinh", 1, 214),
    (0, ActivityKind.BROADCAST, PlanChannel.ZALO, "Tin nhắc đổi thẻ bảo hiểm y tế", 1, 389),
    (1, ActivityKind.POST, PlanChannel.WEB_PORTAL, "Bài hướng dẫn nộp hồ sơ trực tuyến", 1, 1250),
    (1, ActivityKind.POST, PlanChannel.FACEBOOK, "Bài về thanh toán lệ phí trực tuyến", 1, None),
    (2, ActivityKind.TRAINING, PlanChannel.TRAINING, "Tập huấn tổ công nghệ số cộng đồng", 2, 46),
    (None, ActivityKind.PRINT, PlanChannel.PRINT, "Phát tờ gấp ở bộ phận một cửa", 1, 500),
)
_OUTCOMES = ["answered"] * 15 + ["clarify"] * 3 + ["no_source", "handed_off", "out_of_scope"]
SUBJECTS = ("1.001193", "2.000815", "1.004194", "1.004222")


def fill(store: Store, data: Path) -> None:
    """The whole quarter; always the same one."""
    with store.session() as session:
        import_reading(session, reading(), "ke-hoach-2026.txt", "lan")
        found = tasks(session)
        correct(session, found[1].id, "lead", "Trung tâm Phục vụ hành chính công", "lan")
        correct(session, found[2].id, "due", dt.date(2026, 11, 30), "lan")
        progress(session, found[0].id, TaskProgress.DONE, "", dt.date(2026, 12, 5))
        progress(session, found[1].id, TaskProgress.DOING, "", NOW.date())
        for place, (of, kind, channel, title, sessions, people) in enumerate(_ACTIVITIES):
            basis = ReachBasis.UNKNOWN if people is None else ReachBasis.KNOWN
            if kind is ActivityKind.PRINT:
                basis = ReachBasis.ESTIMATED
            facts = ActivityFacts(
                kind,
                channel,
                title,
                dt.date(2026, 10, 5) + dt.timedelta(days=9 * place),
                sessions,
                people,
                basis,
                None if of is None else found[of].id,
            )
            online = channel in (PlanChannel.WEB_PORTAL, PlanChannel.TELEGRAM)
            links = [f"https://phuonghoasen.example/tin/{place}"] if online else []
            log_activity(session, facts, source=f"sample:{place}", links=links, by="lan")
    _registers(store, data)
    _talks(store)


def _registers(store: Store, data: Path) -> None:
    from tests.bot.plans.test_evidence import photo

    with store.session() as session:
        training = save_entry(
            session,
            RegisterKind.TRAINING,
            "Kỹ năng số cho tổ công nghệ số cộng đồng",
            dt.date(2026, 11, 19),
            {"place": "8 giờ, hội trường UBND phường", "people": 46},
            "lan",
        )
        owner = Owner(entry_id=training.id)
        add_link(session, owner, "https://phuonghoasen.example/tap-huan", "lan", "news")
        add_file(session, EvidenceFiles(data), owner, "lop.jpg", photo(), "lan", "pictures")
        model = save_entry(
            session,
            RegisterKind.MODEL,
            "Bàn hướng dẫn lưu động tại khu phố",
            dt.date(2026, 10, 20),
            {"unit": "Khu phố 3", "practice": "Tối thứ Năm giúp người già nộp hồ sơ tại chỗ."},
            "lan",
        )
        approve_entry(session, model.id, "truong")
        dialogue = save_entry(
            session,
            RegisterKind.DIALOGUE,
            "Đối thoại với hộ kinh doanh",
            dt.date(2026, 12, 3),
            {"place": "14 giờ, hội trường", "people": 31},
            "lan",
        )
        asked = ask_petition(
            session, dialogue.id, "Xin rút ngắn thời gian cấp đăng ký.", "Phòng Kinh tế", None
        )
        answer_petition(session, asked.id, "Phường đã giảm một ngày.", "lan", NOW.date())


def _talks(store: Store) -> None:
    dice = random.Random(2026)
    with store.session() as session:
        people = [
            Conversation(channel=dice.choice(("web", "telegram", "zalo")), address=f"sample-{n}")
            for n in range(40)
        ]
        session.add_all(people)
        session.flush()
        start = dt.datetime(2026, 10, 1, tzinfo=ZONE)
        for _ in range(420):
            at = start + dt.timedelta(days=dice.randrange(70), hours=dice.choice((7, 9, 14, 20)))
            who, outcome = dice.choice(people), dice.choice(_OUTCOMES)
            subject = dice.choice(SUBJECTS) if outcome == "answered" else None
            session.add(Message(**_said(who, at), direction=Direction.CITIZEN, text="…"))
            session.add(
                Message(
                    **_said(who, at),
                    direction=Direction.BOT,
                    text="…",
                    outcome=outcome,
                    subject=subject,
                )
            )
        for place in range(26):
            opened = start + dt.timedelta(days=2 * place, hours=9)
            closed = opened + dt.timedelta(hours=dice.choice((3, 20, 60)))
            open_ = place % 9 == 8
            session.add(
                Case(
                    code=f"PA-MAU{place:03d}",
                    conversation_id=dice.choice(people).id,
                    kind=CaseKind.FEEDBACK if place % 2 else CaseKind.QUESTION,
                    state=CaseState.NEW if open_ else CaseState.CLOSED,
                    question="…",
                    reason="form",
                    opened_at=opened,
                    held_at=opened + dt.timedelta(hours=2),
                    due_at=opened + dt.timedelta(hours=48),
                    closed_at=None if open_ else closed,
                )
            )


def _said(who: Conversation, at: dt.datetime) -> dict[str, object]:
    return {"conversation_id": who.id, "said_at": at}


def report(store: Store, now: dt.datetime = NOW) -> ReportData:
    """The report on the sample's quarter."""
    with store.session() as session:
        return collect(session, QUARTER, UNIT, now, load_calendar().is_working_day)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    here = open_store(f"sqlite:///{folder / 'motcua.db'}")
    fill(here, folder)
    write_docx(report(here), folder / "bao-cao-2026-Q4.docx")
    write_xlsx(report(here), folder / "bao-cao-2026-Q4.xlsx")
