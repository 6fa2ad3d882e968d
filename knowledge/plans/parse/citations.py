"""Documents that a plan cites, with number, date, issuer and subject."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.plans.parse.passage import Lines, Passage

_KINDS = (
    r"nghi quyet|nghi dinh|quyet dinh|chi thi|ke hoach|chuong trinh hanh dong|chuong trinh|"
    r"cong van|thong tu lien tich|thong tu|thong bao|huong dan|de an|to trinh|bao cao|ket luan|"
    r"cong dien|luat|phap lenh|nq|qd|nd"
)
_NUMBER = re.compile(
    r"(?<![\d/])(\d{1,5})\s*(?:/\s*((?:19|20)\d\d)\s*)?[-/–:°]\s*"
    r"([A-ZĐ][A-Za-zĐđ]{0,6}\d{0,2})(?:\s*[-/–]\s*[-–]?\s*([A-ZĐ][A-Za-zĐđ&]*(?:-[A-ZĐ]{2,})?))?"
)
_KIND_BEFORE = re.compile(rf"({_KINDS})\s*(?:s\W?\w{{0,2}}\W{{0,2}}\s*)?$")
_DATE_AFTER = re.compile(
    r"^\W{0,3}ng\w{1,3}\s*(\d{1,2})\s*(?:[^\w\s]|thang)\s*(\d{1,2})\s*(?:[^\w\s]|nam)\s*"
    r"((?:19|20)\d\d)"
)
_DATE_RUN_TOGETHER = re.compile(r"^\W{0,3}ng\w{1,3}\s*(\d\d)(\d\d)\s*/\s*((?:19|20)\d\d)")
"""A scan loses the stroke of '19/01/2023'."""
_UNREAD_DATE = re.compile(r"^\W{0,3}ngay\s+((?=\S*\d)\S+(?: thang \S+ nam \S+)?)")
_UNREAD_NUMBER = re.compile(rf"\b(?:{_KINDS}) so (?=\S*\d)(\S+)")
_ISSUER_AFTER = re.compile(r"^\W{0,2}c\w{1,3}a\s+")
_ISSUER_END = re.compile(
    r"[;:,.“”\"(]|\b(?:ve|ban hanh|phe duyet|quy dinh|huong dan|sua doi|v/v|trien khai|cong bo|"
    r"thong qua|giao|tren dia ban|de trien khai|khoa [ivxl\d]+|trong do|cach|thuc hien|"
    r"va (?:tong hop|huong dan|de an|chuong trinh|cac|quyet|chi thi|nghi|ke hoach|thong tu"
    r"|cong van))\b"
)
_ABOUT = re.compile(r"\b(?:ve(?: viec)?|ban hanh|phe duyet|quy dinh|huong dan|sua doi)\b")
_ABOUT_END = re.compile(r"[;]|\.(?:\s|$)|:\s*$|,\s*(?:uy ban|ubnd|nham|so [a-z])")
_TYPES = {
    "QD": "QĐ", "QB": "QĐ", "QP": "QĐ", "ND": "NĐ", "NB": "NĐ", "NP": "NĐ", "CTR": "CTr",
    "TTR": "TTr",
}  # fmt: skip
_BODIES = {
    "HDND": "HĐND",
    "HPND": "HĐND",
    "HBND": "HĐND",
    "TTG": "TTg",
    "DU": "ĐU",
    "BU": "ĐU",
    "PU": "ĐU",
}
_BODY_NAMES = {"CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ"}
_PARTY = {"TU", "HU", "ĐU", "TW", "TƯ"}
_PARTY_RUN_TOGETHER = re.compile(r"(NQ|CT|KH|KL|QĐ|QD|CTr)(TU|HU|ĐU|DU|TW)$")
"""A scan loses the stroke of '09-NQ/HU'."""
_COMMITTEE = re.compile(
    r"((?:Ban Thường vụ|Thường trực) (?:Tỉnh|Huyện|Thành|Quận|Thị|Đảng)) \w{0,2}[yỳỷỹýỵ]\b"
)
_MAX_ISSUER_WORDS = 14
_MAX_ABOUT = 400


@dataclass(frozen=True)
class Citation:
    """A cited document; ``key`` is the same for two ways of writing one number.

    ``unclear`` says in words what of its date was hard or impossible to read.
    """

    number: str
    key: tuple[str, ...]
    date: dt.date | None
    issuer: str | None
    about: str | None
    lines: Lines
    unclear: str | None = None


def unread_numbers(text: Passage) -> Iterator[tuple[str, int]]:
    """What stands for the number of a cited document and is none, each with its line."""
    numbers = [match.start() for match in _NUMBER.finditer(text.text) if _is_number(text, match)]
    for match in _UNREAD_NUMBER.finditer(text.folded):
        if not any(match.start(1) <= start <= match.end(1) for start in numbers):
            yield text.text[match.start() : match.end()], text.lines_of(*match.span(1))[0]


def citations(text: Passage) -> Iterator[Citation]:
    """Documents cited by number in ``text``, in order, every mention."""
    matches = [match for match in _NUMBER.finditer(text.text) if _is_number(text, match)]
    for position, match in enumerate(matches):
        end = matches[position + 1].start() if position + 1 < len(matches) else len(text.text)
        yield _citation(text, match, end)


def as_printed(read: Sequence[str], cited: Citation) -> str | None:
    """The number as the lines ``read`` print it, where ``cited.number`` differs; else None."""
    first, last = cited.lines
    text = " ".join(" ".join(read[first - 1 : last]).split())
    digits = re.split(r"\D", cited.number, maxsplit=1)[0]
    tail = r"\s*(?:/\s*\d{4}\s*)?[-/–:°]\s*\w+(?:\s*[-/–]\s*[-–]?\s*\w[\w&-]*)?"
    found = re.search(rf"(?<![\d/]){digits}{tail}", text)
    shown = found[0] if found else text
    return None if shown.replace(" ", "") == cited.number else shown


def _is_number(text: Passage, match: re.Match[str]) -> bool:
    kind, body = match[3], match[4]
    before = text.folded[max(0, match.start() - 30) : match.start()].rstrip()
    if body is None:
        return bool(re.fullmatch(r"QH\d{1,2}|UBTVQH\d{1,2}", kind)) or bool(
            _KIND_BEFORE.search(before) and kind.isupper() and len(kind) > 1
        )
    return kind.isupper() or kind in {"CTr", "TTr", "KHPH"}


def _citation(text: Passage, match: re.Match[str], limit: int) -> Citation:
    before = text.folded[max(0, match.start() - 40) : match.start()]
    kind_word = _KIND_BEFORE.search(before)
    begin = match.start() - (len(before) - kind_word.start()) if kind_word else match.start()
    number, key = _written(match)
    end = match.end()
    date, unclear, end = _dated(text, end, limit)
    issuer, end = _issuer(text, end, limit)
    subject = _about(text, end, limit)
    if issuer is None and match[4] is not None:
        issuer = _BODY_NAMES.get(_BODIES.get(match[4].upper(), match[4]))
    return Citation(number, key, date, issuer, subject, text.lines_of(begin, end), unclear)


def _dated(text: Passage, begin: int, limit: int) -> tuple[dt.date | None, str | None, int]:
    """The date that follows a number, what was unclear of it, and where it ends."""
    after = text.folded[begin:limit]
    if (found := _DATE_AFTER.match(after)) and (date := _date(found)):
        return date, None, begin + found.end()
    if (found := _DATE_RUN_TOGETHER.match(after)) and (date := _date(found)):
        shown = text.text[begin + found.start(1) : begin + found.end()]
        return date, f"ngày '{shown}' đọc là {date:%d/%m/%Y}", begin + found.end()
    if found := _UNREAD_DATE.match(after):
        shown = text.text[begin + found.start(1) : begin + found.end()]
        return None, f"không đọc được ngày '{shown}'", begin + found.end()
    return None, None, begin


def _written(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """The number in its usual spelling, and its key."""
    kind, body = match[3], match[4]
    if body is None and (party := _PARTY_RUN_TOGETHER.match(kind)):
        kind, body = party.groups()
    kind = _TYPES.get(kind.upper(), kind)
    body = body and _BODIES.get(body.upper(), body)
    year = match[2]
    key = tuple(part.upper() for part in (match[1].lstrip("0"), year or "", kind, body or ""))
    if body is None:
        return f"{match[1]}/{year}/{kind}" if year else f"{match[1]}/{kind}", key
    if body in _PARTY:
        return f"{match[1]}-{kind}/{body}", key
    return "/".join(part for part in (match[1], year, f"{kind}-{body}") if part), key


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _issuer(text: Passage, begin: int, limit: int) -> tuple[str | None, int]:
    intro = _ISSUER_AFTER.match(text.folded[begin:limit])
    if not intro:
        return None, begin
    start = begin + intro.end()
    stop = _ISSUER_END.search(text.folded[start:limit])
    end = start + stop.start() if stop else limit
    name = " ".join(text.text[start:end].split()[:_MAX_ISSUER_WORDS]).strip(" -–")
    return (short_body(name), start + len(name)) if name else (None, begin)


def _about(text: Passage, begin: int, limit: int) -> str | None:
    found = _ABOUT.search(text.folded[begin : min(limit, begin + 40)])
    if not found:
        return None
    start = begin + found.start()
    stop = _ABOUT_END.search(text.folded[start:limit])
    end = start + stop.start() if stop else limit
    about = re.sub(r"^(?:về việc|về)\s+", "", text.text[start:end].strip(" ,–-"))
    return about[:_MAX_ABOUT].strip() or None


# What a scan makes of 'Sở'.
_SIGN_FOR_SO = re.compile(r"\b[Ss]&(?=\s|$)")


def short_body(name: str) -> str:
    """The name of a body with 'Ủy ban nhân dân' written 'UBND', so that one body has one name."""
    name = _SIGN_FOR_SO.sub("Sở", name)
    name = re.sub(_COMMITTEE, r"\1 ủy", name)
    return re.sub(r"(?i)\b[uủ][yỷ]\s+ban\s+nhân\s+dân\b", "UBND", name).strip()
