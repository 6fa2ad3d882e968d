"""Read the facts out of a text: dates, times, money, codes, phones, links, counts."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.messages.unspeaking import unspeak
from knowledge.text import clean, fold


class FactKind(StrEnum):
    """The closed list of what may never change on its way to a channel."""

    LINK = "link"
    DOCUMENT = "document"
    CODE = "code"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    MONEY = "money"
    QUANTITY = "quantity"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True)
class Fact:
    """``value`` is one spelling for one meaning (ISO dates, plain figures); ``shown`` as found."""

    kind: FactKind
    value: str
    shown: str

    @property
    def key(self) -> tuple[FactKind, str]:
        """What two facts are compared by."""
        return self.kind, self.value


# All patterns meet text in lower case without accents, so that an SMS is read like the record.
_LINK = r"https?://[^\s<>\"')\]]+|\b(?:[a-z0-9-]+\.)+(?:vn|com|me|org|net)\b(?:/[^\s<>\"')\]]*)?"
_DOCUMENT = r"\b\d{1,5}(?:/\d{4})?/(?:[a-z]{2,}\d*)(?:-[a-z0-9]+)*\b|\bqh\d{2}\b"
# A procedure's code, or a place in a plan: 'II.5'.
_CODE = r"(?<![\d.])\d\.\d{6}(?![\d])|\b[ivx]+(?:\.\d{1,2})+\b"
_DAY = (
    r"\b(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"
    r"|ngay (?P<d6>\d{1,2})/(?P<m6>\d{1,2})"
    r"|ngay (?:mung )?(?P<d2>\d{1,2}),? thang (?P<m2>\d{1,2})(?:,? nam (?P<y2>\d{4}))?"
    r"|thang (?P<m3>\d{1,2})(?:/|,? nam )(?P<y3>\d{4})"
    r"|(?P<m4>\d{1,2})/(?P<y4>\d{4})|(?P<y5>\d{4})-(?P<m5>\d{2})-(?P<d5>\d{2}))(?![\d/])"
)
_TIME = r"\b(?P<h>[01]?\d|2[0-4])(?: ?gio ?|h|:)(?P<min>[0-5]\d)(?: phut)?\b"
_PHONE = r"(?<![\d.])(?:0\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}|1[89]00(?:[ .-]?\d{2,4}){1,3})\b"
_FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_MONEY = rf"\b(?P<n>{_FIGURE}) ?(?P<scale>nghin|ngan|trieu|ty|ti)? ?(?:dong|vnd|d)\b"
# Longest first; what a figure counts belongs to it: 60 ngày is not 60 tháng.
_UNITS = (
    "ngay lam viec", "ngay", "thang tuoi", "thang", r"nam(?! \d{4})", "tuan", "gio lam viec", "gio",
    "h", "phut",
    "tuoi", "km", "m2", "met", "%", "ban", "bo", "trang", "lan", "nguoi", "anh", "muc", "buoc",
)  # fmt: skip
_QUANTITY = rf"\b(?P<n>{_FIGURE}) ?(?P<unit>{'|'.join(_UNITS)})(?![a-z])"
_NUMBER = rf"\b(?P<n>{_FIGURE})\b"
_ORDER: tuple[tuple[FactKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (FactKind.LINK, _LINK),
        (FactKind.DOCUMENT, _DOCUMENT),
        (FactKind.CODE, _CODE),
        (FactKind.DATE, _DAY),
        (FactKind.PHONE, _PHONE),
        (FactKind.TIME, _TIME),
        (FactKind.MONEY, _MONEY),
        (FactKind.QUANTITY, _QUANTITY),
        (FactKind.NUMBER, _NUMBER),
    )
)
_SCALE = {"nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 10**9, "ti": 10**9}
# A list's own numbering states nothing.
_ENUMERATION = re.compile(r"^[ \t]*(?:\d{1,2}[.)]|[-•*])[ \t]+", re.MULTILINE)
_PART_OF_NUMBER = re.compile(r"\d+")


def read_facts(text: str, *, spoken: bool = True) -> list[Fact]:
    """All facts but names, in the order of the text; each figure belongs to one fact only."""
    lines = (clean(line) for line in _ENUMERATION.sub("", text).splitlines())
    plain = "\n".join(unspeak(line) if spoken else line for line in lines if line)
    folded = _fold_in_place(plain)
    found: list[tuple[int, Fact]] = []
    for kind, pattern in _ORDER:
        for match in pattern.finditer(folded):
            shown = plain[match.start() : match.end()]
            value = _value(kind, match, shown)
            if value:
                found.append((match.start(), Fact(kind, value, shown)))
                folded = _blank(folded, match.start(), match.end())
    return [fact for _, fact in sorted(found, key=lambda one: one[0])]


def loose_numbers(text: str) -> set[str]:
    """Every run of figures, leading zeros aside: what a read-out code or date is made of."""
    return {run.lstrip("0") or "0" for run in _PART_OF_NUMBER.findall(unspeak(text))}


def _fold_in_place(text: str) -> str:
    """Fold letter by letter, so that positions stay."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        folded = fold(letter)
        letters.append(folded if len(folded) == 1 else letter)
    return "".join(letters)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]


def _value(kind: FactKind, match: re.Match[str], shown: str) -> str:
    return _VALUES[kind](match, shown) if kind in _VALUES else match[0]


def _link(_: re.Match[str], shown: str) -> str:
    # Upper and lower case count in an address.
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", shown, flags=re.IGNORECASE)
    return bare.rstrip("/.,;:")


def _quantity(match: re.Match[str], _: str) -> str:
    unit = "gio" if match["unit"] == "h" else match["unit"]
    return f"{_plain(match['n'])} {unit}"


def _date(match: re.Match[str], _: str) -> str:
    groups = match.groupdict()
    day, month, year = (
        next((groups[name] for name in names if groups.get(name)), None)
        for names in (
            ("d", "d2", "d5", "d6"),
            ("m", "m2", "m3", "m4", "m5", "m6"),
            ("y", "y2", "y3", "y4", "y5"),
        )
    )
    if not month or not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
        return ""
    parts = [year or "-", f"{int(month):02}"] + ([f"{int(day):02}"] if day else [])
    return "-".join(parts)


def _plain(figure: str, scale: int = 1) -> str:
    """'50.000' → '50000', '07' → '7', '1,5' → '1.5'."""
    whole, _, rest = figure.replace(".", "").partition(",")
    if rest and scale > 1:
        return str(int(float(f"{whole}.{rest}") * scale))
    value = str(int(whole) * scale)
    return f"{value}.{rest}" if rest else value


_VALUES: dict[FactKind, Callable[[re.Match[str], str], str]] = {
    FactKind.LINK: _link,
    FactKind.DATE: _date,
    FactKind.TIME: lambda match, _: f"{int(match['h']):02}:{match['min']}",
    FactKind.PHONE: lambda match, _: re.sub(r"\D", "", match[0]),
    FactKind.MONEY: lambda match, _: _plain(match["n"], _SCALE.get(match["scale"] or "", 1)),
    FactKind.QUANTITY: _quantity,
    FactKind.NUMBER: lambda match, _: _plain(match["n"]),
}
