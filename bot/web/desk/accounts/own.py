"""/staff/my-account: one's own password, second step and sign-ins."""

import segno
from fastapi import Request
from nicegui import ui

from bot.desk import second_step
from bot.store import Staff, StaffSession
from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.confirm import confirmed
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.times import moment
from bot.web.desk.visit import Visit
from bot.web.desk.wording import ROLES, SECTIONS

_PAGES = {
    Section.CANNED: Permission.CANNED,
    Section.ACCOUNTS: Permission.ACCOUNTS,
    Section.AUDIT: Permission.AUDIT,
}


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""

    @ui.page(Section.ME.route, title=TITLE)
    async def me(request: Request) -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.ME):
            page = _Own(visit)
        await visit.guard(page.fill)()


class _Own:
    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._accounts = visit.desk.services.accounts
        staff = visit.staff
        with box("div", "sheet own"):
            with box("section", "card"):
                Words("h2", staff.name)
                Words("p", f"Vai trò: {ROLES[staff.role]}. Đơn vị: {staff.unit or 'chưa ghi'}.")
                with box("p", "links"):
                    for section, permission in _PAGES.items():
                        if may(staff, permission):
                            Words("a", SECTIONS[section], href=section.address)
            self._password()
            self._step = box("section", "card")
            self._sessions = box("section", "card")

    async def fill(self) -> None:
        """Show the second step and the sign-ins as they are now."""
        staff, sessions, current = await self._visit.run(self._read)
        self._step.clear()
        with self._step:
            Words("h2", "Xác minh hai bước")
            self._off(staff) if staff.two_steps else self._on(staff)
        self._sessions.clear()
        with self._sessions:
            Words("h2", "Các phiên đăng nhập")
            for one in sessions:
                self._signed_in(one, current=one.token_hash == current)

    def _read(self, staff: Staff) -> tuple[Staff, list[StaffSession], str]:
        return staff, self._accounts.sessions(staff), self._accounts.key_of(self._visit.token)

    def _password(self) -> None:
        with box("section", "card"):
            Words("h2", "Đổi mật khẩu")
            old = _secret("Mật khẩu hiện tại", "current-password")
            new = _secret("Mật khẩu mới, ít nhất 8 ký tự", "new-password")
            again = _secret("Mật khẩu mới, gõ lại", "new-password")

            async def change() -> None:
                if new.value != again.value:
                    ui.notify("Hai lần gõ mật khẩu mới không giống nhau.", type="warning")
                    return
                typed = (old.value or "", new.value or "")
                await self._visit.run(
                    lambda staff: self._accounts.change_password(staff, self._visit.token, *typed)
                )
                for field in (old, new, again):
                    field.value = ""
                ui.notify("Đã đổi mật khẩu. Các nơi khác đã bị đăng xuất.", type="positive")
                await self.fill()

            ui.button("Đổi mật khẩu", on_click=self._visit.guard(change)).props(
                "unelevated no-caps"
            )

    def _on(self, staff: Staff) -> None:
        Words("p", "Chưa bật. Bật lên thì khi đăng nhập cần thêm mã 6 số trên điện thoại.")
        place = box("div", "setup")

        def begin() -> None:
            secret = second_step.new_secret()
            place.clear()
            with place:
                Words("p", "1. Mở ứng dụng xác minh trên điện thoại và quét mã này.")
                box("img", "qr", src=_qr(second_step.address(secret, staff.name)), alt="Mã QR")
                Words("p", "Không quét được thì gõ khóa này vào ứng dụng:")
                Words("p", " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)), "key")
                Words("p", "2. Nhập mã 6 số mà ứng dụng đang hiện.")
                code = ui.input("Mã 6 số").props("outlined inputmode=numeric")

                async def confirm() -> None:
                    typed = code.value or ""
                    codes = await self._visit.run(
                        lambda staff: self._accounts.use_second_step(staff, secret, typed)
                    )
                    await self.fill()
                    with self._step:
                        _backup(codes)

                ui.button("Bật", on_click=self._visit.guard(confirm)).props("unelevated no-caps")

        ui.button("Bật xác minh hai bước", on_click=begin).props("outline no-caps")
        place.move(self._step)

    def _off(self, staff: Staff) -> None:
        Words("p", "Đang bật. Khi đăng nhập, ông/bà nhập thêm mã 6 số trên điện thoại.")
        password = _secret("Mật khẩu hiện tại", "current-password")

        async def drop() -> None:
            typed = password.value or ""
            await self._visit.run(lambda who: self._accounts.drop_second_step(who, typed))
            await self.fill()

        ui.button("Tắt xác minh hai bước", on_click=self._visit.guard(drop)).props(
            "outline no-caps"
        )

    def _signed_in(self, one: StaffSession, *, current: bool) -> None:
        with box("div", "line session"):
            since = moment(one.begun_at) if one.begun_at else "không rõ lúc nào"
            here = " (phiên này)" if current else ""
            Words("p", f"{one.device or 'Không rõ máy'}, từ {since}{here}")
            if current:
                return

            async def end() -> None:
                if await confirmed(
                    "Kết thúc phiên này?", "Máy đó sẽ phải đăng nhập lại.", "Kết thúc"
                ):
                    key = one.token_hash
                    await self._visit.run(lambda staff: self._accounts.revoke(staff, key))
                    await self.fill()

            ui.button("Kết thúc", on_click=self._visit.guard(end)).props("outline no-caps")


def _secret(label: str, autocomplete: str) -> ui.input:
    return ui.input(label, password=True).props(f"outlined autocomplete={autocomplete}")


def _backup(codes: list[str]) -> None:
    with box("div", "backup", role="status"):
        Words("h3", "Mã dự phòng")
        Words(
            "p",
            "Chép lại và cất kỹ vì chỉ hiện một lần. Mỗi mã dùng được một lần.",
        )
        with box("ul", "codes"):
            for code in codes:
                Words("li", code)


def _qr(text: str) -> str:
    return segno.make(text, error="m").svg_data_uri(scale=5, border=2)
