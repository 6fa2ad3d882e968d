"""In a real browser: the contact that was left, the paid invitation, the article for Zalo."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page, expect

from bot.broadcasts.together import approve, compose
from bot.channels.base import WindowShut
from bot.channels.inviting import Prices
from bot.store import AuditEntry, Case, Conversation, Medium, ZaloArticle
from bot.web.desk.addresses import Section
from tests.bot.web.desk.steps import birth
from tests.bot.web.desk_browser import MARKS, Enter
from tests.bot.web.desk_world import DeskWorld, FakeChannel

pytestmark = MARKS
NUMBER = "0912345678"


class Zalo(FakeChannel):
    """Its window is shut; the ward has set an invitation."""

    may_invite = True

    def __init__(self) -> None:
        super().__init__("zalo")
        self.invited: list[tuple[str, str]] = []

    async def prices(self) -> Prices:
        return Prices(200, 300)

    async def invite(self, conversation: str, code: str) -> None:
        self.invited.append((conversation, code))

    async def invite_phone(self, phone: str, code: str) -> None:
        self.invited.append((phone, code))


@pytest.fixture
def zalo(world: DeskWorld) -> Zalo:
    made = Zalo()
    cast(dict[str, Any], world.services.channels)["zalo"] = made
    return made


def _more(page: Page, item: str) -> None:
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.locator(".q-menu .q-item", has_text=item).first.click()


def _held(world: DeskWorld, enter: Enter, address: str) -> tuple[str, Page]:
    """A feedback on Zalo with a number left for it, held by Lan."""
    code = world.case("Đèn đường ngõ 5 hỏng", channel="zalo", address=address)
    contacts = world.services.contacts
    with world.store.session() as session:
        case = session.query(Case).filter_by(code=code).one()
        person = session.get_one(Conversation, case.conversation_id)
        contacts.keep(session, person, f"anh Nam, {NUMBER}")
        contacts.attach(session, person, case)
    page = enter("lan", f"{Section.INBOX.address}?case={code}")
    page.get_by_role("button", name="Nhận việc").click()
    return code, page


def test_the_holder_opens_the_contact_and_the_log_says_so(
    world: DeskWorld, enter: Enter, zalo: Zalo
) -> None:
    code, page = _held(world, enter, "left")
    _more(page, "Liên hệ")
    expect(page.get_by_role("dialog")).to_contain_text(f"anh Nam, {NUMBER}")
    with world.store.session() as session:
        rows = session.query(AuditEntry).filter_by(action="case.contact").all()
        assert [(row.actor, row.subject) for row in rows] == [("lan", f"case:{code}")]
        assert all(NUMBER not in str(row.after) for row in rows)


def test_a_shut_window_is_told_with_the_next_way_and_the_price_before_it_costs(
    world: DeskWorld, enter: Enter, zalo: Zalo
) -> None:
    code, page = _held(world, enter, "shut")
    zalo.fail = WindowShut("Zalo không cho nhắn: đã quá 7 ngày kể từ tin cuối của người dân.")
    page.get_by_label("Trả lời người dân").fill("Ngày mai thợ tới ạ.")
    page.get_by_role("button", name="Gửi", exact=True).click()
    refused = page.locator(".delivery", has_text="đã quá 7 ngày")
    expect(refused).to_contain_text("Mời nhắn lại")
    _more(page, "Mời nhắn lại")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Giá: 200 đồng")
    assert zalo.invited == []
    dialog.get_by_role("button", name="Gửi mẫu tin").click()
    expect(page.get_by_text(f"Đã mời ông/bà nhắn lại về việc {code}", exact=False)).to_be_visible()
    assert zalo.invited == [("shut", code)]


def test_an_approved_article_is_sent_to_zalo_after_a_question(
    world: DeskWorld, enter: Enter, zalo: Zalo, monkeypatch: pytest.MonkeyPatch
) -> None:
    cover = {"zalo_picture_url": "https://example.gov.vn/bia.jpg"}
    services = cast(SimpleNamespace, world.services)
    settings = services.settings.model_copy(update=cover)
    monkeypatch.setattr(services, "settings", settings)
    made = compose(world.store, birth(), (Medium.ZALO_ARTICLE,), "all", "minh", data=settings.data)
    approve(world.store, made.campaign, "hoa")
    page = enter("lan", Section.BROADCASTS.address)
    page.get_by_role("button", name="Đăng lên Zalo").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Không thu lại được")
    dialog.get_by_role("button", name="Đăng và gửi").click()
    expect(page.get_by_text("Bài viết: chờ đăng.")).to_be_visible()
    with world.store.session() as session:
        assert session.get_one(ZaloArticle, made.todos[0]).queued_by == "lan"
