"""People sign in for a training by QR: with consent, once each, and not for ever."""

import datetime as dt

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.plans import PlanError
from bot.plans.attendance import attendees, close_sheet, forget_names, open_sheet, remove, sign
from bot.plans.limits import ATTENDEES_KEPT_DAYS
from bot.plans.registers import missing_items, save_entry
from bot.store import Attendee, RegisterEntry, RegisterKind, Store
from bot.store.models import utc_now
from bot.web.public import attendance_router
from bot.web.public.attendance import MOST_SENT

HELD = dt.date(2026, 11, 20)


@pytest.fixture
def training(store: Store) -> int:
    with store.session() as session:
        save_entry(session, RegisterKind.TRAINING, "Tập huấn nộp hồ sơ", HELD, {}, "lan")
        return session.scalars(select(RegisterEntry.id)).one()


@pytest.fixture
def token(store: Store, training: int) -> str:
    with store.session() as session:
        return open_sheet(session, training, "lan").token


def test_names_are_counted_once_and_the_register_follows(
    store: Store, training: int, token: str
) -> None:
    with store.session() as session:
        assert "attendance" in missing_items(session.get_one(RegisterEntry, training))
        assert sign(session, token, "Nguyễn Thị Lan", "Khu phố 3", consents=True) == 1
        assert sign(session, token, "nguyen thi lan ", "khu phố 3", consents=True) == 1
        assert sign(session, token, "Trần Văn Minh", "", consents=True) == 2
    with store.session() as session:
        entry = session.get_one(RegisterEntry, training)
        assert entry.fields["people"] == 2
        assert "attendance" not in missing_items(entry)
        found = attendees(session, training)
        assert [one.name for one in found] == ["Nguyễn Thị Lan", "Trần Văn Minh"]
        remove(session, found[0].id)
    with store.session() as session:
        assert session.get_one(RegisterEntry, training).fields["people"] == 1
        assert open_sheet(session, training, "hoa").token == token


@pytest.mark.parametrize(
    ("name", "place", "consents", "said"),
    [
        ("Nguyễn Thị Lan", "", False, "đồng ý"),
        ("  ", "", True, "họ và tên"),
        ("Lan 0912345678", "", True, "không ghi số"),
        ("N" * 81, "", True, "họ và tên"),
        ("Lan", "x" * 121, True, "dài quá"),
    ],
)
def test_what_is_not_right_is_refused(
    store: Store, token: str, name: str, place: str, consents: bool, said: str
) -> None:
    with store.session() as session, pytest.raises(PlanError, match=said):
        sign(session, token, name, place, consents=consents)
    with store.session() as session:
        assert session.scalars(select(Attendee)).all() == []


def test_closed_takes_no_more_and_names_are_forgotten_while_the_count_stays(
    store: Store, training: int, token: str
) -> None:
    with store.session() as session:
        sign(session, token, "Nguyễn Thị Lan", "", consents=True)
        close_sheet(session, training)
    with store.session() as session:
        with pytest.raises(PlanError, match="không còn điểm danh"):
            sign(session, token, "Trần Văn Minh", "", consents=True)
        assert forget_names(session, utc_now() + dt.timedelta(days=ATTENDEES_KEPT_DAYS - 1)) == 0
        assert forget_names(session, utc_now() + dt.timedelta(days=ATTENDEES_KEPT_DAYS + 1)) == 1
    with store.session() as session:
        assert attendees(session, training) == []
        assert session.get_one(RegisterEntry, training).fields["people"] == 1


def test_the_page_behind_the_code(sqlite_store: Store) -> None:
    with sqlite_store.session() as session:
        save_entry(session, RegisterKind.TRAINING, "Tập huấn <b>số</b>", HELD, {}, "lan")
        entry = session.scalars(select(RegisterEntry.id)).one()
        token = open_sheet(session, entry, "lan").token
    app = FastAPI()
    app.include_router(attendance_router(sqlite_store, "UBND phường Mẫu"))
    client = TestClient(app)
    address = f"/diem-danh/{token}"
    page = client.get(address)
    assert "Tập huấn &lt;b&gt;số" in page.text
    assert "script-src" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    refused = client.post(address, data={"name": "Lan Anh"})
    assert (refused.status_code, "đánh dấu đồng ý" in refused.text) == (422, True)
    assert 'value="Lan Anh"' in refused.text
    done = client.post(address, data={"name": "Lan Anh", "place": "Tổ 2", "consent": "yes"})
    assert (done.status_code, "Đã ghi tên ông/bà" in done.text) == (200, True)
    assert "Lan Anh" not in done.text
    assert client.post(address, content=b"name=" + b"x" * 10_000).status_code == 413
    assert client.get("/diem-danh/khong-co").status_code == 404
    with sqlite_store.session() as session:
        assert [one.name for one in attendees(session, entry)] == ["Lan Anh"]


def test_a_script_that_sends_names_is_stopped_and_people_are_not(store: Store, token: str) -> None:
    app = FastAPI()
    app.include_router(attendance_router(store, "UBND phường Mẫu"))
    script, person = (TestClient(app, client=(host, 1)) for host in ("192.0.2.1", "192.0.2.2"))
    address, signed = f"/diem-danh/{token}", {"name": "Lan Anh", "consent": "yes"}
    for _ in range(MOST_SENT):
        assert script.post(address, data={"name": "x1"}).status_code == 422
    stopped = script.post(address, data=signed)
    assert (stopped.status_code, "đợi ít phút" in stopped.text) == (429, True)
    assert int(stopped.headers["Retry-After"]) > 0
    assert script.get(address).status_code == 200
    assert person.post(address, data=signed).status_code == 200
