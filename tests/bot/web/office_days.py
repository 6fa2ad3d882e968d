"""A full desk for the pictures of the handbook: forty open questions, plans, messages, drafts."""

import asyncio
from pathlib import Path

from sqlalchemy import select

from bot.broadcasts import BroadcastError, Campaigns
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import WAYS, from_officer, from_record
from bot.channels.base import UnknownDelivery
from bot.desk import casework
from bot.desk.cases import Cases
from bot.desk.wrong_answers import mark_wrong
from bot.editing import Drafts
from bot.plans.attendance import open_sheet
from bot.store import (
    Case,
    CaseKind,
    Direction,
    Message,
    Priority,
    RegisterEntry,
    RegisterKind,
    Role,
    Staff,
)
from bot.web.desk.broadcasts.doing import Doing
from bot.web.desk.desk import Desk
from bot.web.desk.knowledge.actions import EditActions
from knowledge.editing import EditKind
from tests.bot.plans.quarter import fill as fill_quarter
from tests.bot.web.desk_world import UNIT, DeskWorld, answerer, quick_hash
from tests.bot.web.sample_days import TRACE

PEOPLE = {
    "Nguyễn Thị Lan": (Role.OFFICER, "Bộ phận Một cửa"),
    "Trần Quang Minh": (Role.OFFICER, None),
    "Lê Thị Hoa": (Role.APPROVER, None),
    "Vũ Đức Thắng": (Role.LEADER, None),
    "Phạm Văn Trường": (Role.ADMIN, None),
}
LAN, MINH, HOA, THANG, TRUONG = PEOPLE
# Stands in for the random part of an address, so that a picture can open it.
ATTENDANCE = "diem-danh-mau"
ASKED = (
    "Nhà tôi hộ nghèo thì được hỗ trợ tiền điện bao nhiêu một tháng, nộp giấy tờ gì, ở đâu ạ?",
    "lam lai so do bi rach can giay to gi",
    "Con tôi sinh ở bệnh viện tỉnh khác, khai sinh ở đây được không?",
    "Tôi mất giấy đăng ký kết hôn năm 1998, xin trích lục thế nào?",
    "cho toi hoi gia han tam tru cho nguoi o tro",
    "Mẹ tôi 82 tuổi không đi lại được, cán bộ tới nhà làm chứng thực chữ ký được không?",
    "Đăng ký hộ kinh doanh bán đồ ăn sáng cần gì?",
    "Xin xác nhận tình trạng hôn nhân để vay ngân hàng",
)


def fill(world: DeskWorld, data: Path) -> None:
    """Everything; the clock is the machine's own."""
    with world.store.session() as session:
        for name, (role, unit) in PEOPLE.items():
            session.add(Staff(name=name, role=role, unit=unit, password_hash=quick_hash()))
    _cases(world)
    fill_quarter(world.store, data)
    with world.store.session() as session:
        for number, case in enumerate(session.scalars(select(Case).where(Case.question == "…"))):
            case.question = ASKED[number % len(ASKED)]
    with world.store.session() as session:
        is_training = RegisterEntry.kind == RegisterKind.TRAINING
        training = session.scalars(select(RegisterEntry.id).where(is_training)).first()
        open_sheet(session, training or 0, LAN).token = ATTENDANCE
    _messages(world)
    _drafts(world)


def staff(world: DeskWorld, name: str) -> Staff:
    """The account called ``name``."""
    with world.store.session() as session:
        return session.scalars(select(Staff).where(Staff.name == name)).one()


