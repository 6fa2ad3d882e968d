"""Suggestions: what people asked in vain this week, what officers answered again and again."""

from nicegui import ui

from bot.editing.suggesting import Suggestion, clusters, repeated, replies, unanswered
from bot.web.desk.knowledge.actions import EditActions
from bot.web.desk.knowledge.words import compose_address, edit_address
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number
from knowledge.editing import EditKind

# Wordings shown of one group, and groups shown.
MOST_WORDINGS = 5
MOST = 20


class Suggested:
    """Two lists of cards, the most asked first."""

    def __init__(self, visit: Visit, actions: EditActions) -> None:
        self._visit, self._actions = visit, actions
        with box("div", "sheet"):
            self._body = box("div", "columns")

    async def fill(self) -> None:
        """Draw what there is now."""
        asked, said = await self._visit.run(lambda _: self._read())
        self._body.clear()
        with self._body:
            self._list("Câu hỏi chưa trả lời được trong tuần", asked)
            self._list("Cán bộ đã trả lời giống nhau", said)

    def _read(self) -> tuple[list[Suggestion], list[Suggestion]]:
        with self._visit.desk.store.session() as session:
            asked, said = unanswered(session), replies(session)
        searcher = self._visit.desk.services.knowledge.answerer.searcher
        return (clusters(asked, searcher.encoder) if asked else []), repeated(said)

    def _list(self, title: str, found: list[Suggestion]) -> None:
        with box("section", "counts"):
            Words("h3", f"{title} ({number(len(found))})")
            if not found:
                Words("p", "Chưa có nhóm nào từ hai người trở lên.", "note")
            for one in found[:MOST]:
                self._card(one)

    def _card(self, one: Suggestion) -> None:
        with box("div", "needed"):
            Words("span", f"{number(one.people)} người", "chip")
            with box("ul", "pieces"):
                for question in one.questions[:MOST_WORDINGS]:
                    Words("li", question)
            if one.answer:
                Words("p", f"Cán bộ trả lời: {one.answer}", "note")
            if may(self._visit.staff, Permission.EDIT):

                async def begin() -> None:
                    first, *others = one.questions
                    revision, key = await self._visit.run(
                        lambda who: self._actions.suggest(who, first, one.answer, others)
                    )
                    there = edit_address(EditKind.FAQ, key, revision)
                    ui.navigate.to(there.removeprefix("/staff"))

                button = ui.button("Tạo nháp hỏi đáp", on_click=self._visit.guard(begin))
                button.props("outline no-caps")
            if may(self._visit.staff, Permission.DRAFT) and not one.answer:
                Words("a", "Soạn bản tin", "again", href=compose_address(title=one.questions[0]))
