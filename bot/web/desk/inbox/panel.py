"""The open case: heading with its buttons, talk, facts and reply box."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import ui

from bot.store import CaseState, Role, Staff
from bot.web.desk.addresses import Section
from bot.web.desk.inbox.about import About
from bot.web.desk.inbox.answering import Answering
from bot.web.desk.inbox.reaching import CONTACT, INVITE
from bot.web.desk.inbox.talk import OnWrong, Talk
from bot.web.desk.inbox.views import Opened
from bot.web.desk.markup import Words, attribute, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.wording import CASE_STATES

TRANSFER, WAIT, GIVE_BACK = "Chuyển việc…", "Chờ người dân", "Trả lại hàng chờ"
HURRY, NOTE = "Đổi mức gấp", "Ghi chú nội bộ…"
Do = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Deeds:
    """What the panel's buttons do."""

    claim: Do
    send: Do
    close: Do
    more: dict[str, Do]
    wrong: OnWrong
    suggest: Do
    typed: Callable[[str], None]


class Panel:
    """Right side of the inbox; ``inviting`` names the channels with a paid invitation."""

    def __init__(self, deeds: Deeds, inviting: frozenset[str] = frozenset()) -> None:
        self._inviting = inviting
        with box("section", "panel", aria_label="Việc đang mở"):
            with box("div", "nothing") as self._nothing:
                Words("p", "Chọn một việc ở danh sách.")
                Words("p", "Phím J, K hoặc mũi tên để di chuyển, Enter để mở, / để tìm.", "note")
            with box("div", "case") as self._case:
                with box("div", "case-head"):
                    Words("a", "‹ Danh sách", "back", href=Section.INBOX.address)
                    with box("div", "case-name"):
                        self._code = Words("h2", "")
                        self._state = Words("span", "", "chip")
                    self._claim = ui.button("Nhận việc", on_click=deeds.claim)
                    self._close = ui.button("Đóng việc", on_click=deeds.close)
                    with ui.button("Thêm").props("outline no-caps") as self._more, ui.menu():
                        self._items = {
                            name: ui.menu_item(name, on_click=act)
                            for name, act in deeds.more.items()
                        }
                    self._claim.props("unelevated no-caps")
                    self._close.props("outline no-caps")
                with box("div", "case-body") as self._body:
                    self._about = About()
                    self._talk = Talk(deeds.wrong)
                self.answering = Answering(deeds.send, deeds.suggest, deeds.typed)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No case is open."""
        self._nothing.set_visibility(True)
        self._case.set_visibility(False)

    def show(self, case: Opened, staff: Staff) -> None:
        """Bring the panel to ``case``."""
        self._nothing.set_visibility(False)
        self._case.set_visibility(True)
        self._code.text = case.code
        held = case.state is CaseState.HELD
        mine = held and case.mine
        leads = staff.role in (Role.LEADER, Role.ADMIN)
        open_ = case.state is not CaseState.CLOSED and may(staff, Permission.ANSWER)
        self._more.set_visibility(may(staff, Permission.ANSWER))
        shown = {
            TRANSFER: open_ and (not held or mine or leads),
            WAIT: mine and not case.waiting,
            GIVE_BACK: mine,
            HURRY: open_,
            NOTE: may(staff, Permission.ANSWER),
            CONTACT: mine,
            INVITE: mine and case.channel in self._inviting,
        }
        for name, item in self._items.items():
            item.set_visibility(shown[name])
        holder = "tôi" if case.mine else case.holder
        self._state.text = (
            f"{CASE_STATES[case.state]}: {holder}" if held else CASE_STATES[case.state]
        )
        if mine and case.waiting:
            self._state.text = "Chờ người dân trả lời"
        self._claim.set_visibility(case.state is CaseState.NEW and may(staff, Permission.ANSWER))
        self._close.set_visibility(held and case.mine)
        attribute(self._body, "data-stick", case.code)
        self._about.show(case)
        self._talk.show(case, may_judge=may(staff, Permission.ANSWER))
        self.answering.show(case, staff)
