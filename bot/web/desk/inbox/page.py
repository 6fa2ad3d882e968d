"""/staff/inbox: what each key and button does, and the live updates."""

import time
import unicodedata
from collections.abc import Callable

from fastapi import Request
from nicegui import ui
from sqlalchemy.orm import Session

from bot.desk import casework
from bot.desk.wrong_answers import mark_wrong
from bot.store import Priority, Staff
from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame
from bot.web.desk.inbox.case_list import CaseList
from bot.web.desk.inbox.dialogs import ask_closing, ask_note, ask_wrong
from bot.web.desk.inbox.panel import GIVE_BACK, HURRY, NOTE, TRANSFER, WAIT, Deeds, Panel
from bot.web.desk.inbox.passing_on import pass_on
from bot.web.desk.inbox.reaching import Reaching
from bot.web.desk.inbox.reading import Pulse, case_named, opened, pulse, queue, tab_of
from bot.web.desk.inbox.suggestions import ask_suggestion, gather
from bot.web.desk.inbox.views import Filters, Opened, Queue, Tab
from bot.web.desk.markup import toggled
from bot.web.desk.visit import Visit

LOOK_SECONDS = 2.0
# Waiting times are told in minutes.
_MINUTE = 60


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""

    @ui.page(Section.INBOX.route, title=TITLE)
    async def inbox(request: Request, case: str = "") -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.INBOX) as main:
            page = Inbox(visit, main)
        await visit.guard(page.begin)(case)
        ui.timer(LOOK_SECONDS, visit.guard(page.look), immediate=False)


