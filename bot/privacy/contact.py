"""A phone number or mail address in a message in which one was asked for."""

import re

from bot.privacy.redaction import redact
from knowledge.text import clean

MAX_NOTE = 300
_PHONE = r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
# Mobile numbers since 2018: 03, 05, 07, 08 or 09 and eight more (Decision 798/QĐ-BTTTT).
_MOBILE = re.compile(r"(?:\+?84|0)([35789]\d{8})")
_REACH = re.compile(f"{_PHONE}|{_MAIL}")


def contact_in(text: str) -> str | None:
    """The message with its phone numbers and addresses, every other number hidden; None if none."""
    whole = clean(text)
    parts, last = [], 0
    for found in _REACH.finditer(whole):
        parts += [redact(whole[last : found.start()]).text, found[0]]
        last = found.end()
    if not parts:
        return None
    return "".join([*parts, redact(whole[last:]).text])[:MAX_NOTE]


def mobile_in(note: str) -> str | None:
    """The first Vietnamese mobile number in a contact that was left, as 0912345678."""
    for found in re.finditer(_PHONE, note):
        if mobile := _MOBILE.fullmatch(re.sub(r"[ .-]", "", found[0])):
            return f"0{mobile[1]}"
    return None
