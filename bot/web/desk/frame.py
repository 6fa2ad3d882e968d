"""What every page of the desk has around it: name, menu, who is signed in, the way out."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nicegui import ui
from sqlalchemy import func, select

from bot.store import Case, CaseState, Staff
from bot.web.desk.addresses import SIGN_OUT, TITLE, Section
from bot.web.desk.markup import Words, attribute, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.switching import silenced
from bot.web.desk.visit import Visit
from bot.web.desk.wording import ROLES, SECTIONS

KEYS = Path(__file__).with_name("keys.js")
# How often the count of new cases in the menu, and the session itself, are looked at.
MENU_SECONDS = 5.0
TEAL = "#0c5a5d"
_STARTED = int(time.time())


@contextmanager
def frame(visit: Visit, section: Section) -> Iterator[ui.element]:
    """Open the page; what is put inside the block becomes its main part."""
    ui.page_title(title_of(section))
    # The number makes a browser fetch the sheet anew after an update.
    ui.add_head_html(
        f'<link rel="stylesheet" href="/static/tokens.css?v={_STARTED}">'
        f'<link rel="stylesheet" href="/static/desk.css?v={_STARTED}">'
        f'<link rel="stylesheet" href="/static/desk-work.css?v={_STARTED}">'
    )
    ui.add_body_html(f"<script>{KEYS.read_text(encoding='utf-8')}</script>")
    ui.colors(primary=TEAL, positive="#1d6b3a", negative="#8f1d14", warning="#7a4a00")
    Words("a", "Đến nội dung", "skip", href="#main")
    with box("header", "head"):
        with box("div", "brand"):
            box("img", src="/static/icon.svg", alt="", width="34", height="34")
            with box("div"):
                Words("p", "Một Cửa", "name")
                Words("p", visit.desk.services.settings.unit, "unit")
        with box("nav", "menu", aria_label="Các trang"):
            for one in filter(lambda section: section.in_menu, Section):
                if one is Section.LEADER and not may(visit.staff, Permission.LEAD):
                    continue
                _entry(visit, one, current=one is section)
        with box("form", "me", method="post", action=SIGN_OUT):
            with box("p"):
                Words("a", visit.staff.name, href=Section.ME.address)
                Words("span", ROLES[visit.staff.role])
            Words("button", "Đăng xuất", type="submit")
    _silence(visit)
    with box("div", f"main {section.value}", id="main", tabindex="-1") as main:
        Words("h1", SECTIONS[section], "unseen")
        yield main


def title_of(section: Section) -> str:
    """The page's name first: it is what is left of it on a narrow tab."""
    return f"{SECTIONS[section]} – {TITLE}"


def _entry(visit: Visit, section: Section, *, current: bool) -> None:
    with box("a", "entry", href=section.address) as link:
        if current:
            attribute(link, "aria-current", "page")
        Words("span", SECTIONS[section])
        if section is not Section.INBOX:
            return
        badge = Words("span", "", "badge")
        badge.set_visibility(False)

    async def count() -> None:
        waiting = await visit.run(lambda _: _waiting(visit))
        badge.text = str(waiting)
        attribute(badge, "aria-label", f"{waiting} việc mới")
        badge.set_visibility(waiting > 0)

    ui.timer(MENU_SECONDS, visit.guard(count))


def _silence(visit: Visit) -> None:
    """A line across every page while the assistant is silent on a channel."""
    line = Words("p", "", "silence", role="status")
    line.set_visibility(False)

    async def look() -> None:
        told = await visit.run(lambda _: silenced(visit.desk.store))
        line.text = told
        line.set_visibility(bool(told))

    ui.timer(MENU_SECONDS, visit.guard(look))


def _waiting(visit: Visit) -> int:
    with visit.desk.store.session() as session:
        waiting = select(func.count()).select_from(Case).where(Case.state == CaseState.NEW)
        return session.scalar(waiting) or 0


def permission_note(staff: Staff, what: str) -> None:
    """Say why a button is not there."""
    Words("p", f"Tài khoản {ROLES[staff.role]} không {what}.", "note")
