"""What Vietnamese write that the library's recognisers do not know: said digits, plates, names."""

import re

_UPPER = "".join(
    chr(code)
    for block in (range(0x41, 0x5B), range(0xC0, 0x250), range(0x1E00, 0x1F00))
    for code in block
    if chr(code).isupper()
)
# A number read out digit by digit; 'mươi' slips in where people group by two. All telephone and
# identity numbers begin with 0, whereas 'hai ba', 'năm sáu' are also said of days and people.
_DIGIT = (
    r"(?:không|khong|một|mốt|mot|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|lam|sáu|sau|bảy|bẩy|bay"
    r"|tám|tam|chín|chin|mươi|muoi|mười|\d)"
)
_SAID = re.compile(rf"\b(?:không|khong)(?:[ ,.-]{{1,3}}{_DIGIT}\b){{8,}}", re.IGNORECASE)
_SLASHED = re.compile(r"(?<![\w/])0\d{2,3}/\d{3}/\d{3,4}(?![\w/])")
_AT = re.compile(
    r"[\w.+-]+ ?(?:@|[\[(]at[\])]|[\[(]?a còng[\])]?) ?[\w-]+(?:(?:\.| chấm )[a-z]{2,})+",
    re.IGNORECASE,
)
# Province, series, then five figures; older plates have four and need a word that says so.
_PLATE = re.compile(
    r"(?<![\w.])[1-9]\d ?-?[A-Z][A-Z0-9]?[ -](?:\d{3}\.?\d{2})(?![\w.]\d)"
    r"|(?:(?<=biển )|(?<=bien )|(?<=số )|(?<=so )|(?<=xe ))[1-9]\d[A-Z][A-Z0-9]?[ -]?\d{4,5}\b",
    re.IGNORECASE,
)
_HEALTH_CARD = re.compile(
    r"(?<![^\W\d_])(?!tk )[A-Z]{2}[ .-]?[1-5](?:[ .-]?\d){12}(?!\d)", re.IGNORECASE
)
_PASSPORT = re.compile(r"(?<=hộ chiếu )[A-Z] ?\d{7,8}\b|(?<=passport )[A-Z] ?\d{7,8}\b", re.I)
_WORD = rf"[{_UPPER}][^\W\d_{_UPPER}]+"
_FAMILY = (
    r"nguyễn|nguyen|trần|tran|lê|le|phạm|pham|hoàng|hoang|huỳnh|huynh|phan|vũ|vu|võ|vo|đặng|dang"
    r"|bùi|bui|đỗ|do|hồ|ho|ngô|ngo|dương|duong|lý|ly|đinh|dinh|trương|truong|mai|cao|lương|luong"
)
_NAME = rf"(?:{_WORD}(?: {_WORD}){{1,4}}|(?i:(?:{_FAMILY}) (?:văn|van|thị|thi) \w+(?: \w+)?))"
_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}"
_DAY_IN_WORDS = r"\d{1,2} tháng \d{1,2} năm \d{4}"
# A date or a name alone names nobody; the two together do.
BORN = re.compile(
    rf"\b{_NAME}[ ,(–-]{{1,3}}(?i:(?:ngày |năm )?(?:sinh|sn)(?: ngày| năm)?)[: ]{{1,2}}"
    rf"(?:{_DAY_IN_WORDS}|{_DAY}|(?:19|20)\d{{2}}\b)"
)

FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_AT, "[thư điện tử]"),
    (_SAID, "[số đã ẩn]"),
    (_HEALTH_CARD, "[số thẻ bảo hiểm]"),
    (_PLATE, "[biển số xe]"),
    (_PASSPORT, "[số hộ chiếu]"),
    (_SLASHED, "[số điện thoại]"),
)
"""Each form with what stands instead, in the order they are looked for."""
