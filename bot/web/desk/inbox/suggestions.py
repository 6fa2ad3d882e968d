"""Answers an officer may start from: the index, colleagues' past answers, ready ones."""

from dataclasses import dataclass

from nicegui import ui

from bot.desk.canned import canned
from bot.desk.suggesting import past_answers
from bot.messages.presenting import present
from bot.store import Case, Staff
from bot.web.desk.addresses import Section
from bot.web.desk.confirm import answer_of
from bot.web.desk.desk import Desk
from bot.web.desk.inbox.views import Opened
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from knowledge.answers import State

# What the assistant found first; further down it is seldom the matter.
MOST_FOUND = 2


@dataclass(frozen=True)
class Suggestion:
    """``text`` goes into the reply box, where the officer reads and changes it."""

    group: str
    title: str
    text: str


def gather(desk: Desk, staff: Staff, case: Opened) -> list[Suggestion]:
    """All suggestions for ``case``; what the index tells carries its source."""
    found = []
    answerer = desk.services.knowledge.answerer
    for candidate in case.findings.candidates[:MOST_FOUND] if case.findings else ():
        answer = answerer.about(candidate.key)
        if answer.state is State.ANSWERED and answer.sources:
            source = answer.sources[0]
            text = f"{present(answer).message.text}\nNguồn: {source.title}"
            found.append(Suggestion("Từ kho kiến thức", candidate.title, text))
    with desk.store.session() as session:
        row = session.get_one(Case, case.id)
        found += [
            Suggestion(
                "Cán bộ đã trả lời câu tương tự", f"{past.code}: {past.question}", past.answer
            )
            for past in past_answers(session, staff, row)
        ]
        found += [Suggestion("Câu mẫu", one.title, one.text) for one in canned(session)]
    return found


async def ask_suggestion(found: list[Suggestion], staff: Staff) -> str | None:
    """Let the officer pick one; returns its text."""
    with ui.dialog().props('aria-labelledby="asked"') as dialog, box("div", "dialog wide"):
        Words("h2", "Chọn câu để sửa rồi gửi", id="asked")
        group = ""
        for one in found:
            if one.group != group:
                group = one.group
                Words("h3", group)
            with box("button", "pick", type="button") as pick:
                Words("b", one.title)
                Words("span", one.text, "question two")
            pick.on("click", lambda text=one.text: dialog.submit(text))
        if may(staff, Permission.CANNED):
            Words("a", "Sửa các câu mẫu", href=Section.CANNED.address)
        with box("div", "buttons"):
            ui.button("Thôi", on_click=lambda: dialog.submit(None)).props("outline no-caps")
    chosen: str | None = await answer_of(dialog)
    return chosen
