"""Who reports what, when, out of the duties of units and the section on reports."""

import re
from collections.abc import Iterable, Iterator

from knowledge.plans.parse.passage import fold_evenly
from knowledge.plans.parse.units import clean_name
from knowledge.records.plan import Item, ReportingDuty, Unit

_REPORT = re.compile(r"\bb\wo c\wo\b(?! vien| cao vien| cai cach)")
_CLAUSE = re.compile(r"[^;.]*(?:\([^)]*\)[^;.]*)?(?:[;]|\.(?=\s|$)|$)")
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


def reporting(units: Iterable[Unit], others: Iterable[Item]) -> list[ReportingDuty]:
    """Reporting duties of ``units``, then those that ``others`` (a section on reports) set."""
    found: list[ReportingDuty] = []
    for unit in units:
        for duty in unit.duties:
            found += _duties(duty, unit.unit)
    for item in others:
        found += _duties(item, _subject(item))
    return found


def _duties(item: Item, who: str | None) -> Iterator[ReportingDuty]:
    for match in _CLAUSE.finditer(item.text):
        clause = match[0].strip(" ;.,")
        bare = fold_evenly(clause)
        if not _REPORT.search(bare):
            continue
        when = _WHEN.search(bare)
        due = _DUE.search(_CITED.sub(lambda cited: " " * len(cited[0]), bare))
        yield ReportingDuty(
            who=who,
            what=clause,
            when=clause[when.start() : when.end()].strip() if when else None,
            due=clause[due.start() : due.end()].strip() if due else None,
            lines=item.lines,
        )


def _subject(item: Item) -> str | None:
    """Who must report, where the sentence starts with it ('Các đơn vị báo cáo …')."""
    bare = fold_evenly(item.text)
    found = re.search(
        r"\b(?:tong hop|bao cao|gui|dinh ky|co trach nhiem|thuc hien|xay dung)\b", bare
    )
    if not found or found.start() < 4:  # noqa: PLR2004 - shorter than any body's name
        return None
    return clean_name(item.text[: found.start()])
