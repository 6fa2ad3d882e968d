"""When the window is shut: the next best way to a person, and the words that tell an officer."""

from collections.abc import Sequence
from enum import StrEnum

from bot.channels.windows import MessageClass, Window, allows


class NextWay(StrEnum):
    """How a person may still be reached, best first."""

    WRITE = "write"
    OTHER_CHANNEL = "other_channel"
    TEMPLATE = "template"
    TEMPLATE_BY_PHONE = "template_by_phone"
    CALL = "call"
    WAIT = "wait"


_ADVICE = {
    NextWay.WRITE: "Gửi được ngay.",
    NextWay.OTHER_CHANNEL: "Hãy trả lời qua kênh khác của người này: {channels}.",
    NextWay.TEMPLATE: "Có thể gửi mẫu tin ZBS (có tính tiền) mời người dân nhắn lại.",
    NextWay.TEMPLATE_BY_PHONE: "Có thể gửi mẫu tin ZBS (có tính tiền) tới số điện thoại đã biết.",
    NextWay.CALL: "Hãy gọi điện theo số người dân đã để lại.",
    NextWay.WAIT: "Hãy liên hệ cách khác, hoặc chờ người dân nhắn lại cho Zalo OA.",
}


def next_way(
    window: Window,
    *,
    paid_allowed: bool,
    template: bool,
    other_channels: Sequence[str] = (),
    phone_known: bool = False,
    unreachable: bool = False,
) -> NextWay:
    """The best way left: free before paid, the platform before the telephone.

    ``unreachable`` means that the person blocked the account: a template by id fails as well.
    """
    if not unreachable and allows(window, MessageClass.CONSULTATION, paid_allowed=paid_allowed):
        return NextWay.WRITE
    if other_channels:
        return NextWay.OTHER_CHANNEL
    if template and not unreachable:
        return NextWay.TEMPLATE
    if template and phone_known:
        return NextWay.TEMPLATE_BY_PHONE
    return NextWay.CALL if phone_known else NextWay.WAIT


def advice(way: NextWay, other_channels: Sequence[str] = ()) -> str:
    """What the officer reads."""
    return _ADVICE[way].format(channels=", ".join(other_channels))


def shut_note(window: Window, way: NextWay, other_channels: Sequence[str] = ()) -> str:
    """Why the reply did not go out, and what to do."""
    why = (
        "Đã quá 48 giờ kể từ tin cuối của người dân, gửi tiếp sẽ mất tiền mà đơn vị chưa cho phép."
        if window is Window.PAID
        else "Zalo không cho nhắn: đã quá 7 ngày kể từ tin cuối của người dân."
    )
    return f"{why} {advice(way, other_channels)}"
