"""Who carries alerts to staff, and the words of those that no room of its own tells."""

from functools import partial

from bot.channels.telegram import StaffGroup
from bot.channels.zalo_bot import StaffAlerts
from bot.desk import Alert, AlertKind, Alerts


def carry(alerts: Alerts, group: StaffGroup | None, bot: StaffAlerts | None) -> None:
    """Have every alert written into the officers' group and to their telephones."""
    if group is not None:
        alerts.subscribe("group", group.alert)
    if bot is not None:
        alerts.subscribe("zalo_bot", partial(_by_zalo_bot, bot))


async def grant_lost(alerts: Alerts, why: str) -> None:
    """Tell that Zalo took the ward's grant back."""
    text = (
        f"Trợ lý mất quyền của Zalo Official Account: {why}."
        " Nhờ người quản trị chạy 'motcua zalo connect' để cấp lại."
    )
    await alerts.tell(Alert(AlertKind.GRANT_LOST, "zalo", text, None, None, restricted=False))


async def halted(alerts: Alerts, broadcast_id: int, why: str) -> None:
    """Tell that a broadcast stopped by itself."""
    text = (
        f"Tin số {broadcast_id} tự dừng gửi: {why.rstrip('.')}. Nhờ cán bộ xem ở trang Tin gửi dân."
    )
    code = f"broadcast:{broadcast_id}"
    await alerts.tell(Alert(AlertKind.HALTED, code, text, None, None, restricted=False))


async def _by_zalo_bot(bot: StaffAlerts, alert: Alert) -> None:
    """What is for leaders only goes to no list of telephones."""
    if not alert.restricted:
        await bot.alert(alert.text)
