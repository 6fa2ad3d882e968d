"""Who reports what, when, out of the duties of units and the section on reports."""

import re
from collections.abc import Iterable, Iterator

from knowledge.plans.folding import fold_evenly
from knowledge.plans.parse.units import clean_name
from knowledge.plans.parse.vocabulary import body_start
from knowledge.records.plan import Item, ReportingDuty, Unit

_REPORT = re.compile(r"\bb\wo c\wo\b(?! vien| cao vien| cai cach)")
_IN_PASSING = re.compile(r"\bde (?:tong hop|kip thoi|theo doi)?,? ?bao cao\b")
"""'Phản ánh về Văn phòng để tổng hợp, báo cáo' asks for no report."""
_ASKED = re.compile(r"\b(?:yeu cau|de nghi) ")
_SUBJECT_END = re.compile(
    r"\b(?:tong hop|bao cao|gui|dinh ky|co trach nhiem|thuc hien|xay dung|can cu|nghiem tuc"
    r"|to chuc (?:so ket|thuc hien|trien khai))\b"
)
_CLAUSE = re.compile(r"(?:\([^)]*\)|[^;.]|\.(?![\s/]|$))*(?:[;.]|$)")
_OFTEN = r"(?: (?:hang|hing|h\wng))?(?: (?:quy|thang|nam|6 thang|tuan))?"
_WHEN = re.compile(
    rf"dinh ky(?: (?:va|hoac) dot xuat)?{_OFTEN}(?:, (?:6 thang|nam|quy))*(?: va (?:dot xuat|nam))?"
    r"|h[aiă]ng (?:thang|quy|nam|tuan)(?:, (?:6 thang|nam))*|dot xuat|thuong xuyen"
)
_DUE = re.compile(
    r"(?:truoc|cham nhat(?: la)?(?: vao)?|trong|den)? ?ngay \d{1,2}"
    r"(?:\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?| thang \d{1,2}(?: nam \d{4})?"
    r"| (?:cua )?(?:thang cuoi(?: ky bao cao| quy| ky)?|hang thang|h\wng thang))?"
)
_CITED = re.compile(
    r"\d+\s*[-/]\s*[a-z][\w/ -]{1,16}? ngay \d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}"
    r"|\bubnd ngay \d{1,2}/\d{1,2}/\d{4}"
)
"""Dates of cited documents, which are no deadlines."""


def reporting(
    units: Iterable[Unit], others: Iterable[Item], closing: Iterable[Item]
) -> list[ReportingDuty]:
    """Reporting duties of ``units``, those of a section on reports, and of the ``closing``.

    The last paragraphs speak of reports in passing too: there only one with a time is a duty.
    """
    found: list[ReportingDuty] = []
    for unit in units:
        for duty in unit.duties:
            found += _duties(duty, unit.unit)
    for item in others:
        found += _duties(item, _subject(item))
    for item in closing:
        found += (duty for duty in _duties(item, _subject(item)) if duty.when or duty.due)
    return found


def _duties(item: Item, who: str | None) -> Iterator[ReportingDuty]:
    for match in _CLAUSE.finditer(item.text):
        clause = match[0].strip(" ;.,/")
        bare = fold_evenly(clause)
        if not _REPORT.search(bare) or _IN_PASSING.search(bare):
            continue
        for part in _by_deadline(clause):
            due = _DUE.search(_without_cited(fold_evenly(part)))
            yield ReportingDuty(
                who=who,
                what=part,
                when=_when(part) or _when(clause),
                due=part[due.start() : due.end()].strip() if due else None,
                lines=item.lines,
            )


def _when(text: str) -> str | None:
    found = _WHEN.search(fold_evenly(text))
    return text[found.start() : found.end()].strip() if found else None


def _by_deadline(clause: str) -> list[str]:
    """``clause`` cut after each of its days ('6 tháng ngày 05/6/2025, cả năm ngày 25/11/2025')."""
    days = list(_DUE.finditer(_without_cited(fold_evenly(clause))))
    ends = [day.end() for day in days[:-1]] + [len(clause)]
    begins = [0, *ends[:-1]]
    return [clause[begin:end].strip(" ,;") for begin, end in zip(begins, ends, strict=True)]


def _without_cited(bare: str) -> str:
    return _CITED.sub(lambda cited: " " * len(cited[0]), bare)


def _subject(item: Item) -> str | None:
    """Who must report, where the sentence starts with it or asks it ('Yêu cầu các đơn vị …')."""
    bare = fold_evenly(item.text)
    asked = _ASKED.search(bare)
    begin = asked.end() if asked and body_start().match(bare[asked.end() :]) else 0
    found = _SUBJECT_END.search(bare, begin)
    if not found or found.start() - begin < 4:  # noqa: PLR2004 - shorter than any body's name
        return None
    return clean_name(item.text[begin : found.start()])
