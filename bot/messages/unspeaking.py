"""Numbers written as words become figures again, so that a read-out script can be checked.

The other direction is ``bot.messages.speaking``; the two share nothing, so that a mistake of one
is seen by the other.
"""

import re

from knowledge.text import clean

_DIGITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5,
}  # fmt: skip
DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_UNIT = "(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
_TENS = (
    "(?:mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?"
    f"|{_UNIT} mươi(?: (?:mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|tám|chín))?)"
)
_HUNDREDS = f"(?:(?:không|{_UNIT}) trăm(?: (?:linh|lẻ) (?:{_UNIT}|tư)| {_TENS})?)"
_GROUP = f"(?:{_HUNDREDS}|{_TENS}|{_UNIT})"
# What follows a scale begins with hundreds: 'hai nghìn không trăm linh năm', never 'hai nghìn năm'.
_SCALED = (
    rf"(?:{_GROUP} (?:tỷ|tỉ)(?: {_GROUP} triệu)?(?: {_GROUP} (?:nghìn|ngàn))?(?: {_HUNDREDS})?"
    rf"|{_GROUP} triệu(?: {_GROUP} (?:nghìn|ngàn))?(?: {_HUNDREDS})?"
    rf"|{_GROUP} (?:nghìn|ngàn)(?: {_HUNDREDS})?|{_HUNDREDS}|{_TENS})"
)
_DIGIT = "(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
_SCALE_AHEAD = r"(?! (?:mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ)\b)"
# Three figures or more read one by one, in groups with pauses: phones, codes.
_GROUPS = rf"(?:, {_DIGIT}(?: {_DIGIT})+)"
_READ_OUT = (
    rf"(?:{_DIGIT}(?: {_DIGIT}){{2,}}{_GROUPS}*|{_DIGIT} {_DIGIT}{_GROUPS}+)\b{_SCALE_AHEAD}"
)
# A lone word is a number only beside something that is counted or numbered.
_COUNTED = (
    "ngày|tháng|năm|giờ|phút|tuần|quý|tuổi|đồng|bước|bản|bộ|trang|tờ|lần|người|ảnh|phần trăm|mét"
    "|héc-ta|hộ|con|loại|mức|cấp|giấy|việc|điểm|quyển|cuốn|liên|trường hợp|nhóm|chấm|phẩy"
)
_NUMBERED = "ngày|mùng|số|điều|khoản|mục|bước|mức|cấp|phần|quý|khóa|lớp|loại|nhóm|tháng|bảng"
_MONTH = "(?:mười một|mười hai|mười|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín)"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b{pattern}", re.IGNORECASE), kind)
    for pattern, kind in (
        (rf"(?P<b>tháng )(?P<n>{_MONTH})\b(?= năm\b|[,.;]|$)", "scaled"),
        (rf"(?P<n>{_SCALED})\b", "scaled"),
        (rf"(?P<n>{_READ_OUT})", "read_out"),
        (rf"(?P<b>(?:{_NUMBERED}) )(?P<n>{_DIGIT}|tư)\b{_SCALE_AHEAD}", "scaled"),
        (rf"(?P<b>(?:xã|tỉnh|khu) )(?P<n>{_DIGIT})\b(?=[,.;)])", "scaled"),
        (rf"(?P<n>{_DIGIT})\b(?= (?:{_COUNTED})\b){_SCALE_AHEAD}", "scaled"),
    )
)
_GLUE = (
    # What stands between figures when they are read aloud.
    (re.compile(r"(?<=\d) chấm (?=\d)"), "."),
    (re.compile(r"(?<=\d) phẩy (?=\d)"), ","),
    (re.compile(r"(?<=\d) (?:trên|xuyệt|gạch chéo) (?=\d)"), "/"),
    (re.compile(r"(?<=\d) phần trăm\b"), "%"),
)
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ROMAN = re.compile(
    rf"\b((?:[Cc]ấp|[Ll]oại|[Hh]ạng|[Nn]hóm|[Pp]hần|[Mm]ục|[Qq]uý)) ({'|'.join(_ROMANS)})\b"
)
# Not 'thứ Ba', which is a day of the week.
_ORDINAL = re.compile(rf"(?P<b>\bthứ )(?P<n>{_DIGIT}|tư)\b(?= trở|[,.]|$)")
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}


def unspeak(text: str) -> str:
    """``text`` with numbers as figures: 'mười lăm ngày' → '15 ngày'; all else stays as it is."""
    text = _ROMAN.sub(lambda found: f"{found[1]} {_ROMANS.index(found[2]) + 1}", clean(text))
    text = _ORDINAL.sub(_scaled, text)
    for pattern, kind in _RULES:
        text = pattern.sub(_read_out if kind == "read_out" else _scaled, text)
    for pattern, sign in _GLUE:
        text = pattern.sub(sign, text)
    return text


def _scaled(match: re.Match[str]) -> str:
    return (match.groupdict().get("b") or "") + str(value_of(match["n"]))


def _read_out(match: re.Match[str]) -> str:
    return "".join(str(_DIGITS[word]) for word in re.findall(r"\w+", match["n"].lower()))


def value_of(words: str) -> int:
    """The value of a number in words, e.g. 'hai mươi mốt' → 21."""
    total = group = 0
    pending = 0
    for word in words.lower().split():
        if word in _DIGITS:
            pending = _DIGITS[word]
            continue
        if word == "mười":
            group += 10
        elif word == "mươi":
            group += pending * 10
        elif word == "trăm":
            group += pending * 100
        elif word in _SCALES:
            total += (group + pending) * _SCALES[word]
            group = 0
        pending = 0
    return total + group + pending
