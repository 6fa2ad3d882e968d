"""The next steps as buttons under the message."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.constants import BUTTONS_MAX, SHORT_TITLE_MAX
from bot.messages import Button


def inline_keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Two short titles share a row, a long one stands alone; None without buttons.

    Titles are shown in the given order. Telegram refuses the whole message when there are more
    than BUTTONS_MAX, so the ones beyond are left out: the answer matters more.
    """
    rows: list[list[InlineKeyboardButton]] = []
    open_row = False
    for button in buttons[:BUTTONS_MAX]:
        key = InlineKeyboardButton(button.title, callback_data=button.payload)
        short = len(button.title) <= SHORT_TITLE_MAX
        if short and open_row:
            rows[-1].append(key)
            open_row = False
        else:
            rows.append([key])
            open_row = short
    return InlineKeyboardMarkup(rows) if rows else None
