"""Cut a record's sentences only where what stays is still true."""

import re

from knowledge.text import clean, fold

# A clause of these is a condition or another case: without it the first clause would mislead.
_CONDITION = re.compile(
    r"\b(?:tru|nhung|rieng|neu|truong hop|khi|con lai|khac|giam|mien|khong|phai|toi da|bat buoc"
    r"|hoac|chi)\b"
)
# Latin letters to the end of the Vietnamese block, for what a regex class cannot say.
SMALL_LETTERS = "".join(letter for letter in map(chr, range(0x1EFA)) if letter.islower())
# 'KT. Chủ tịch', 'TM. Ủy ban': two capitals before a full stop are a signature's shorthand.
_CLAUSE_END = re.compile(
    rf"(?<=[^\d\s]);\s+|(?<=[^\W\d]{{2}})(?<!\b[A-ZĐ]{{2}})\.\s+(?=[^\W\d_{SMALL_LETTERS}])"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LEGAL_TAIL = re.compile(
    r"\s+(?:quy định tại|theo (?:quy định|Nghị định|Luật|Thông tư|điểm|khoản)).*$",
    re.IGNORECASE,
)
_OFFICES = (
    "Trung tâm P",
    "Ủy ban",
    "Công an",
    "Hội đồng",
    "Ban Chỉ",
    "Bộ ",
    "Chủ tịch",
    "Cổng D",
    "Chi cục",
    "Việt Nam",
    "Nhà nước",
    "Đảng",
    "Nghị",
    "Luật",
    "Thông tư",
)
_URGES = re.compile(r"(?:Không|Chỉ|Hãy|Đừng|Nên|Cần|Tuyệt đối)\b")
MIN_SLOGAN, MOST_SLOGAN = 5, 12
SPOKEN_TITLE_SYLLABLES = 18


def clauses(text: str) -> list[str]:
    """The clauses of ``text``: parted by semicolons and full stops."""
    whole = _IN_BRACKETS.sub(lambda found: found[0].replace(";", ","), clean(text))
    return [part.strip(" .") for part in _CLAUSE_END.split(whole) if part.strip(" .")]


def as_sentences(text: str) -> str:
    """The clauses of ``text`` as sentences of their own, each with a capital and a full stop."""
    return " ".join(
        clause if clause[-1:] in "?!…" else f"{clause}."
        for clause in map(upper_first, clauses(text))
    )


def safe_short(text: str) -> str:
    """The first clause where the rest holds neither a figure nor a condition; else all of it."""
    first, *rest = clauses(text) or [text]
    return first if droppable(rest) else clean(text).rstrip(".")


def droppable(rest: list[str]) -> bool:
    """Whether ``rest`` holds neither a figure nor a condition."""
    return all(
        not re.search(r"\d", clause) and not _CONDITION.search(fold(clause)) for clause in rest
    )


def slogan_of(text: str) -> str | None:
    """A short sentence of ``text`` that tells people what to do; None when it has none."""
    for clause in clauses(text):
        if _URGES.match(clause) and MIN_SLOGAN <= len(clause.split()) <= MOST_SLOGAN:
            return clause
    return None


def spoken_title(title: str) -> str:
    """``title`` without brackets and legal tail, so that it can be said in one breath."""
    bare = clean(_BRACKETS.sub("", title)).rstrip(".").replace(";", ",")
    short = _LEGAL_TAIL.sub("", bare)
    for cut in (short, re.split(r"[;:]|, (?=(?:quy định|thực hiện|đối với))", short)[0]):
        if len(cut.split()) <= SPOKEN_TITLE_SYLLABLES:
            return cut.rstrip(" ,")
    return re.split(r",\s| (?:đối với|để|trong|cho|về) ", short)[0].rstrip(" ,")


def lower_first(text: str) -> str:
    """``text`` beginning small, unless it begins with a name, an office or an abbreviation."""
    if text.startswith(_OFFICES):
        return text
    word = text.split(" ", 1)[0]
    return text if any(letter.isupper() for letter in word[1:]) else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """``text`` beginning with a capital."""
    return text[:1].upper() + text[1:]


def first_words(text: str, most: int) -> str:
    """At most ``most`` words of ``text``, ending before a joining word if it must be cut."""
    words = clean(text).split()
    if len(words) <= most:
        return " ".join(words)
    kept = words[:most]
    joints = [at for at, word in enumerate(kept) if at > 2 and word.lower() in _JOINING]  # noqa: PLR2004
    if joints:
        kept = kept[: joints[-1]]
    while len(kept) > 1 and kept[-1].lower().rstrip(",") in _JOINING | _WAITING:
        kept.pop()
    return " ".join(kept).rstrip(",;:")


# 'tỉnh Tuyên Quang năm', cut before its number, announces nothing.
_WAITING = frozenset({"năm", "tháng", "ngày", "quý", "số", "giai", "đoạn"})
_JOINING = frozenset(
    re.findall(
        r"\S+",
        "và hoặc của cho với trong theo để thì là từ đến tại về do có không được các những khi đối"
        " một nếu cấp tính",
    )
)
