"""A ward whose hotline nobody filled in yet."""

from dataclasses import replace
from typing import Any

from knowledge.content import Content
from knowledge.records import Contact
from tests.bot.records import RECORDS

HOTLINE = "xa-mot-cua-dien-thoai"
EMPTY = Contact.model_validate(
    {
        "id": HOTLINE,
        "kind": "hotline",
        "scope": "ward",
        "name": "Số điện thoại bộ phận một cửa",
        "serves": "Hỏi giấy tờ, giờ làm việc, tình trạng hồ sơ",
        "aliases": ["số điện thoại một cửa", "gọi hỏi hồ sơ"],
        "to_fill": True,
    }
)
WARD = replace(RECORDS, contacts=(*RECORDS.contacts, EMPTY))
FILLED: dict[str, Any] = {
    "id": HOTLINE,
    "kind": "hotline",
    "scope": "ward",
    "name": EMPTY.name,
    "serves": EMPTY.serves,
    "aliases": list(EMPTY.aliases),
    "phone": "0251 3 000 000",
    "hours": "Thứ Hai đến thứ Sáu",
    "source": {"title": "Thông báo của UBND phường", "reference": "15/TB-UBND"},
    "checked_on": "2026-10-20",
}


def ward() -> Content:
    """As Holdings wants it."""
    return WARD
