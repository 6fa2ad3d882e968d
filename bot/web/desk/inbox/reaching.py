"""Other ways to the person of a case: the contact that was left, the paid invitation."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.channels.base import DeliveryError
from bot.channels.inviting import Inviting, Prices
from bot.desk import CaseError
from bot.desk.audit import audit
from bot.privacy.contact import mobile_in
from bot.privacy.sealing import SealError
from bot.store import Staff
from bot.web.desk.confirm import answer_of, confirmed
from bot.web.desk.inbox.views import Opened
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, require
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number

CONTACT, INVITE = "Liên hệ…", "Mời nhắn lại…"
Deed = Callable[[], Awaitable[None]]


class Reaching:
    """What an officer does when a reply cannot go out; ``case`` tells which one is open."""

    def __init__(self, visit: Visit, case: Callable[[], Opened | None], sent: Deed) -> None:
        self._visit = visit
        self._desk = visit.desk
        self._case = case
        self._sent = sent

    @property
    def deeds(self) -> dict[str, Deed]:
        """The menu's items."""
        guard = self._visit.guard
        return {CONTACT: guard(self._contact), INVITE: guard(self._invite)}

    @property
    def inviting(self) -> frozenset[str]:
        """Channels with an invitation that the ward has set."""
        channels = self._desk.services.channels.values()
        inviting = (one for one in channels if isinstance(one, Inviting) and one.may_invite)
        return frozenset(one.name for one in inviting)

    async def _contact(self) -> None:
        if (case := self._case()) is None:
            return
        left = await self._visit.run(lambda staff: self._read(staff, case))
        with ui.dialog().props('aria-labelledby="asked"') as dialog, box("div", "dialog"):
            Words("h2", f"Liên hệ của việc {case.code}", id="asked")
            Words("p", left or "Người dân không để lại số điện thoại hay thư điện tử cho việc này.")
            Words("p", "Chỉ dùng cho việc này. Lần xem này đã ghi vào nhật ký.", "note")
            with box("div", "buttons"):
                ui.button("Xong", on_click=dialog.close).props("unelevated no-caps")
        await answer_of(dialog)

    async def _invite(self) -> None:
        if (case := self._case()) is None:
            return
        channel = self._desk.services.channels.get(case.channel)
        if not isinstance(channel, Inviting):
            raise CaseError("kênh này không có mẫu tin mời nhắn lại")
        try:
            prices = await channel.prices()
        except DeliveryError as error:
            raise CaseError(f"Zalo chưa cho gửi mẫu tin: {error}") from None
        mobile = None
        if not case.reachable:
            left = await self._visit.run(lambda staff: self._read(staff, case))
            mobile = mobile_in(left) if left else None
            if mobile is None:
                raise CaseError("người dân đã chặn kênh này và không để lại số di động")
        told = "tới số di động người dân để lại" if mobile else "trong Zalo của người dân"
        if not await confirmed(
            f"Mời nhắn lại về việc {case.code}?",
            f"Một mẫu tin ZBS sẽ được gửi {told}. {_cost(prices, by_phone=mobile is not None)}",
            "Gửi mẫu tin",
        ):
            return
        await self._visit.run(lambda staff: self._put(staff, case, by_phone=mobile is not None))
        await self._sent()

    def _read(self, staff: Staff, case: Opened) -> str | None:
        require(staff, Permission.ANSWER)
        with self._desk.store.session() as session:
            try:
                left = self._desk.services.contacts.read(session, case.id, staff)
            except SealError as error:
                raise CaseError(f"không mở được liên hệ: {error}") from None
            audit(session, staff, "case.contact", f"case:{case.code}", after={"left": bool(left)})
            return left

    def _put(self, staff: Staff, case: Opened, *, by_phone: bool) -> None:
        require(staff, Permission.ANSWER)
        done = {"by_phone": by_phone}
        self._desk.replies.invite(
            case.id,
            staff,
            by_phone=by_phone,
            also=lambda session: audit(
                session, staff, "case.invite", f"case:{case.code}", after=done
            ),
        )


def _cost(prices: Prices, *, by_phone: bool) -> str:
    price = prices.by_phone if by_phone else prices.by_id
    if price is None:
        return "Có tính tiền; Zalo chưa cho biết giá."
    return f"Giá: {number(price)} đồng."