def _cases(world: DeskWorld) -> None:
    for number in range(40):
        world.case(
            ASKED[number % len(ASKED)],
            trace=TRACE,
            minutes_ago=20 + 37 * number,
            address=f"dân {number}",
            channel=("telegram", "zalo", "web")[number % 3],
            kind=CaseKind.PERSON if number % 7 == 3 else CaseKind.QUESTION,
        )
    world.case(
        "Đèn đường ngõ 12 hỏng",
        kind=CaseKind.FEEDBACK,
        reason="form",
        minutes_ago=3000,
        address="phản ánh",
        details={"what": "Đèn đường hỏng", "where": "Ngõ 12, hai tuần nay", "contact": ""},
        answer="Tôi đã ghi phản ánh của ông/bà.",
    )
    lan, minh = staff(world, LAN), staff(world, MINH)
    with world.store.session() as session:
        rows = session.scalars(select(Case).order_by(Case.id)).all()
        for case in rows:
            case.due_at = world.services.levels.due(case.kind, case.opened_at, case.priority)
        for case, who in ((rows[0], lan), (rows[4], lan), (rows[8], lan), (rows[2], minh)):
            Cases.claim(session, case.id, who)
        casework.wait_for_citizen(session, rows[8].id, lan)
        rows[6].priority = Priority.URGENT
        casework.note_down(session, rows[0].id, lan, "Đã hỏi bên Điện lực, chiều họ trả lời.")
        said = session.scalars(
            select(Message).where(
                Message.conversation_id == rows[0].conversation_id,
                Message.direction == Direction.BOT,
            )
        ).first()
        if said is not None:
            mark_wrong(session, lan, said.id, "Việc này có trong kế hoạch an sinh của phường")
    world.replies.write(
        rows[0].id, lan, "Chào ông/bà. Tôi đang hỏi bên Điện lực, chiều nay trả lời ông/bà."
    )
    asyncio.run(world.replies.deliver())


def _messages(world: DeskWorld) -> None:
    world.subscribe(7)
    world.subscribe(5, channel="web")
    doing, lan, hoa = Doing(desk_of(world)), staff(world, LAN), staff(world, HOA)
    birth = from_record(answerer(), "1.001193", WAYS, Office(UNIT))
    sent = doing.compose(lan, birth, ("telegram",), "all")
    doing.approve(hoa, f"c{sent.campaign}")
    doing.start(hoa, sent.broadcasts[0], urgent=True)
    world.channel.fail = UnknownDelivery("hết giờ chờ")
    asyncio.run(world.sender.work())
    saturday = from_officer(
        "Làm việc sáng thứ Bảy",
        "Từ 01/12, bộ phận một cửa nhận hồ sơ cả sáng thứ Bảy, 7 giờ 30 đến 11 giờ 30.",
        "Thông báo 12/TB-UBND",
        None,
        WAYS,
        Office(UNIT),
    )
    ways = tuple(one.way for one in saturday.voices if not one.problems)
    if not ways:
        raise BroadcastError("no way can carry the notice")
    done = doing.compose(lan, saturday, tuple(w for w in ways if w != "zalo"), "all")
    doing.approve(hoa, f"c{done.campaign}")
    doing.compose(lan, birth, ("telegram", "web", "facebook"), "vneid")


def _drafts(world: DeskWorld) -> None:
    actions, lan = EditActions(desk_of(world)), staff(world, LAN)
    drafts: Drafts = actions.drafts
    with world.store.session() as session:
        hotline = {
            **(actions.holdings.payload(EditKind.CONTACT, "xa-mot-cua-dien-thoai") or {}),
            "phone": "0251 3 000 000",
            "hours": "Thứ Hai đến thứ Sáu, 7:30–11:30 và 13:30–17:00",
            "source": {"title": "Thông báo của UBND phường", "reference": "15/TB-UBND"},
            "checked_on": "2026-10-20",
        }
        hotline.pop("to_fill", None)
        row = drafts.save(
            session,
            lan,
            EditKind.CONTACT,
            "xa-mot-cua-dien-thoai",
            hotline,
            reason="Phường vừa có số máy mới",
        )
        drafts.submit(session, lan, row.id, row.version)


def desk_of(world: DeskWorld) -> Desk:
    """The desk's own actions over ``world``."""
    return Desk(world.services, world.replies, Campaigns(world.store, Office(UNIT)))