class Inbox:
    """One officer's open inbox."""

    def __init__(self, visit: Visit, main: ui.element) -> None:
        self._visit = visit
        self._desk = visit.desk
        self._main = main
        self._tab = Tab.NEW
        self._case: Opened | None = None
        # Steps overlap while they wait for the store; the newest wish counts, older ones drop.
        self._wanted: int | None = None
        self._follow = False
        self._asked = 0
        self._seen: object = None
        self._sending = False
        self._list = CaseList(
            on_tab=visit.guard(self._choose),
            on_open=visit.guard(self._open),
            on_filter=visit.guard(self._filter),
            units=self._desk.services.levels.promise.units,
            channels=sorted(self._desk.services.channels),
        )
        reaching = Reaching(visit, lambda: self._case, self._delivered)
        self._panel = Panel(
            Deeds(
                claim=visit.guard(self._claim),
                send=visit.guard(self._send),
                close=visit.guard(self._close),
                more={
                    TRANSFER: visit.guard(self._transfer),
                    WAIT: visit.guard(self._wait),
                    GIVE_BACK: visit.guard(self._give_back),
                    HURRY: visit.guard(self._hurry),
                    NOTE: visit.guard(self._note),
                    **reaching.deeds,
                },
                wrong=visit.guard(self._call_wrong),
                suggest=visit.guard(self._suggest),
                typed=self._typed,
            ),
            reaching.inviting,
        )

    async def begin(self, code: str) -> None:
        """Show the case that the address names, else the list."""
        case_id = await self._visit.run(lambda staff: self._find(staff, code)) if code else None
        if case_id is not None:
            await self._show(case_id, follow=True)
        else:
            await self._show(None)
            if code:
                ui.notify(f"Không có việc mã {code}.", type="warning")

    async def look(self) -> None:
        """Redraw when anything changed, or a minute has passed."""
        now = await self._visit.run(lambda _: self._pulse(self._wanted))
        if (now, int(time.time()) // _MINUTE) != self._seen:
            await self._show(self._wanted)

    async def _choose(self, tab: Tab) -> None:
        self._tab, self._follow = tab, False
        await self._show(self._wanted)

    async def _filter(self, _: object = None) -> None:
        await self._show(self._wanted)

    async def _open(self, case_id: int) -> None:
        await self._show(case_id)
        if self._case is not None:
            ui.navigate.history.push(f"{Section.INBOX.address}?case={self._case.code}")

    async def _claim(self) -> None:
        if (case := self._case) is None:
            return
        try:
            spoken = await self._visit.run(lambda staff: self._desk.claim(staff, case.id))
            # The citizen's page says at once that a person is there.
            self._desk.services.hub.tell(spoken)
        finally:
            await self._show(case.id, follow=True)
        self._panel.answering.focus()

    async def _send(self) -> None:
        case = self._case
        text = unicodedata.normalize("NFC", self._panel.answering.text).strip()
        if case is None or self._sending:
            return
        if not text:
            ui.notify("Chưa có nội dung để gửi.", type="warning")
            return
        self._sending = True
        self._panel.answering.busy(True)
        try:
            await self._visit.run(lambda staff: self._desk.reply(staff, case.id, text))
            self._panel.answering.fill("")
        finally:
            self._sending = False
            self._panel.answering.busy(False)
        await self._show(case.id)
        await self._delivered()

    async def _delivered(self) -> None:
        await self._desk.replies.deliver()
        await self.look()

    async def _close(self) -> None:
        if (case := self._case) is None:
            return
        asked = await ask_closing(case, self._panel.answering.text)
        if asked is None:
            return
        reason, answer = asked
        await self._act(
            case, lambda staff: self._desk.close(staff, case.id, reason, answer, case.version)
        )
        self._panel.answering.fill("")
        ui.notify(f"Đã đóng việc {case.code}.", type="positive")
        await self._delivered()

    async def _transfer(self) -> None:
        if case := self._case:
            await pass_on(self._visit, case, self._work)

    async def _wait(self) -> None:
        if case := self._case:
            await self._work(
                case,
                lambda session, staff: casework.wait_for_citizen(
                    session, case.id, staff, case.version
                ),
            )

    async def _give_back(self) -> None:
        if case := self._case:
            await self._work(
                case,
                lambda session, staff: casework.give_back(session, case.id, staff, case.version),
            )

    async def _hurry(self) -> None:
        if (case := self._case) is None:
            return
        urgent = case.priority is Priority.URGENT
        wished = Priority.NORMAL if urgent else Priority.URGENT
        levels = self._desk.services.levels
        await self._work(
            case,
            lambda session, staff: casework.hurry(
                session, case.id, staff, wished, levels, case.version
            ),
        )

    async def _note(self) -> None:
        if case := self._case:
            text = await ask_note(case)
            if text is not None:
                await self._work(
                    case, lambda session, staff: casework.note_down(session, case.id, staff, text)
                )

    async def _call_wrong(self, message_id: int) -> None:
        if case := self._case:
            reason = await ask_wrong()
            if reason is not None:
                await self._work(
                    case, lambda session, staff: mark_wrong(session, staff, message_id, reason)
                )

    async def _suggest(self) -> None:
        if (case := self._case) is None:
            return
        found = await self._visit.run(lambda staff: gather(self._desk, staff, case))
        answering = self._panel.answering
        chosen = await ask_suggestion(found, self._visit.staff)
        if chosen is not None:
            typed = answering.text.rstrip()
            answering.fill(f"{typed}\n{chosen}" if typed else chosen)
            answering.focus()

    async def _work(self, case: Opened, act: Callable[[Session, Staff], object]) -> None:
        await self._act(
            case,
            lambda staff: self._desk.work(staff, lambda session: act(session, staff)),
        )

    async def _act(self, case: Opened, work: Callable[[Staff], None]) -> None:
        """Do ``work``; whether it was refused or not, show the case as it is now."""
        try:
            await self._visit.run(work)
        finally:
            await self._show(case.id, follow=True)

    def _typed(self, text: str) -> None:
        if self._case is not None:
            self._desk.drafts[self._visit.staff.id, self._case.id] = text

    async def _show(self, case_id: int | None, *, follow: bool = False) -> None:
        """Read and draw; with ``follow`` the list turns to the tab where the case stands."""
        self._wanted, self._follow = case_id, self._follow or follow
        self._asked += 1
        asked = self._asked
        narrowed = self._list.filters
        staff, seen, case, rows = await self._visit.run(
            lambda staff: self._read(staff, case_id, narrowed)
        )
        if asked != self._asked:
            return
        self._seen = (seen, int(time.time()) // _MINUTE)
        self._follow, self._tab = False, rows.tab
        before, self._case = self._case, case
        self._list.show(rows, case.id if case else None)
        toggled(self._main, "open", case is not None)
        if case is None:
            self._panel.show_nothing()
            return
        self._panel.show(case, staff)
        if before is None or case.id != before.id:
            self._panel.answering.fill(self._desk.drafts.get((staff.id, case.id), ""))

    def _read(
        self, staff: Staff, case_id: int | None, asked: Filters
    ) -> tuple[Staff, Pulse, Opened | None, Queue]:
        with self._desk.store.session() as session:
            case = opened(session, staff, case_id) if case_id is not None else None
            tab = tab_of(case) if case is not None and self._follow else self._tab
            return staff, pulse(session, case_id), case, queue(session, staff, tab, asked)

    def _find(self, staff: Staff, code: str) -> int | None:
        with self._desk.store.session() as session:
            return case_named(session, staff, code)

    def _pulse(self, case_id: int | None) -> Pulse:
        with self._desk.store.session() as session:
            return pulse(session, case_id)
