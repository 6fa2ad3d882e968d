"""Records that need somebody: contacts still empty, wordings told outside, old checks."""

from bot.editing.upkeep import Due, Outdated, stale, to_fill, to_repost
from bot.web.desk.broadcasts.words import MEDIA
from bot.web.desk.knowledge.actions import EditActions, today
from bot.web.desk.knowledge.words import KINDS, compose_address, edit_address
from bot.web.desk.markup import Words, box
from bot.web.desk.times import date
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number

# Enough for a morning; the count says how many there are.
MOST = 60


class Needing:
    """Three lists, the most urgent first."""

    def __init__(self, visit: Visit, actions: EditActions) -> None:
        self._visit, self._actions = visit, actions
        with box("div", "sheet"):
            self._body = box("div", "columns")

    async def fill(self) -> None:
        """Draw what there is now."""
        empty, outdated, old = await self._visit.run(lambda _: self._read())
        self._body.clear()
        with self._body:
            _records(
                "Danh bạ chưa điền", "Người dân hỏi những nơi này đều chưa có câu trả lời.", empty
            )
            _outside(outdated)
            days = self._visit.desk.services.settings.stale_days
            _records("Nguồn kiểm tra đã lâu", f"Quá {days} ngày chưa ai xem lại nguồn.", old)

    def _read(self) -> tuple[list[Due], list[Outdated], list[Due]]:
        days = self._visit.desk.services.settings.stale_days
        holdings = self._actions.holdings
        with self._visit.desk.store.session() as session:
            outdated = to_repost(session, holdings)
        return to_fill(holdings), outdated, stale(holdings, today(), days)


def _records(title: str, why: str, found: list[Due]) -> None:
    with box("section", "counts"):
        Words("h3", f"{title} ({number(len(found))})")
        Words("p", why if found else "Không có mục nào.", "note")
        for due in found[:MOST]:
            with box("p", "needed"):
                Words("a", due.title, href=edit_address(due.kind, due.key))
                checked = f" · kiểm tra {date(due.checked_on)}" if due.checked_on else ""
                Words("span", f" {KINDS[due.kind].lower()}{checked}" if checked else "", "note")


def _outside(found: list[Outdated]) -> None:
    with box("section", "counts"):
        Words("h3", f"Cần niêm yết, phát lại ({number(len(found))})")
        why = "Nội dung đã đổi sau khi dán, phát." if found else "Không có mục nào."
        Words("p", why, "note")
        for one in found[:MOST]:
            with box("p", "needed"):
                Words("b", f"{MEDIA[one.medium]}:")
                Words("span", f" {one.title}, làm ngày {date(one.done_on)};")
                Words(
                    "a",
                    f" nội dung đổi ngày {date(one.changed_on)}",
                    href=edit_address(one.kind, one.key),
                )
                Words("a", "Soạn lại", "again", href=compose_address(source=one.key))
