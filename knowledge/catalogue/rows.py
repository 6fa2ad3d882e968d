"""One catalogue row becomes one procedure, or says in one line why it cannot."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from knowledge.catalogue.defects import known, one_for_all_channels, repair_fee, repair_paper
from knowledge.plans.encodings import in_unicode, repair_encoding
from knowledge.records import Level, Paper, Procedure, Source, Validity, Where
from knowledge.records.faults import fault_of
from knowledge.text import clean, visible
from knowledge.text.syllable_shape import vietnamese_share

PORTAL = "Cổng Dịch vụ công quốc gia"
# Column titles as offices write them in spreadsheets (Thông tư 02/2017/TT-VPCP), beside the
# contract's own names.
HEADERS = {
    "mã thủ tục": "code",
    "mã tthc": "code",
    "tên thủ tục": "name",
    "lĩnh vực": "field",
    "cấp thực hiện": "level",
    "trình tự thực hiện": "steps",
    "cách thức thực hiện": "how",
    "thành phần hồ sơ": "documents",
    "phí, lệ phí": "fee",
    "thời hạn giải quyết": "time_limit",
    "đối tượng thực hiện": "audience",
    "cơ quan thực hiện": "agency",
    "kết quả thực hiện": "result",
    "yêu cầu, điều kiện": "requirements",
    "căn cứ pháp lý": "legal_basis",
    "mẫu đơn, tờ khai": "forms",
    "ngày ban hành": "issued",
    "hiệu lực từ": "effective_from",
    "hiệu lực đến": "effective_to",
    "thay thế bởi": "replaced_by",
    "quyết định công bố": "decision",
}
# Decisions come into force within months; a start farther off is a slip of the year.
FARTHEST_START = dt.timedelta(days=5 * 365)
# Of a title's marked words so many are spelt like Vietnamese; names from abroad stand among them.
LEGIBLE = 0.5
_BULLETS = " -+•*\t"
_CODE = re.compile(r"\d\.\d{6}")
_CUT_CODE = re.compile(r"\d\.\d{1,5}")


@dataclass(frozen=True)
class SkippedRow:
    """Why a row was left out."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class RowError(ValueError):
    """The row cannot become a procedure; the message names the field."""


def to_procedure(values: dict[str, Any], checked_on: dt.date) -> Procedure:
    """Build a procedure from a row in the contract's or an office's column names.

    Raises:
        RowError: a needed field is missing or malformed.
    """
    code = code_of(values)
    # Before invisible characters go: the ư of an old font looks like one (a soft hyphen).
    row = {field: _plain(field, value) for field, value in _fields(_in_unicode(values))}
    how = row.get("how") or ""
    try:
        return Procedure(
            id=f"p-{code.replace('.', '-')}",
            code=code,
            name=re.sub(r"^Thủ tục (\w)", lambda m: m[1].upper(), _needed(row, "name")),
            field=_needed(row, "field"),
            level=_levels(row),
            summary=known(row.get("description")),
            audience=known(row.get("audience")),
            documents=_papers(row.get("documents")),
            steps=_lines(row.get("steps")),
            where=Where(
                online_note="Có nhận hồ sơ trực tuyến." if "Trực tuyến" in how else None,
                online_url=known(row.get("url")) if "Trực tuyến" in how else None,
                post=True if "bưu chính" in how.lower() else None,
            ),
            time_limit=one_for_all_channels(limit)
            if (limit := known(row.get("time_limit")))
            else None,
            fee=repair_fee(row.get("fee")),
            agency=known(row.get("agency")) or known(row.get("authority")),
            result=known(row.get("result")),
            requirements=_lines(row.get("requirements")),
            forms=_lines(row.get("forms")),
            legal_basis=_lines(row.get("legal_basis")),
            validity=Validity(
                decision=known(row.get("decision")),
                issued=_date(row, "issued", latest=checked_on),
                effective_from=_date(row, "effective_from", latest=checked_on + FARTHEST_START),
                effective_to=_date(row, "effective_to"),
                replaced_by=known(row.get("replaced_by")),
            ),
            source=Source(
                title=PORTAL,
                url=known(row.get("url")),
                reference=known(row.get("decision")) or code,
            ),
            checked_on=checked_on,
        )
    except ValidationError as error:
        raise RowError(fault_of(error)) from None


