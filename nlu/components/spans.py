"""Places and dates in what a citizen tells, by the words that introduce them.

Both are read off the words: a place is named by its kind ('tổ 5', 'đường Lê Lợi'), a day by its
number or by its distance from today ('hôm qua', 'ba ngày trước'). Text may be without accents; it
has gone through components.text already, so it is in lower case or as typed.
"""

from __future__ import annotations

import re

from components.text import fold

_NUMBER = r"(?:\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi(?: \w+)?|vai|may|nua|ca)"
_UNIT = r"(?:ngay|hom|bua|tuan|thang|nam|tieng|gio)"
_PART = r"(?:sang|trua|chieu|toi|dem|khuya)"
_NUMERIC = r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?(?:19|20)?\d{2})?"
_DAY_WORD = r"(?:hom (?:qua|kia|nay|ni|truoc|no)|bua (?:qua|kia|nay|ni|truoc)|ngay (?:mai|kia|mot))"
_WEEKDAY = r"(?:thu (?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|cn)"
_REFERENCE = r"(?:truoc|vua roi|vua qua|roi|nay|sau|qua)"

_DATE = re.compile(
    rf"(?<!\w)(?:"
    rf"ngay {_NUMERIC}|{_NUMERIC}(?!\d)"
    rf"|ngay \d{{1,2}}(?: thang \d{{1,2}})?(?: nam (?:19|20)\d{{2}})?(?! ?ngay)"
    rf"|(?:mung|mong) {_NUMBER}(?: thang {_NUMBER})?"
    rf"|{_PART} (?:{_DAY_WORD}|qua|nay|{_WEEKDAY}(?: tuan {_REFERENCE})?)"
    rf"|{_DAY_WORD}"
    rf"|{_WEEKDAY}(?: tuan {_REFERENCE})?(?: {_REFERENCE})?"
    rf"|(?:tuan|thang|nam|quy) {_REFERENCE}"
    rf"|cuoi (?:tuan|thang|nam)(?: {_REFERENCE})?|dau (?:tuan|thang|nam)(?: {_REFERENCE})?"
    rf"|(?:cach day )?{_NUMBER} {_UNIT} (?:nay|truoc|qua|roi|lien)"
    rf"|thang \d{{1,2}}(?:\s?/\s?(?:19|20)\d{{2}}| nam (?:19|20)\d{{2}})?"
    rf"|quy (?:[1-4]|iii|ii|iv|i)(?: nam (?:19|20)\d{{2}}|\s?/\s?(?:19|20)\d{{2}})?"
    rf"|nam (?:19|20)\d{{2}}"
    rf")(?!\w)"
)

_NUMBERED = (
    r"(?:to dan pho|to dan cu|to|khu pho|khu|kp|thon|ap|ban|buon|xom|lang|doi|ngo|ngach|hem|kiet"
    r"|so nha|so|quay|cum|khom|duong)"
)
_NAMED = (
    r"(?:duong|pho|ngo|hem|kiet|thon|ap|ban|buon|xom|lang|khu pho|khu dan cu|khu do thi"
    r"|khu tap the|khu"
    r"|xa|phuong|huyen|quan|thi xa|thi tran|thanh pho|tinh|cho|truong|cau|benh vien|tram y te"
    r"|nha van hoa|cong vien|chung cu|nga ba|nga tu|bo ho|ben xe|san van dong)"
)
_NUMBERED_PLACE = re.compile(
    rf"(?<!\w){_NUMBERED}(?: so)? \d{{1,4}}[a-z]?(?:\s?/\s?\d{{1,4}})*(?!\w)"
)
# A name begins with a capital letter; a keyboard without accents still has capitals.
_NAMED_PLACE = re.compile(
    rf"(?<!\w)(?i:{_NAMED})((?: [A-Z][\w.]*(?:[- ](?=[A-Z0-9]))?){{1,5}})(?!\w)"
)


def dates(text: str) -> list[tuple[int, int]]:
    """Where days and spans of time stand in ``text``: (start, end), in order."""
    return [match.span() for match in _DATE.finditer(_flat(text).lower())]


def places(text: str) -> list[tuple[int, int]]:
    """Where places stand in ``text``; neighbours ('tổ 5, khu phố 2') are one."""
    flat = _flat(text)
    found = [m.span() for m in _NUMBERED_PLACE.finditer(flat.lower())]
    found += [m.span() for m in _NAMED_PLACE.finditer(flat)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif joined and re.fullmatch(r",?\s?", text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _flat(text: str) -> str:
    """``text`` without accents, as long as before, capitals kept."""
    return "".join(_bare(char) for char in text)


def _bare(char: str) -> str:
    bare = fold(char)
    if len(bare) != 1:
        return char
    return bare.upper() if char.isupper() else bare
