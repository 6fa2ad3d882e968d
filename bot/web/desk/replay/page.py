"""/staff/replay: a stored answer beside what would be found now."""

from typing import Any
from urllib.parse import quote

from fastapi import Request
from nicegui import ui

from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.forms import number_of
from bot.web.desk.frame import frame, permission_note
from bot.web.desk.markup import Words, box
from bot.web.desk.replay.asking import Replayed, ask_again
from bot.web.desk.replay.words import fate, rule, state
from bot.web.desk.roles import Permission, may
from bot.web.desk.times import moment
from bot.web.desk.visit import Visit

_SCORES = (("score", "điểm"), ("cosine", "nghĩa"), ("words", "chữ"))


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""

    @ui.page(Section.REPLAY.route, title=TITLE, response_timeout=15)
    async def again(request: Request, message: int | None = None) -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.REPLAY):
            page = _Page(visit)
        if message is not None:
            await visit.guard(page.show)(message)


class _Page:
    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        with box("div", "sheet"):
            Words("h2", "Trợ lý đã trả lời thế nào, nay sẽ trả lời thế nào")
            if not may(visit.staff, Permission.ANSWER):
                permission_note(visit.staff, str(Permission.ANSWER))
                return
            with box("div", "filters"):
                self._number = ui.input("Số của câu trả lời").props("outlined dense type=search")
                ask = visit.guard(self._ask)
                self._number.on("keydown.enter", ask)
                ui.button("Xem lại", on_click=ask).props("unelevated no-caps")
            self._result = box("div", aria_live="polite")

    async def _ask(self) -> None:
        number = number_of(self._number, "Số của câu trả lời")
        if number is not None:
            await self.show(number)

    async def show(self, message_id: int) -> None:
        """Ask the question behind the answer again and put both searches side by side."""
        desk = self._visit.desk
        done = await self._visit.run(lambda who: ask_again(desk, who, message_id))
        self._number.value = str(message_id)
        self._result.clear()
        with self._result:
            _told(done)
            _table(done)
            Words("p", "Hỏi lại không kèm những câu trước đó trong cuộc trò chuyện.", "note")


def _told(done: Replayed) -> None:
    with box("section", "card"):
        Words("h3", f"“{done.found.question}”")
        Words("p", f"{moment(done.at)} · {state(done.outcome)}", "note")
        Words("p", done.said, "preview")
        if done.wrong:
            Words("p", f"Cán bộ báo sai: {done.wrong}", "note bad")
        Words("p", "Nay vẫn như vậy." if done.found.same else "Nay kết quả đã khác.", "note")


def _table(done: Replayed) -> None:
    then, now = done.found.then, done.found.now
    rows: list[tuple[str, str, str]] = [
        ("Kết quả", state(then.get("state")), state(now.get("state"))),
        ("Vì", rule(then.get("why")), rule(now.get("why"))),
        ("Chỉ mục lập lúc", str(then.get("index") or "–"), str(now.get("index") or "–")),
        ("Bộ mã hóa", str(then.get("model") or "–"), str(now.get("model") or "–")),
    ]
    with box("table", "replayed"):
        with box("thead"), box("tr"):
            for title in ("", "Lúc ấy", "Bây giờ"):
                Words("th", title, scope="col")
        with box("tbody"):
            for title, before, after in rows:
                with box("tr"):
                    Words("th", title, scope="row")
                    Words("td", before)
                    Words("td", after)
            most = max(len(then.get("hits") or []), len(now.get("hits") or []))
            for place in range(most):
                with box("tr"):
                    Words("th", f"Mục {place + 1}", scope="row")
                    _candidate(then, place)
                    _candidate(now, place)


def _candidate(trace: dict[str, Any], place: int) -> None:
    hits = trace.get("hits") or []
    with box("td"):
        if place >= len(hits):
            Words("span", "–")
            return
        hit = hits[place]
        key = str(hit.get("key") or "")
        address = f"{Section.KNOWLEDGE.address}?record={quote(key, safe='')}"
        Words("a", str(hit.get("title") or key), href=address, target="_blank")
        Words("p", fate(place, trace), "note")
        scores = (f"{name} {_number(hit[key])}" for key, name in _SCORES if key in hit)
        Words("p", " · ".join(scores), "note")
        if by := hit.get("by"):
            Words("p", f"khớp qua: “{by}”", "note")


def _number(value: object) -> str:
    shown = f"{value:.3f}" if isinstance(value, int | float) else str(value)
    return shown.replace(".", ",")
