"""/staff/accounts: the administrator adds accounts, sets roles and units, and opens locks."""

from collections.abc import Callable

from nicegui import ui
from sqlalchemy.orm import Session

from bot.desk import administration
from bot.desk.administration import AccountError
from bot.store import Role, Staff
from bot.web.desk.accounts.channels import Switches
from bot.web.desk.addresses import Section
from bot.web.desk.confirm import answer_of, confirmed
from bot.web.desk.desk import Desk
from bot.web.desk.markup import Words, box
from bot.web.desk.restricted import restricted_page
from bot.web.desk.roles import Permission, require
from bot.web.desk.visit import Visit
from bot.web.desk.wording import ROLES

_NO_UNIT = ""


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""
    restricted_page(desk, Section.ACCOUNTS, Permission.ACCOUNTS, _Everybody)


class _Everybody:
    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        units = visit.desk.services.levels.promise.units
        self._units = {_NO_UNIT: "Chưa ghi đơn vị", **{unit: unit for unit in units}}
        self._roles = {role.value: ROLES[role].capitalize() for role in Role}
        with box("div", "sheet accounts"):
            self._switches = Switches(visit)
            self._adding()
            self._rows = box("div", "cards")

    async def fill(self) -> None:
        """Show the channels and every account as they are now."""
        await self._switches.fill()
        everybody = await self._visit.run(lambda _: self._do(administration.listed))
        self._rows.clear()
        with self._rows:
            for staff in everybody:
                self._row(staff)

    def _adding(self) -> None:
        with box("section", "card"):
            Words("h2", "Thêm tài khoản")
            with box("div", "filters"):
                name = ui.input("Tên đăng nhập").props("outlined autocomplete=off")
                role = ui.select(self._roles, value=Role.OFFICER.value, label="Vai trò")
                unit = ui.select(self._units, value=_NO_UNIT, label="Đơn vị")
                first = ui.input("Mật khẩu ban đầu", password=True)
                for field in (role, unit, first):
                    field.props("outlined")
                first.props("autocomplete=new-password")

            async def add() -> None:
                asked = (name.value or "", Role(role.value), first.value or "", unit.value or None)
                await self._change(
                    lambda session, by: administration.add_account(session, by, *asked)
                )
                name.value = first.value = ""
                ui.notify(f"Đã thêm {asked[0]}.", type="positive")

            ui.button("Thêm", on_click=self._visit.guard(add)).props("unelevated no-caps")

    def _row(self, staff: Staff) -> None:
        name = staff.name
        with box("section", "card account", aria_label=name):
            with box("div", "line"):
                Words("h2", name)
                Words("span", "Đang dùng" if staff.active else "Đã khóa", "chip")
                if staff.two_steps:
                    Words("span", "Hai bước", "chip")
            with box("div", "filters"):
                role = ui.select(self._roles, value=staff.role.value, label="Vai trò")
                known = self._units | ({staff.unit: staff.unit} if staff.unit else {})
                unit = ui.select(known, value=staff.unit or _NO_UNIT, label="Đơn vị")
                for field in (role, unit):
                    field.props("outlined dense")

            async def save(active: bool = staff.active) -> None:
                wished, where = Role(role.value), unit.value or None
                await self._change(
                    lambda session, by: administration.change_account(
                        session, by, name, role=wished, unit=where, active=active
                    )
                )
                ui.notify(f"Đã lưu tài khoản {name}.", type="positive")

            async def lock() -> None:
                if staff.active and not await confirmed(
                    f"Khóa tài khoản {name}?", "Người này bị đăng xuất ngay ở mọi nơi.", "Khóa"
                ):
                    return
                await save(not staff.active)

            with box("div", "buttons"):
                _button("Lưu", self._visit, save)
                _button("Khóa" if staff.active else "Mở khóa", self._visit, lock)
                _button("Đặt lại mật khẩu", self._visit, lambda: self._password(name))
                if staff.two_steps:
                    _button("Bỏ xác minh hai bước", self._visit, lambda: self._second_step(name))

    async def _password(self, name: str) -> None:
        with ui.dialog().props('aria-labelledby="question"') as dialog, box("div", "dialog"):
            Words("h2", f"Mật khẩu mới cho {name}", id="question")
            field = ui.input("Mật khẩu mới, ít nhất 8 ký tự", password=True)
            field.props("outlined autofocus autocomplete=new-password")
            with box("div", "buttons"):
                ui.button("Thôi", on_click=lambda: dialog.submit(None)).props("outline no-caps")
                ui.button("Đặt lại", on_click=lambda: dialog.submit(field.value or "")).props(
                    "unelevated no-caps"
                )
        typed = await answer_of(dialog)
        if typed is None:
            return
        await self._change(
            lambda session, by: administration.reset_password(session, by, name, typed)
        )
        ui.notify(f"Đã đặt mật khẩu mới cho {name}.", type="positive")

    async def _second_step(self, name: str) -> None:
        told = "Người này sẽ đăng nhập chỉ bằng mật khẩu cho tới khi bật lại."
        if await confirmed(f"Bỏ xác minh hai bước của {name}?", told, "Bỏ"):
            await self._change(
                lambda session, by: administration.reset_second_step(session, by, name)
            )

    async def _change(self, act: Callable[[Session, Staff], object]) -> None:
        """Do ``act`` for the officer as the store knows them now, then show the list anew."""

        def work(staff: Staff) -> None:
            require(staff, Permission.ACCOUNTS)
            try:
                with self._visit.desk.store.session() as session:
                    act(session, staff)
            except ValueError as error:
                raise AccountError(str(error)) from None

        await self._visit.run(work)
        await self.fill()

    def _do(self, read: Callable[[Session], list[Staff]]) -> list[Staff]:
        with self._visit.desk.store.session() as session:
            return read(session)


def _button(title: str, visit: Visit, act: object) -> None:
    ui.button(title, on_click=visit.guard(act)).props("outline no-caps")  # type: ignore[arg-type]
