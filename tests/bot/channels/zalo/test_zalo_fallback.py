"""When the window is shut: the next best way, for every combination."""

import itertools

import pytest

from bot.channels.windows import Window
from bot.channels.zalo.fallback import NextWay, advice, next_way, shut_note


@pytest.mark.parametrize(
    ("given", "way"),
    [
        ({"window": Window.FREE}, NextWay.WRITE),
        ({"window": Window.PAID}, NextWay.WAIT),
        ({"window": Window.PAID, "paid_allowed": True}, NextWay.WRITE),
        ({"window": Window.SHUT, "paid_allowed": True}, NextWay.WAIT),
        ({"window": Window.SHUT, "template": True}, NextWay.TEMPLATE),
        (
            {"window": Window.SHUT, "template": True, "other_channels": ("Telegram",)},
            NextWay.OTHER_CHANNEL,
        ),
        ({"window": Window.SHUT, "phone_known": True}, NextWay.CALL),
        ({"window": Window.SHUT, "template": True, "phone_known": True}, NextWay.TEMPLATE),
        ({"window": Window.FREE, "unreachable": True}, NextWay.WAIT),
        ({"window": Window.FREE, "unreachable": True, "template": True}, NextWay.WAIT),
        (
            {
                "window": Window.FREE,
                "unreachable": True,
                "template": True,
                "phone_known": True,
            },
            NextWay.TEMPLATE_BY_PHONE,
        ),
    ],
)
def test_the_best_way_left(given: dict[str, object], way: NextWay) -> None:
    assert next_way(**({"paid_allowed": False, "template": False} | given)) is way  # type: ignore[arg-type]


def test_never_silence_and_nothing_paid_that_was_not_allowed() -> None:
    flags = itertools.product(Window, *[(False, True)] * 4)
    for window, paid, template, phone, blocked in flags:
        way = next_way(
            window,
            paid_allowed=paid,
            template=template,
            phone_known=phone,
            unreachable=blocked,
        )
        assert advice(way)
        if way is NextWay.WRITE:
            assert not blocked
            assert window in (Window.FREE, Window.UNLIMITED) or (paid and window is Window.PAID)
        if way in (NextWay.TEMPLATE, NextWay.TEMPLATE_BY_PHONE):
            assert template


def test_the_officer_reads_why_and_what_to_do() -> None:
    note = shut_note(Window.SHUT, NextWay.OTHER_CHANNEL, ("Telegram",))
    assert "7 ngày" in note
    assert "Telegram" in note
