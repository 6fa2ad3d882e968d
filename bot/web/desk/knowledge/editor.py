"""/staff/edit: the form of one record, its preview, its versions."""

from typing import Any

from fastapi import Request
from nicegui import ui

from bot.editing import EditError
from bot.store import RevisionState
from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.forms import date_field, date_of
from bot.web.desk.frame import frame, permission_note
from bot.web.desk.knowledge.actions import EditActions, Opened, Seen
from bot.web.desk.knowledge.form import Form, draw_preview
from bot.web.desk.knowledge.review import ask_reason, draw_versions
from bot.web.desk.knowledge.voices import Voices
from bot.web.desk.knowledge.words import CHIPS, KINDS, STATES, edit_address
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.visit import Visit
from knowledge.editing import EditKind

_OWN_STATES = (RevisionState.DRAFT, RevisionState.REJECTED)


def register(desk: Desk, actions: EditActions) -> None:
    """Add the page to NiceGUI."""

    @ui.page(Section.EDIT.route, title=TITLE, response_timeout=15)
    async def edit(
        request: Request, kind: str = "", key: str = "", revision: int | None = None
    ) -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.EDIT):
            sheet = box("div", "sheet")
        if kind not in set(EditKind) or (kind == EditKind.PROCEDURE and not key):
            with sheet:
                _begin_new()
            return
        editor = Editor(visit, actions, sheet)
        await visit.guard(editor.open)(EditKind(kind), key, revision)


def _begin_new() -> None:
    Words("h2", "Thêm mục mới")
    Words("p", "Thủ tục mới được nhập từ tệp danh mục; ở đây thêm hỏi đáp và danh bạ.", "note")
    with box("div", "buttons"):
        Words("a", "Thêm hỏi đáp", href=edit_address(EditKind.FAQ))
        Words("a", "Thêm nơi liên hệ", href=edit_address(EditKind.CONTACT))
        Words("a", "Tìm mục để sửa", href=Section.KNOWLEDGE.address)


class Editor:
    """The page of one record."""

    def __init__(self, visit: Visit, actions: EditActions, sheet: ui.element) -> None:
        self._visit, self._actions, self._sheet = visit, actions, sheet
        self._may = may(visit.staff, Permission.EDIT)
        self._told = False

    async def open(self, kind: EditKind, key: str, revision: int | None) -> None:
        """Draw the form over what is held now."""
        opened = await self._visit.run(lambda _: self._actions.open(kind, key, revision))
        if key and opened.present is None and opened.revision is None:
            with self._sheet:
                Words("p", "Mục này không còn trong kho.", "empty")
            return
        self._opened = opened
        chosen = opened.revision
        mine = chosen is None or (
            chosen.author_id == self._visit.staff.id and chosen.state in _OWN_STATES
        )
        self._seen = (chosen.id, chosen.version) if chosen and mine else None
        self._sheet.clear()
        with self._sheet:
            self._head(opened)
            with box("div", "columns"):
                with box("section", aria_label="Nội dung mục"):
                    self._form = Form(
                        kind,
                        opened.payload,
                        self._visit.guard(self._changed),
                        writable=self._may and mine,
                    )
                with box("section", "beside", aria_label="Xem trước và gửi duyệt"):
                    Words("h3", "Người dân sẽ đọc thấy")
                    self._preview = box("div", aria_live="polite")
                    if self._may and mine:
                        self._handing_in(opened)
                    elif not self._may:
                        permission_note(self._visit.staff, str(Permission.EDIT))
                    self._voices = Voices(self._visit)
                    draw_versions(self._visit, opened, self._restore if self._may else None)
        await self._look()

    def _head(self, opened: Opened) -> None:
        with box("div", "record-head"):
            with box("div", "line"):
                Words("span", KINDS[opened.kind], "chip")
                if opened.revision is not None:
                    state = opened.revision.state
                    Words("span", STATES[state], f"chip {CHIPS.get(state, 'is-draft')}")
            named = opened.payload.get("question") or opened.payload.get("name")
            Words("h2", str(named or f"{KINDS[opened.kind]} mới"))
            Words("a", "‹ Việc biên tập", href=Section.EDITING.address)
        if opened.revision is not None and opened.revision.state is RevisionState.REJECTED:
            Words("p", f"Người duyệt trả lại: {opened.revision.decision}", "warned")

    def _handing_in(self, opened: Opened) -> None:
        draft = opened.revision
        with box("div", "drafting"):
            self._reason = ui.input("Lý do sửa", value=draft.reason if draft else "")
            self._reason.props("outlined stack-label")
            self._day = date_field("Dùng từ ngày", draft.effective_from if draft else None)
            Words("p", "Để trống ngày: dùng ngay sau khi duyệt.", "note")
        with box("div", "buttons"):
            send = ui.button("Gửi duyệt", on_click=self._visit.guard(self._submit))
            send.props("unelevated no-caps")
            keep = ui.button("Lưu nháp", on_click=self._visit.guard(self._keep))
            keep.props("outline no-caps")

    async def _changed(self, _: Any = None) -> None:
        await self._look()

    async def _look(self) -> Seen:
        values, opened = self._form.values(), self._opened
        seen = await self._visit.run(
            lambda _: self._actions.look(opened.kind, values, opened.payload)
        )
        draw_preview(self._preview, seen)
        await self._voices.show(seen.record)
        if self._told:
            self._form.tell(seen)
        return seen

    async def _save(self) -> None:
        values, day = self._form.values(), date_of(self._day, "Dùng từ ngày")
        reason = str(self._reason.value or "")
        key, self._seen = await self._visit.run(
            lambda who: self._actions.save(who, self._opened, values, reason, day, self._seen)
        )
        if key != self._opened.key:
            self._opened = await self._visit.run(
                lambda _: self._actions.open(self._opened.kind, key, None)
            )

    async def _keep(self) -> None:
        await self._save()
        ui.notify("Đã lưu nháp.", type="positive")

    async def _submit(self) -> None:
        self._told = True
        seen = await self._look()
        if seen.faults:
            raise EditError("Còn mục chưa đúng, xem chữ đỏ cạnh từng mục")
        if not str(self._reason.value or "").strip():
            self._reason.error = "Ghi lý do sửa để người duyệt biết."
            raise EditError("Ghi lý do sửa để người duyệt biết")
        await self._save()
        await self._visit.run(lambda who: self._actions.submit(who, self._kept()))
        ui.notify("Đã gửi duyệt.", type="positive")
        ui.navigate.to(Section.EDITING.address.removeprefix("/staff"))

    def _kept(self) -> tuple[int, int]:
        if self._seen is None:
            raise EditError("Chưa lưu được bản nháp, xin thử lại")
        return self._seen

    async def _restore(self, to: int | None) -> None:
        why = await ask_reason("Lấy lại bản này?", "Bản này cũng phải được người khác duyệt.")
        if why is None:
            return
        opened = self._opened
        await self._visit.run(
            lambda who: self._actions.roll_back(who, opened.kind, opened.key, to, why)
        )
        ui.notify("Đã gửi duyệt việc lấy lại bản cũ.", type="positive")
        await self.open(opened.kind, opened.key, None)
