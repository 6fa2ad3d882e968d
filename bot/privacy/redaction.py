"""Hide personal numbers in what people write; official codes and dates stay readable."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.privacy.forms import BORN, FORMS

if TYPE_CHECKING:
    import vipii

# vipii's label → what stands instead. A date alone names nobody, so dates of birth are not hidden.
_SHOWN = {
    "CCCD": "[số căn cước]",
    "CMND": "[số chứng minh]",
    "PASSPORT": "[số hộ chiếu]",
    "PHONE_NUMBER": "[số điện thoại]",
    "EMAIL_ADDRESS": "[thư điện tử]",
    "MST": "[mã số thuế]",
    "BANK_ACCOUNT": "[số tài khoản]",
    "BHXH": "[số bảo hiểm]",
    "BHYT": "[số thẻ bảo hiểm]",
    "BANK_CARD": "[số thẻ]",
    "DRIVER_LICENSE": "[số giấy phép lái xe]",
}
_DASH = "‐-―−-"  # every dash and the minus sign; stands last in a character class
# Whatever the recognisers miss: nine or more digits in a row, however they are grouped.
_LONG_NUMBER = re.compile(rf"\(?\+?\d(?:[ .(){_DASH}]{{0,3}}\d){{8,}}")
# An amount never begins inside or right after another number: '0912.345.678' is a telephone.
_AMOUNT = r"[1-9]\d{0,2}(?:\.\d{3})+"
_OFFICIAL = re.compile(
    rf"\b[A-Z]\d{{2}}(?:\.\w{{1,3}})*[{_DASH}]\d{{6}}[{_DASH}]\d{{3,6}}(?!\d)"  # a dossier
    r"|(?<![\w.])\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?(?!\.?\w)"  # a procedure
    r"|\b\d{1,5}/\d{4}/[^\W\d][\w-]*"  # a document
    r"|(?<![\w.-])(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?![.-]?\d)"
    r"|(?<![\w.-])(?:19|20)\d{2}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?![.-]?\d)"  # dates
    rf"|(?<![\w.)])(?<![\d)][ .{_DASH}])(?:18|19)00"  # a hotline: 1900 9068, 1900545481
    r"(?:(?:[ .-]?\d{2}){2}|[ .-]?\d{6}|(?:[ .-]\d{3}){2})(?![ .-]?\d)"
    rf"|(?<![\w.)])(?<![\d)][ .{_DASH}]){_AMOUNT}"
    rf"(?: ?[{_DASH}] ?{_AMOUNT})?(?![ .{_DASH}]?\d)"
    r"|(?<![\w.])[1-9]\d{0,6}000(?= ?(?:đồng(?! (?:nai|tháp))|đ\b|vnđ|vnd))",  # 500000 đồng
    re.IGNORECASE,
)
_ANY_NUMBER = "[số đã ẩn]"


@dataclass(frozen=True)
class Redacted:
    """``text`` without personal numbers; ``kinds`` names what was hidden."""

    text: str
    kinds: tuple[str, ...]


@lru_cache(maxsize=1)
def _detector() -> "vipii.PIIDetector":
    # It imports half a machine-learning library: seconds that a command which hides nothing saves.
    import vipii

    return vipii.PIIDetector()


def prepare() -> None:
    """Load the recognisers now, so that the first citizen does not wait for them."""
    redact("0912345678")


def redact(text: str) -> Redacted:
    """Hide personal numbers and addresses of electronic mail in ``text``."""
    # What is official or already found is written over, so that nothing else sees it as a number.
    found = [(*match.span(), "[họ tên, ngày sinh]") for match in BORN.finditer(text)]
    left = _OFFICIAL.sub(lambda match: "x" * len(match[0]), _written_over(text, found))
    for form, shown in FORMS:
        spans = [(*match.span(), shown) for match in form.finditer(left)]
        left = _written_over(left, spans)
        found += spans
    for match in _detector().detect(left):
        start, end = _whole(left, match.start, match.end)
        if match.label in _SHOWN and not _overlaps(start, end, found):
            found.append((start, end, _SHOWN[match.label]))
    left = _written_over(left, found)
    found += [(*match.span(), _ANY_NUMBER) for match in _LONG_NUMBER.finditer(left)]
    kinds = tuple(dict.fromkeys(shown for _, _, shown in sorted(found)))
    for start, end, shown in sorted(found, reverse=True):
        text = text[:start] + shown + text[end:]
    return Redacted(text, kinds)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with all of the digits at its ends: no piece of a number may stay behind."""
    while start and text[start].isdigit() and text[start - 1].isdigit():
        start -= 1
    while end < len(text) and text[end - 1].isdigit() and text[end].isdigit():
        end += 1
    return start, end


def _written_over(text: str, found: list[tuple[int, int, str]]) -> str:
    for start, end, _ in found:
        text = text[:start] + "x" * (end - start) + text[end:]
    return text


def _overlaps(start: int, end: int, found: list[tuple[int, int, str]]) -> bool:
    return any(start < other_end and other < end for other, other_end, _ in found)
