"""Beside the talk: what the case is, what the assistant found and why it did not answer."""

from urllib.parse import quote

from nicegui import ui

from bot.desk.service import told
from bot.store import Happening, Priority
from bot.web.desk.addresses import Section
from bot.web.desk.inbox.views import Candidate, Findings, Opened
from bot.web.desk.markup import Words, attribute, box
from bot.web.desk.times import moment
from bot.web.desk.wording import (
    CASE_KINDS,
    CLOSE_REASONS,
    HAPPENINGS,
    PRIORITIES,
    REASONS,
    channel,
)

# Lines whose text says more than their name.
_TELLING = (Happening.NOTED, Happening.TRANSFERRED, Happening.REOPENED)
# What a feedback form asks for (the dialogue's slots), and what stood before 'gặp cán bộ'.
DETAILS = {
    "what": "Việc",
    "where": "Ở đâu, khi nào",
    "contact": "Liên hệ",
    "kind": "Nhóm",
    "unit": "Đơn vị",
    "about_staff": "Nói về",
    "summary": "Trước đó",
}


class About:
    """Fixed facts of one case; drawn anew only for another case or another state."""

    def __init__(self) -> None:
        self._drawn: object = None
        self._box = box("aside", "facts", aria_label="Về việc này")

    def show(self, case: Opened) -> None:
        """Bring the facts to ``case``."""
        state = (case.id, case.version, case.reachable, case.history[-1:], case.window_shuts)
        if state == self._drawn:
            return
        self._drawn = state
        self._box.clear()
        with self._box:
            _facts(case)
            _why(case)
            _history(case)


def _facts(case: Opened) -> None:
    with box("dl", "pairs"):
        _pair("Loại", CASE_KINDS[case.kind])
        _pair("Kênh", channel(case.channel))
        _pair("Gửi lúc", moment(case.opened_at))
        if case.holder and case.held_at:
            _pair("Người nhận", f"{case.holder}, {moment(case.held_at)}")
        if case.closed_at:
            _pair("Đóng lúc", moment(case.closed_at))
        _standing(case)
        for name, value in case.details.items():
            _pair(DETAILS.get(name, name), value)
    if not case.reachable:
        Words("p", "Người dân đã chặn hoặc rời kênh này: tin gửi đi sẽ không tới.", "note bad")


def _standing(case: Opened) -> None:
    if case.due_at:
        _pair("Trả lời trước", told(case.due_at))
    else:
        _pair("Hạn", "chưa có, vì chưa biết lịch nghỉ")
    if case.unit:
        _pair("Đơn vị", case.unit)
    if case.priority is Priority.URGENT:
        _pair("Mức", PRIORITIES[case.priority])
    if case.close_reason:
        _pair("Lý do đóng", CLOSE_REASONS[case.close_reason])
    if case.window_shuts:
        _pair("Kênh khóa lúc", moment(case.window_shuts))
    if case.restricted:
        _pair("Hạn chế", "Phản ánh về cán bộ: chỉ lãnh đạo và người được giao xem")


def _history(case: Opened) -> None:
    with box("section", "why"):
        Words("h3", "Diễn biến và ghi chú nội bộ")
        with box("ol", "history"):
            for line in case.history:
                with box("li"):
                    who = f"{line.who}: " if line.who else ""
                    Words("span", f"{who}{HAPPENINGS[line.what]}")
                    Words("span", moment(line.at), "time")
                    if line.text and line.what in _TELLING:
                        Words("p", line.text, "quote")


def _why(case: Opened) -> None:
    with box("section", "why"):
        Words("h3", "Vì sao tới cán bộ")
        Words("p", REASONS.get(case.reason, case.reason))
        Words("p", f"“{case.question}”", "quote")
        Words("h3", "Trợ lý đã tìm thấy gì")
        if case.findings is None:
            Words("p", "Trợ lý chưa tra cứu gì cho việc này.", "note")
        else:
            _found(case.findings)


def _found(findings: Findings) -> None:
    if findings.question:
        Words("p", f"Đã tra: “{findings.question}”", "note")
    if not findings.candidates:
        Words("p", "Không có mục nào gần với câu hỏi.", "note")
        return
    with box("ol", "hits"):
        for candidate in findings.candidates:
            _hit(candidate)
    Words("p", "Điểm càng cao càng khớp câu hỏi.", "note")


def _hit(candidate: Candidate) -> None:
    with box("li"):
        address = f"{Section.KNOWLEDGE.address}?record={quote(candidate.key, safe='')}"
        Words("a", candidate.title or candidate.key, href=address, target="_blank")
        if candidate.score is not None:
            shown = f"{candidate.score:.2f}".replace(".", ",")
            score = Words("span", shown, "score")
            attribute(score, "title", "điểm khớp")
            attribute(score, "aria-label", f"điểm {shown}")


def _pair(name: str, value: str) -> ui.element:
    with box("div") as pair:
        Words("dt", name)
        Words("dd", value)
    return pair
