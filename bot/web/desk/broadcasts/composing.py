"""The form for a new message: a source, the ways to people, the texts side by side, an audience."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from bot.broadcasts import BroadcastError
from bot.broadcasts.audience import Audience, neighbourhoods, reach, topics
from bot.broadcasts.known import CHANNELS
from bot.broadcasts.limits import limits
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import WAYS, Composed, from_officer, from_record
from bot.conversation.requests import ALL_TOPICS
from bot.store import Medium
from bot.web.desk.broadcasts.doing import Doing
from bot.web.desk.broadcasts.words import COSTS, audience, way
from bot.web.desk.markup import Words, box
from bot.web.desk.shelf import Shelves
from bot.web.desk.visit import Visit
from bot.web.desk.wording import RECORD_KINDS, number

SUGGESTIONS = 6
TYPING_MS = 250
RECORD, BY_HAND = "record", "hand"
EVERYWHERE = ""


@dataclass(frozen=True)
class Begun:
    """What another page has begun: a record's name, or the title of an own text."""

    source: str = ""
    title: str = ""


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    mode: str
    record: str
    title: str
    text: str
    source: str
    url: str
    ways: tuple[str, ...]
    audience: str


@dataclass(frozen=True)
class Look:
    """What the form would make of it. ``trouble`` says why nothing can be kept yet."""

    composed: Composed | None
    trouble: str
    people: dict[str, int]
    topics: list[str]
    places: list[str]
    suggestions: tuple[tuple[str, str], ...]


