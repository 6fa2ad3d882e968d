"""A case on its way to a colleague or a unit."""

from collections.abc import Awaitable, Callable

from nicegui import ui
from sqlalchemy.orm import Session

from bot.desk import administration, casework
from bot.store import Staff
from bot.web.desk.inbox.dialogs import ask_transfer
from bot.web.desk.inbox.views import Opened
from bot.web.desk.visit import Visit

Work = Callable[[Session, Staff], object]


async def pass_on(
    visit: Visit, case: Opened, work: Callable[[Opened, Work], Awaitable[None]]
) -> None:
    """Ask to whom and pass ``case`` on; ``work`` does it in one transaction and shows the case."""
    people = await visit.run(lambda staff: _colleagues(visit, staff))
    asked = await ask_transfer(case, people, visit.desk.services.levels.promise.units)
    if asked is None:
        return
    to, unit, note = asked

    def act(session: Session, staff: Staff) -> None:
        if to is not None:
            who = session.get_one(Staff, to)
            casework.give_to(session, case.id, staff, who, note, case.version)
        else:
            casework.give_to_unit(session, case.id, staff, unit, note, case.version)

    await work(case, act)
    ui.notify(f"Đã chuyển việc {case.code}.", type="positive")


def _colleagues(visit: Visit, staff: Staff) -> list[Staff]:
    with visit.desk.store.session() as session:
        everybody = administration.listed(session)
    return [
        one
        for one in everybody
        if one.active and one.id != staff.id and one.role in casework.HOLDERS
    ]
