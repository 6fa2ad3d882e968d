"""The open case: heading with its buttons, talk, facts and reply box."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import ui

from bot.store import CaseState, Staff
from bot.web.desk.addresses import Section
from bot.web.desk.inbox.about import About
from bot.web.desk.inbox.answering import Answering
from bot.web.desk.inbox.talk import Talk
from bot.web.desk.inbox.views import Opened
from bot.web.desk.markup import Words, attribute, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.wording import CASE_STATES

Do = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Deeds:
    """What the panel's buttons do."""

    claim: Do
    send: Do
    close: Do
    typed: Callable[[str], None]


class Panel:
    """Right side of the inbox."""

    def __init__(self, deeds: Deeds) -> None:
        with box("section", "panel", aria_label="Việc đang mở"):
            with box("div", "nothing") as self._nothing:
                Words("p", "Chọn một việc ở danh sách.")
                Words("p", "Phím J, K hoặc mũi tên để di chuyển, Enter để mở.", "note")
            with box("div", "case") as self._case:
                with box("div", "case-head"):
                    Words("a", "‹ Danh sách", "back", href=Section.INBOX.address)
                    with box("div", "case-name"):
                        self._code = Words("h2", "")
                        self._state = Words("span", "", "chip")
                    self._claim = ui.button("Nhận việc", on_click=deeds.claim)
                    self._close = ui.button("Đóng việc", on_click=deeds.close)
                    self._claim.props("unelevated no-caps")
                    self._close.props("outline no-caps")
                with box("div", "case-body") as self._body:
                    self._about = About()
                    self._talk = Talk()
                self.answering = Answering(deeds.send, deeds.typed)
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
        holder = "tôi" if case.mine else case.holder
        self._state.text = (
            f"{CASE_STATES[case.state]}: {holder}" if held else CASE_STATES[case.state]
        )
        self._claim.set_visibility(case.state is CaseState.NEW and may(staff, Permission.ANSWER))
        self._close.set_visibility(held and case.mine)
        attribute(self._body, "data-stick", case.code)
        self._about.show(case)
        self._talk.show(case)
        self.answering.show(case, staff)
