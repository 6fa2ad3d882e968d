"""Repair what the national portal's export is known to get wrong, where it is certain."""

import re

from knowledge.catalogue.attachments import without_attachments

# '1Miễn phí(…)': the number of the time-limit cell is glued to the fee cell and its unit is lost.
# The fee is certain once the number is cut; the time limit is not, so it stays unknown.
_GLUED_FEE = re.compile(r"(?:(?<=^)|(?<=: )|(?<=— ))\d+(?=Miễn phí)")
_SPACE_BEFORE_BRACKET = re.compile(r"(?<=\w)\(")
_DOUBLE_BRACKETS = re.compile(r"\(\((.*)\)\)", re.DOTALL)
_COPIES = re.compile(r"\s*\((?P<count>\d+ bản chính(?:, ?\d+ bản sao)?|\d+ bản sao)\)\s*$")
_AMOUNT = re.compile(r"(?P<amount>\d{1,3}(?:,\d{3})+|\d+) (?:Việt Nam Đồng|VNĐ|Đồng)\b")
_NOTHING = frozenset({"không", "không có", "không có thông tin", "không quy định"})
_WORD = re.compile(r"[^\W_]")
_CHANNEL = re.compile(r"(Trực tuyến|Trực tiếp|Dịch vụ bưu chính):\s*")


def known(text: str | None) -> str | None:
    """``text`` trimmed, or None where the portal only says that it says nothing."""
    trimmed = (text or "").strip()
    if not _WORD.search(trimmed) or trimmed.lower().rstrip(". ") in _NOTHING:
        return None
    return trimmed


def repair_fee(text: str | None) -> str | None:
    """Cut a glued number, write amounts as '20.000 đồng', fold channels of one price into one."""
    value = known(text)
    if value is None:
        return None
    value = _GLUED_FEE.sub("", value)
    value = _DOUBLE_BRACKETS.sub(r"(\1)", value)
    value = _SPACE_BEFORE_BRACKET.sub(" (", value)
    value = _AMOUNT.sub(lambda match: match["amount"].replace(",", ".") + " đồng", value)
    return one_for_all_channels(value)


def one_for_all_channels(value: str) -> str:
    """'Trực tuyến: X; Trực tiếp: X' says no more than 'X'."""
    parts = _CHANNEL.split(value)
    if len(parts) < 5 or parts[0].strip():  # noqa: PLR2004  (two channels: '', name, value, name, value)
        return value
    values = {part.strip().rstrip(";").strip() for part in parts[2::2]}
    return values.pop() if len(values) == 1 else value


def repair_paper(line: str) -> tuple[str, str | None]:
    """A dossier line without its glued file name, and its copies ('1 bản chính') or None."""
    copies = _COPIES.search(line)
    text = without_attachments(_COPIES.sub("", line)).strip(" -+•*\t.,;")
    return text, copies["count"] if copies else None
