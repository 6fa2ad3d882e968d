"""When a reply cannot go out: the next best way to the person, in words for the officer."""

from enum import StrEnum


class NextWay(StrEnum):
    """How a person may still be reached, best first."""

    INVITE = "invite"
    INVITE_PHONE = "invite_phone"
    CALL = "call"
    WAIT = "wait"


_ADVICE = {
    NextWay.INVITE: (
        "Có thể mời người dân nhắn lại bằng mẫu tin ZBS, có mất tiền:"
        " mục 'Mời nhắn lại' trong 'Thêm' của việc."
    ),
    NextWay.INVITE_PHONE: (
        "Người dân có để lại liên hệ: gọi cho họ, hoặc gửi mẫu tin ZBS (có mất tiền) tới số ấy;"
        " xem 'Liên hệ' và 'Mời nhắn lại' trong 'Thêm' của việc."
    ),
    NextWay.CALL: (
        "Người dân có để lại liên hệ: hãy gọi hoặc viết theo đó; xem 'Liên hệ' trong 'Thêm' của"
        " việc."
    ),
    NextWay.WAIT: (
        "Người này không để lại số điện thoại: hãy giữ việc, khi họ nhắn lại thì gửi lại câu"
        " trả lời."
    ),
}


def next_way(*, blocked: bool, invites: bool, contact: bool) -> NextWay:
    """The best way left.

    ``blocked``: the person left or blocked the account, so an invitation by id fails as well.
    ``invites``: the channel has an invitation that the ward has set. ``contact``: the person left
    a way to be reached with this matter.
    """
    if invites and not blocked:
        return NextWay.INVITE
    if contact:
        return NextWay.INVITE_PHONE if invites else NextWay.CALL
    return NextWay.WAIT


def advice(way: NextWay) -> str:
    """What the officer reads behind why the reply did not go out."""
    return _ADVICE[way]
