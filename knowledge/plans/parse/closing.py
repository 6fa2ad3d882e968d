"""The last order of a plan: 'UBND yêu cầu các bộ phận … chủ động, phối hợp thực hiện …'."""

import re
from collections.abc import Sequence

from knowledge.plans.outline import Section
from knowledge.plans.parse.passage import passage
from knowledge.plans.parse.units import clean_name
from knowledge.plans.parse.vocabulary import body_start, duty_verb
from knowledge.records.plan import Item, Unit

_ASKS = re.compile(r"\b(?:yeu cau|de nghi) (?=\w)")
_SAYS_MORE = re.compile(r"\bchu dong|phoi hop|vuong mac|phan anh|bao cao")
"""'Nghiêm túc triển khai thực hiện' alone sets nobody a duty of its own."""
_SOLEMN = re.compile(r"\bnghiem tuc\b|\bkip thoi\b")


def last_order(lines: Sequence[str], section: Section) -> Unit | None:
    """The bodies that the closing ``section`` asks, with what it asks; None if it asks nobody."""
    text = passage(lines, section.first, section.last)
    asks = _ASKS.search(text.folded) if text else None
    if text is None or asks is None or not body_start().match(text.folded[asks.end() :]):
        return None
    mark = text.text.find("./.")
    end = mark if mark > asks.end() else len(text.text)
    verbs = (pattern.search(text.folded, asks.end(), end) for pattern in (duty_verb(), _SOLEMN))
    begins = [verb.start() for verb in verbs if verb]
    if not begins or not _SAYS_MORE.search(text.folded, min(begins), end):
        return None
    duty, where = text.part(min(begins), end)
    name = clean_name(text.text[asks.end() : min(begins)])
    lead = (text.lines[0], where[1])
    return Unit(unit=name, duties=[Item(text=duty.strip(" .;,"), lines=where)], lines=lead)
