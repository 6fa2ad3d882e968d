"""The way from a plan to the page of its reading."""

from urllib.parse import urlencode

from bot.web.desk.addresses import Section
from bot.web.desk.markup import Words


def reading_link(file: str) -> None:
    """A link that opens the reading of the plan imported from ``file``."""
    address = f"{Section.READING.address}?{urlencode({'file': file})}"
    Words("a", "Xem và sửa bản đọc ›", "aside", href=address)
