"""Hide personal numbers in what people write; official codes and dates stay readable."""

import re
from dataclasses import dataclass
from functools import lru_cache

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
    "CREDIT_CARD": "[số thẻ]",
    "DRIVER_LICENSE": "[số giấy phép lái xe]",
}
# Whatever the recognisers miss: nine or more digits in a row, also grouped by spaces, dots or
# dashes. Dossier codes (H29.12-250701-0001) and procedure codes (1.001193) are shorter runs.
_LONG_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[ .-]?\d){8,18}(?![\w])")
_OFFICIAL = re.compile(
    r"\b(?:[A-Z]\d{2}(?:\.[\w]+)*-\d{6}-\d{3,6}"  # a dossier of the portal
    r"|\d\.\d{6}"  # a procedure
    r"|\d+/\d{4}/[\w-]+|\d{1,2}/\d{1,2}/\d{4}"  # a document, a date
    r"|[1-9]\d{0,2}(?:\.\d{3})+)\b(?![.\d])"  # an amount of money
)
_HEALTH_CARD = re.compile(r"\b[A-Z]{2}\d{13}\b")
_ANY_NUMBER = "[số đã ẩn]"


@dataclass(frozen=True)
class Redacted:
    """``text`` without personal numbers; ``kinds`` names what was hidden."""

    text: str
    kinds: tuple[str, ...]


@lru_cache(maxsize=1)
def _detector() -> vipii.PIIDetector:
    return vipii.PIIDetector()


def redact(text: str) -> Redacted:
    """Hide personal numbers and addresses of electronic mail in ``text``."""
    kept = [match.span() for match in _OFFICIAL.finditer(text)]
    found = [
        (match.start, match.end, _SHOWN[match.label])
        for match in _detector().detect(text)
        if match.label in _SHOWN and not _overlaps(match.start, match.end, kept)
    ]
    found += [(*match.span(), _SHOWN["BHYT"]) for match in _HEALTH_CARD.finditer(text)]
    found += [
        (match.start(), match.end(), _ANY_NUMBER)
        for match in _LONG_NUMBER.finditer(text)
        if not _overlaps(*match.span(), kept)
        and not _overlaps(*match.span(), [(start, end) for start, end, _ in found])
    ]
    kinds = tuple(dict.fromkeys(shown for _, _, shown in sorted(found)))
    for start, end, shown in sorted(found, reverse=True):
        text = text[:start] + shown + text[end:]
    return Redacted(text, kinds)


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other < end for other, other_end in spans)