def code_of(values: dict[str, Any]) -> str:
    """The code a row stands for, even where the rest of the row cannot be read.

    Raises:
        RowError: there is none, or it is no code.
    """
    given = next((value for field, value in _fields(values) if field == "code"), None)
    code = known(_plain("code", given))
    if code is None:
        raise RowError("code: missing")
    if isinstance(given, float) and _CUT_CODE.fullmatch(code) and not given.is_integer():
        # A spreadsheet keeps 1.001190 as the number 1.00119; typed as text it would be a slip.
        code = code.ljust(len("1.001190"), "0")
    if not _CODE.fullmatch(code):
        lost = "; was a zero lost? Keep the column as text" if _CUT_CODE.fullmatch(code) else ""
        raise RowError(f"code: '{code[:40]}' is not a code such as 1.001193{lost}")
    return code


def _fields(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Values by the contract's names, however the titles of the columns are written."""
    for key, value in values.items():
        title = clean(key)
        yield HEADERS.get(title.lower(), title), value


def _plain(field: str, value: object) -> str | None:
    """A cell as text; a list is the same as its items on lines of their own."""
    if value is None or isinstance(value, str):
        return None if value is None else visible(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, list):
        return "\n".join(part for item in value if (part := _plain(field, item)))
    if isinstance(value, dict):
        raise RowError(f"{field}: must be text or a list of texts")
    return str(value)


def _in_unicode(values: dict[str, Any]) -> dict[str, Any]:
    """The row out of the old fonts or mojibake that an office's table may be typed in."""
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    whole = "\n".join(texts.values())
    if whole.isascii():
        return values
    if in_unicode(whole):
        return values | _title_in_unicode(texts)
    text, conversion = repair_encoding(whole)
    if conversion is None:
        return values
    lines = iter(text.split("\n"))
    converted = {
        key: "\n".join(islice(lines, value.count("\n") + 1)) for key, value in texts.items()
    }
    return values | converted


def _title_in_unicode(texts: dict[str, str]) -> dict[str, str]:
    """A title gone wrong in a row that is right; one beyond repair would be read to citizens.

    Raises:
        RowError: its letters cannot be brought back.
    """
    for key, value in texts.items():
        if HEADERS.get(clean(key).lower(), clean(key)) != "name":
            continue
        if vietnamese_share(visible(value)) >= LEGIBLE:
            break
        repaired, _ = repair_encoding(value)
        if vietnamese_share(repaired) < LEGIBLE:
            raise RowError(f"name: '{value[:40]}' is in a broken encoding; save it as UTF-8")
        return {key: repaired}
    return {}


def _needed(row: dict[str, str | None], field: str) -> str:
    value = known(row.get(field))
    if value is None:
        raise RowError(f"{field}: missing")
    return value


def _levels(row: dict[str, str | None]) -> list[Level]:
    names = re.split(r"[;,\n]", row.get("level") or "")
    try:
        return [Level(name.strip().lower()) for name in names if name.strip()]
    except ValueError as error:
        raise RowError(f"level: {error}") from None


def _lines(value: str | None) -> list[str]:
    parts = (value or "").split("\n")
    return [line for part in parts if (line := known(part.strip(_BULLETS)))]


def _papers(value: str | None) -> list[Paper]:
    """Lines of the dossier; a line that ends in a colon or starts with '*' heads those below it."""
    papers: list[Paper] = []
    case: str | None = None
    for line in (value or "").split("\n"):
        if line.lstrip().startswith("*") or line.rstrip().endswith(":"):
            case = known(line.strip(_BULLETS + ":"))
            continue
        text, copies = repair_paper(line)
        if text:
            papers.append(Paper(text=f"{text} ({copies})" if copies else text, when=case))
    return papers


def _date(row: dict[str, str | None], field: str, latest: dt.date | None = None) -> dt.date | None:
    value = known(row.get(field))
    if value is None:
        return None
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = dt.datetime.strptime(value, pattern).date()  # noqa: DTZ007  (a calendar date)
        except ValueError:
            continue
        if latest is not None and day > latest:
            raise RowError(f"{field}: {day:%d/%m/%Y} lies in the future; is the year right?")
        return day
    raise RowError(f"{field}: '{value}' is not a date such as 2026-07-01 or 01/07/2026")
