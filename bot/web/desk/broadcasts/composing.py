"""The form for a new draft: a record, a channel, an audience, and the text as it will go out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from bot.broadcasts.campaigns import CHANNELS
from bot.conversation.requests import ALL_TOPICS
from bot.messages.presenting import present
from bot.store import Staff
from bot.web.desk.broadcasts.reading import reach, topics
from bot.web.desk.broadcasts.words import audience
from bot.web.desk.markup import Words, box
from bot.web.desk.shelf import Shelves
from bot.web.desk.times import date
from bot.web.desk.visit import Visit
from bot.web.desk.wording import RECORD_KINDS, channel, number
from knowledge.answers import Answer, State

SUGGESTIONS = 6
TYPING_MS = 250


@dataclass(frozen=True)
class Preview:
    """What the chosen record would say, whom it would reach, and what else was perhaps meant."""

    text: str
    sources: tuple[str, ...]
    ready: bool
    people: int
    suggestions: tuple[tuple[str, str], ...]


class Composing:
    """The form; ``on_made`` is called after a draft was made."""

    def __init__(
        self, visit: Visit, shelves: Shelves, on_made: Callable[[], Awaitable[None]]
    ) -> None:
        self._visit = visit
        self._shelves = shelves
        self._on_made = on_made
        look = visit.guard(self.look)
        with box("section", "compose", aria_label="Soạn tin"):
            Words("h2", "Soạn tin từ một mục đã có nguồn")
            self._source = ui.input("Mã hoặc tên mục, ví dụ 1.001193", on_change=look)
            self._source.props(f"outlined dense debounce={TYPING_MS}").classes("wide")
            self._suggestions = box("div", "suggestions")
            with box("div", "filters"):
                names = {name: channel(name) for name in CHANNELS}
                self._channel = ui.select(names, value=CHANNELS[0], label="Kênh", on_change=look)
                groups = {ALL_TOPICS: audience(ALL_TOPICS)}
                self._audience = ui.select(
                    groups, value=ALL_TOPICS, label="Gửi cho", on_change=look
                )
                for choice in (self._channel, self._audience):
                    choice.props("outlined dense options-dense")
            self._reach = Words("p", "", "note", role="status")
            Words("h3", "Người nhận sẽ đọc")
            self._preview = Words("p", "Chọn một mục để xem trước.", "preview")
            self._sources = Words("p", "", "note")
            self._make = ui.button("Lưu bản nháp", on_click=visit.guard(self._save))
            self._make.props("unelevated no-caps")
            self._make.set_enabled(False)

    async def look(self, _: Any = None) -> None:
        """Bring preview, count and suggestions up to what is chosen."""
        source = (self._source.value or "").strip()
        chosen = str(self._channel.value), str(self._audience.value)
        preview, groups = await self._visit.run(lambda _: self._read(source, *chosen))
        if source != (self._source.value or "").strip():
            return
        self._audience.set_options({name: audience(name) for name in groups})
        self._preview.text = preview.text
        self._sources.text = "; ".join(preview.sources)
        self._reach.text = f"Hiện có {number(preview.people)} người nhận."
        self._make.set_enabled(preview.ready)
        self._suggestions.clear()
        with self._suggestions:
            for reference, title in preview.suggestions:
                pick = Words("button", title, "pick", type="button")
                pick.on("click", lambda reference=reference: self._pick(reference))

    def _pick(self, reference: str) -> None:
        # Setting the value runs ``look``.
        self._source.value = reference

    async def _save(self) -> None:
        source = (self._source.value or "").strip()
        chosen = str(self._channel.value), str(self._audience.value)
        number = await self._visit.run(lambda staff: self._draft(staff, source, *chosen))
        ui.notify(
            f"Đã lưu bản nháp số {number}. Người duyệt xem rồi mới gửi được.", type="positive"
        )
        self._source.value = ""
        await self._on_made()

    def _draft(self, staff: Staff, source: str, channel: str, group: str) -> int:
        return self._visit.desk.draft(staff, source, channel, group)

    def _read(self, source: str, channel: str, group: str) -> tuple[Preview, list[str]]:
        desk = self._visit.desk
        with desk.store.session() as session:
            people, groups = reach(session, channel, group), topics(session)
        answer = desk.services.knowledge.answerer.about(source) if source else None
        shelf = self._shelves.current()
        if answer is not None and shelf.index.find(source) is not None:
            return _told(answer, people), groups
        found = shelf.find(source, most=SUGGESTIONS).items if source else ()
        suggestions = tuple(
            (shelf.reference(item), f"{RECORD_KINDS[item.kind]}: {item.title}") for item in found
        )
        text = (
            "Chọn một mục để xem trước." if suggestions or not source else "Không có mục nào khớp."
        )
        return Preview(text, (), False, people, suggestions), groups


def _told(answer: Answer, people: int) -> Preview:
    """Only what is in force and has a source may be sent, as the campaign itself checks again."""
    ready = answer.state is State.ANSWERED and bool(answer.sources)
    sources = tuple(
        f"Nguồn: {one.title}" + (f", kiểm tra {date(one.checked_on)}" if one.checked_on else "")
        for one in answer.sources
    )
    return Preview(present(answer).message.text, sources, ready, people, ())
