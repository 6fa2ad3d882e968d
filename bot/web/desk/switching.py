"""The kill switch of each channel: pressed with a line in the log, shown while it is off."""

from bot.conversation.switches import is_off, silent, turn_off, turn_on
from bot.desk.audit import audit
from bot.store import ChannelOff, Staff, Store
from bot.web.desk.desk import Desk
from bot.web.desk.roles import Permission, require
from bot.web.desk.times import moment
from bot.web.desk.wording import channel


def switch(desk: Desk, staff: Staff, name: str, *, on: bool) -> None:
    """Let the assistant speak on channel ``name``, or silence it; a second press changes nothing.

    Raises:
        NotAllowedError: only an administrator may.
    """
    require(staff, Permission.ACCOUNTS)
    with desk.store.session() as session:
        before = not is_off(session, name)
        if before is on:
            return
        if on:
            turn_on(session, name)
        else:
            turn_off(session, name, staff.name)
        verb = "channel.on" if on else "channel.off"
        audit(session, staff, verb, f"channel:{name}", {"answers": before}, {"answers": on})


def silenced(store: Store) -> str:
    """One line about the channels on which the assistant is silent; '' when it is on all."""
    with store.session() as session:
        found = [_told(row) for row in silent(session)]
    return f"Trợ lý đang tạm ngừng trả lời trên {'; '.join(found)}." if found else ""


def _told(row: ChannelOff) -> str:
    return f"{channel(row.channel)} ({row.by} tắt {moment(row.since)})"
