"""The head of a plan: number, date, place, issuer, title, period."""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from knowledge.plans.folding import fold, fold_evenly, uppercase_share
from knowledge.plans.parse.known_bodies import known_body
from knowledge.plans.parse.known_places import known_place
from knowledge.plans.parse.passage import has_words
from knowledge.records.plan import Period

_REACH = 25
_SAME_PLACE = 0.75
"""'Phuc Thanh' and 'Phước Thạnh' have 0.95, a province and its capital mostly below 0.5."""
_NUMBER_LINE = re.compile(
    r"^\W*(?:s\w?|\$\w)\W{0,3}\s*:?\s*([\w€¢$&()?.]{0,6}?)\s*[/°:]\s*(kh\s*[-–]\s*[\w&]+)"
)
_DATE = re.compile(r"ng\w{1,3}\s+(\d{1,2})\s+th\w{2,4}\s+(\d{1,2})\s+n\w{1,2}\s+((?:19|20)\d\d)")
_PLACE = re.compile(r"(?:^|/\s*kh\s*[-–]\s*[\w&]+\s|\s{2})\W*([^\W\d][^,\d/]*),?\s*ng\w{1,3}\s+\d")
_RIGHT = re.compile(r"\b(?:cong hoa xa|d\w{1,2}c\s*[l1i]\w?p|poc\s*[l1i]ap|doc\s*[l1i]ap)\b")
_AREA = re.compile(
    r"\b(phuong|xa|thi tran|huyen|quan|thi xa|thanh pho|tinh|dac khu)\s+([^\W\d].*)$"
)
_AREA_NAMES = {"phuong": "phường", "xa": "xã", "thi tran": "thị trấn", "huyen": "huyện",
               "quan": "quận", "thi xa": "thị xã", "thanh pho": "thành phố", "tinh": "tỉnh",
               "dac khu": "đặc khu"}  # fmt: skip
_AGENCY = re.compile(
    r"\b(?:so|ban|cuc|chi cuc|van phong|phong|truong|benh vien|trung tam|bo|cong an)\s+[^\W\d]"
)
_TITLE_END = re.compile(
    r"^\W*(?:can cu|thuc hien|thue hien|theo|tren co so|nham|de |trien khai thuc hien ke|uy ban|"
    r"ubnd|i\W)"
)
_YEAR = re.compile(r"\bnam\s+((?:19|20)\d\d)")
_STRETCH = re.compile(r"\bgiai doan\s+((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)")
_HALF = re.compile(r"\b(?:6|sau)\s+thang\s+(dau|cuoi)\s+nam\s+((?:19|20)\d\d)")


@dataclass
class Header:
    """What the head says; ``title_lines`` is where the title stands."""

    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    place: str | None = None
    title: str | None = None
    period: Period = field(default_factory=Period)
    warnings: list[str] = field(default_factory=list)


def read_header(lines: Sequence[str], read: Sequence[str]) -> Header:
    """Read the head of a plan from its first lines.

    Args:
        lines: the lines, restored.
        read: the same lines as read, from which the number is taken.
    """
    header = Header()
    head = [" ".join(line.split()) for line in lines[:_REACH]]
    folded = [fold_evenly(line) for line in head]
    _number(read[:_REACH], header)
    _date_and_place(head, folded, header)
    header.place = header.place and usual_form(header.place, lines)
    header.title, span = _title(head, folded)
    header.issuer = _issuer(head, folded, spoiled=list(lines) != list(read))
    if header.place and header.issuer:
        seat = " ".join(header.issuer.split()[-len(header.place.split()) :])
        as_read = Header()
        raw = [" ".join(line.split()) for line in read[:_REACH]]
        _date_and_place(raw, [fold_evenly(line) for line in raw], as_read)
        if any(_alike(seat, place) for place in (header.place, as_read.place) if place):
            header.place = seat
    if header.title and span:
        header.period = _period(fold(header.title), span)
    names = (("number", "số"), ("date", "ngày"), ("issuer", "cơ quan"), ("title", "tên"))
    for field_name, label in names:
        if getattr(header, field_name) is None and not any(label in w for w in header.warnings):
            header.warnings.append(f"Không đọc được {label} của kế hoạch.")
    if header.period.start is None:
        header.warnings.append("Không đọc được thời gian áp dụng của kế hoạch.")
    return header


def _alike(seat: str, place: str) -> bool:
    return SequenceMatcher(None, fold(seat), fold(place)).ratio() >= _SAME_PLACE