class Composing:
    """The form; ``on_made`` is called after drafts were kept."""

    def __init__(
        self,
        visit: Visit,
        shelves: Shelves,
        on_made: Callable[[], Awaitable[None]],
        begun: Begun,
    ) -> None:
        self._visit = visit
        self._shelves = shelves
        self._on_made = on_made
        self._office = Office.of(visit.desk.services.settings)
        self._look = visit.guard(self.look)
        with box("section", "compose", aria_label="Soạn tin"):
            Words("h2", "Soạn tin")
            self._mode = ui.toggle(
                {RECORD: "Từ mục đã có nguồn", BY_HAND: "Tự viết"},
                value=BY_HAND if begun.title else RECORD,
            ).props("no-caps unelevated spread")
            self._from_record(begun.source)
            self._by_hand(begun.title)
            self._ways = self._choose_ways()
            self._choose_people()
            with box("div", role="status"):
                self._reach = box("ul", "reach")
            self._make = ui.button("Gửi duyệt", on_click=visit.guard(self._save))
            self._make.props("unelevated no-caps")
            self._trouble = Words("p", "", "note")
            Words("h3", "Người nhận sẽ đọc, nghe")
            self._previews = box("div", "voices")
        self._mode.on_value_change(self._look)

    def _from_record(self, source: str) -> None:
        with box("div", "step") as part:
            self._record = ui.input(
                "Mã hoặc tên mục, ví dụ 1.001193", value=source, on_change=self._look
            )
            self._record.props(f"outlined dense debounce={TYPING_MS}").classes("wide")
            self._suggestions = box("div", "suggestions")
        part.bind_visibility_from(self._mode, "value", value=RECORD)

    def _by_hand(self, title: str) -> None:
        with box("div", "step") as part:
            self._title = ui.input("Tiêu đề", value=title, on_change=self._look)
            self._text = ui.textarea("Nội dung", on_change=self._look)
            self._text.props(f"maxlength={limits().text_most} counter autogrow")
            self._source = ui.input(
                "Nguồn: số, ký hiệu văn bản hoặc ai cho biết", on_change=self._look
            )
            self._url = ui.input("Địa chỉ trang của nguồn (nếu có)", on_change=self._look)
            for one in (self._title, self._text, self._source, self._url):
                one.props(f"outlined dense debounce={TYPING_MS}").classes("wide")
        part.bind_visibility_from(self._mode, "value", value=BY_HAND)

    def _choose_ways(self) -> dict[str, ui.checkbox]:
        boxes: dict[str, ui.checkbox] = {}
        for legend, names in (("Máy gửi", CHANNELS), ("Người làm", tuple(Medium))):
            with box("fieldset", "ways"):
                Words("legend", legend)
                for name in names:
                    chosen = name == CHANNELS[0]
                    boxes[name] = ui.checkbox(way(name), value=chosen, on_change=self._look)
        return boxes

    def _choose_people(self) -> None:
        with box("div", "filters"):
            self._topic = ui.select(
                {ALL_TOPICS: audience(ALL_TOPICS)},
                value=ALL_TOPICS,
                label="Gửi cho",
                on_change=self._look,
            )
            self._place = ui.select(
                {EVERYWHERE: "Cả phường, xã"},
                value=EVERYWHERE,
                label="Nơi ở",
                on_change=self._look,
            )
            for choice in (self._topic, self._place):
                choice.props("outlined dense options-dense")

    async def look(self, _: Any = None) -> None:
        """Bring texts, counts and suggestions up to what stands in the form."""
        typed = self._typed()
        look = await self._visit.run(lambda _: self._read(typed))
        if typed != self._typed():
            return
        self._topic.set_options({name: audience(name) for name in look.topics})
        self._place.set_options(
            {EVERYWHERE: "Cả phường, xã", **{place: place for place in look.places}}
        )
        self._show(look)
        self._suggestions.clear()
        with self._suggestions:
            for reference, title in look.suggestions:
                pick = Words("button", title, "pick", type="button")
                pick.on("click", lambda reference=reference: self._pick(reference))

    def _show(self, look: Look) -> None:
        self._trouble.text = look.trouble
        self._make.set_enabled(look.composed is not None and not look.trouble)
        self._reach.clear()
        with self._reach:
            for name, people in look.people.items():
                Words("li", f"{way(name)}: {number(people)} người nhận, {COSTS[name]}.")
        self._previews.clear()
        with self._previews:
            for voice in look.composed.voices if look.composed else ():
                with box("article", "voice"):
                    Words("h4", way(voice.way))
                    Words("p", voice.text, "preview")
                    Words("p", voice.figures, "note")
                    checked = voice.problems or ("Đã đối chiếu với nguồn: không lệch.",)
                    for line in checked:
                        Words("p", line, "note bad" if voice.problems else "note good")

    def _typed(self) -> Typed:
        def of(field: Any) -> str:
            return str(field.value or "").strip()

        return Typed(
            mode=of(self._mode),
            record=of(self._record),
            title=of(self._title),
            text=of(self._text),
            source=of(self._source),
            url=of(self._url),
            ways=tuple(name for name in WAYS if self._ways[name].value),
            audience=str(Audience(of(self._topic) or ALL_TOPICS, of(self._place) or None)),
        )

    def _pick(self, reference: str) -> None:
        # Setting the value runs ``look``.
        self._record.value = reference

    async def _save(self) -> None:
        # Composed anew: who is quick may press before the last choice was looked at.
        typed = self._typed()
        look = await self._visit.run(lambda _: self._read(typed))
        composed = look.composed
        if composed is None or look.trouble:
            self._show(look)
            return
        doing = Doing(self._visit.desk)
        await self._visit.run(
            lambda staff: doing.compose(staff, composed, typed.ways, typed.audience)
        )
        ui.notify("Đã gửi duyệt. Người khác duyệt rồi mới gửi được.", type="positive")
        for field in (self._record, self._title, self._text, self._source, self._url):
            field.value = ""
        await self._on_made()

    def _read(self, typed: Typed) -> Look:
        desk = self._visit.desk
        chosen = [name for name in typed.ways if name in CHANNELS]
        with desk.store.session() as session:
            people = {name: reach(session, name, typed.audience) for name in chosen}
            held, places = topics(session), neighbourhoods(session)
        composed, trouble = self._compose(typed)
        if composed is not None and not typed.ways:
            trouble = "Chọn ít nhất một kênh."
        elif composed is not None and any(voice.problems for voice in composed.voices):
            trouble = "Có chỗ lệch với nguồn; sửa rồi mới gửi duyệt được."
        found: tuple[tuple[str, str], ...] = ()
        if typed.mode == RECORD and composed is None and typed.record:
            found = self._suggest(typed.record)
            trouble = "Chọn một mục." if found else trouble
        return Look(composed, trouble, people, held, places, found)

    def _compose(self, typed: Typed) -> tuple[Composed | None, str]:
        try:
            if typed.mode == BY_HAND:
                written = (typed.title, typed.text, typed.source)
                return from_officer(*written, typed.url, typed.ways, self._office), ""
            shelf = self._shelves.current()
            if not typed.record:
                return None, "Chọn một mục để xem trước."
            if shelf.index.find(typed.record) is None:
                return None, "Không có mục nào khớp."
            answerer = self._visit.desk.services.knowledge.answerer
            return from_record(answerer, typed.record, typed.ways, self._office), ""
        except BroadcastError as error:
            told = str(error)
            return None, f"{told[:1].upper()}{told[1:]}."

    def _suggest(self, words: str) -> tuple[tuple[str, str], ...]:
        shelf = self._shelves.current()
        found = shelf.find(words, most=SUGGESTIONS).items
        return tuple(
            (shelf.reference(item), f"{RECORD_KINDS[item.kind]}: {item.title}") for item in found
        )