def usual_form(name: str, lines: Sequence[str]) -> str:
    """The spelling of ``name`` that most ``lines`` use ('Hài Hòa' is elsewhere 'Hải Hòa')."""
    text = " ".join(lines)
    bare, wanted = fold_evenly(text), fold_evenly(name)
    forms = Counter(
        text[found.start() : found.end()]
        for found in re.finditer(rf"\b{re.escape(wanted)}\b", bare)
        if text[found.start()].isupper() and not text[found.start() : found.end()].isupper()
    )
    return forms.most_common(1)[0][0] if forms else name


def _number(read: Sequence[str], header: Header) -> None:
    for raw in read:
        line = " ".join(raw.split())
        found = _NUMBER_LINE.search(fold_evenly(line))
        if not found:
            continue
        code = line[found.start(2) : found.end(2)].replace(" ", "")
        if found[1].isdigit():
            header.number = f"{found[1]}/{code}"
            shown = line[found.start(1) : found.end(2)]
            if "/" not in shown:
                header.warnings.append(f"Số của kế hoạch '{shown}' đọc là {header.number}.")
        else:
            shown = line[found.start(1) : found.end(2)].strip()
            header.warnings.append(f"Không đọc rõ số của kế hoạch: '{shown}'.")
        return


def _date_and_place(head: Sequence[str], folded: Sequence[str], header: Header) -> None:
    for line, bare in zip(head, folded, strict=True):
        if found := _DATE.search(bare):
            try:
                header.date = dt.date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                header.warnings.append(f"Không đọc rõ ngày của kế hoạch: '{found[0]}'.")
            if place := _PLACE.search(bare):
                header.place = line[place.start(1) : place.end(1)].strip() or None
            return


def _title(head: Sequence[str], folded: Sequence[str]) -> tuple[str | None, tuple[int, int] | None]:
    start = next(
        (n for n, bare in enumerate(folded) if re.fullmatch(r"\W*ke\s?hoach\W*", bare)), None
    )
    if start is None:
        start = next(
            (n - 1 for n, bare in enumerate(folded) if re.match(r"^\W*ke\s?hoach\s+\w", bare)), None
        )
    if start is None:
        return None, None
    parts: list[int] = []
    for n in range(start + 1, len(head)):
        if parts and (not has_words(head[n]) or _TITLE_END.match(folded[n])):
            break
        if has_words(head[n]):
            parts.append(n)
    text = " ".join(head[n] for n in parts).strip(" -_–.")
    if not text:
        return None, None
    if uppercase_share(text) > 0.9:  # noqa: PLR2004 - a title in capitals
        text = text.capitalize()
    if not fold(text).startswith("ke hoach"):
        text = f"Kế hoạch {text[0].lower()}{text[1:]}"
    return text, (parts[0] + 1, parts[-1] + 1)


def _issuer(head: Sequence[str], folded: Sequence[str], spoiled: bool) -> str | None:
    """The body named at the upper left, beside 'Cộng hòa …' and 'Độc lập …'."""
    left: list[str] = []
    for line, bare in zip(head, folded, strict=True):
        if _NUMBER_LINE.search(bare) or re.fullmatch(r"\W*ke\s?hoach\W*", bare):
            break
        right = _RIGHT.search(bare)
        text = (line[: right.start()] if right else line).strip(" -_–*")
        if has_words(text):
            left.append(text)
    agency = area = None
    for text in left:
        bare = fold_evenly(text)
        if found := _AREA.search(bare):
            kind, name = _AREA_NAMES[found[1]], _named(text[found.start(2) :])
            area = f"{kind} {known_place(kind, name) if spoiled else name}"
        elif _AGENCY.match(bare):
            agency = known_body(text) or text
            if uppercase_share(agency) > 0.5:  # noqa: PLR2004 - printed in capitals
                agency = agency.capitalize()
    if agency:
        return f"{agency} {area}" if area else agency
    return f"UBND {area}" if area else None


def _named(text: str) -> str:
    return " ".join(word.capitalize() for word in text.split())


def _period(title: str, span: tuple[int, int]) -> Period:
    if found := _HALF.search(title):
        year = int(found[2])
        first, last = (1, 6) if found[1] == "dau" else (7, 12)
        return _span(dt.date(year, first, 1), year, last, span)
    if found := _STRETCH.search(title):
        return _span(dt.date(int(found[1]), 1, 1), int(found[2]), 12, span)
    if found := _YEAR.search(title):
        return _span(dt.date(int(found[1]), 1, 1), int(found[1]), 12, span)
    return Period()


def _span(start: dt.date, year: int, month: int, lines: tuple[int, int]) -> Period:
    end = dt.date(year, month, calendar.monthrange(year, month)[1])
    return Period.model_validate({"from": start, "to": end, "lines": lines})
