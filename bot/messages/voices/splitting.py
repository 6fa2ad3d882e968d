"""Cut texts where a reader or speaker may pause."""

import re

from bot.messages.briefing.clauses import SMALL_LETTERS

_SENTENCE = re.compile(rf"(?<=[.!?…])\s+(?=[^\W_{SMALL_LETTERS}])")
_FIGURE = "(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
# The pause within a phone number is no place to end a sentence.
_PAUSE = "\u201a "
_GROUPED = re.compile(rf"((?:{_FIGURE} )+{_FIGURE}), (?={_FIGURE} {_FIGURE})")
_SHORTEST = 4
_TAIL = 2
_NUMBER_WORDS = frozenset(
    re.findall(
        r"\w+",
        "không một hai ba bốn năm sáu bảy tám chín mười mươi mốt tư lăm linh trăm nghìn triệu tỷ"
        " ngày tháng giờ phút số phẩy chấm",
    )
)
_JOINTS = (
    # From the best place for a breath to the last resort.
    re.compile(r"(?<=[;:])\s+"),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+(?=(?:nhưng|nếu|thì|để|và|hoặc|hay|kèm|khi|vì|mà)\s)"),
    re.compile(r"\s+(?=(?:của|theo|tại|do|từ|đến|với|cho|trong|về|có|được|là)\s)"),
)
# 'cơ quan Việt Nam, nước ngoài hoặc liên kết': cut within it, a list says something else.
_LIST_GOES_ON = re.compile(r"(?:[^\W\d_]+ ){1,4}(?:và|hoặc|hay)\s")
_LIST_ENDS = re.compile(r"(?:và|hoặc|hay)\s")
_LISTED = re.compile(r",(?: [^\W\d_]+){1,4}$")


def split_at_sentences(text: str, most: int) -> list[str]:
    """Parts of at most ``most`` characters, ending at a paragraph, else at a sentence's end."""
    parts: list[str] = []
    rest = text.strip()
    while len(rest) > most:
        window = rest[:most]
        at = window.rfind("\n\n")
        if at <= 0:
            at = window.rfind("\n")
        if at <= 0:
            ends = [found.start() for found in _SENTENCE.finditer(window)]
            at = ends[-1] if ends else window.rfind(" ")
        at = at if at > 0 else most
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*parts, rest] if rest else parts


def sentences(text: str) -> list[str]:
    """The sentences of ``text``."""
    return [one.strip() for one in _SENTENCE.split(text.strip()) if one.strip()]


def short_sentences(text: str, most: int) -> list[str]:
    """Sentences of at most ``most`` words each, cut where a speaker takes breath."""
    found = []
    for sentence in sentences(_GROUPED.sub(r"\1" + _PAUSE, text)):
        found += _cut(sentence, most)
    return [_as_sentence(one) for one in found if any(letter.isalpha() for letter in one)]


def _cut(sentence: str, most: int) -> list[str]:
    words = sentence.split()
    if len(words) <= most:
        return [sentence]
    places = [at for joint in _JOINTS for at in _places(joint, sentence, most)]
    if places:
        at = next((at for at in places if not _within_a_list(sentence, at)), places[0])
        return [sentence[:at], *_cut(sentence[at:].strip(), most)]
    at = most
    while at > _SHORTEST and {words[at - 1], words[at]} & _NUMBER_WORDS:
        at -= 1
    return [" ".join(words[:at]), *_cut(" ".join(words[at:]), most)]


def _places(joint: re.Pattern[str], sentence: str, most: int) -> list[int]:
    """Where ``joint`` lets a sentence of at most ``most`` words end, the latest first."""
    # Two sentences, not one and a tail of two words or a head of four.
    return [
        found.start()
        for found in reversed(list(joint.finditer(sentence)))
        if _SHORTEST < len(sentence[: found.start()].split()) <= most
        and len(sentence[found.start() :].split()) > _TAIL
    ]


def _within_a_list(sentence: str, at: int) -> bool:
    before, after = sentence[:at], sentence[at:].lstrip()
    if before.endswith(","):
        return _LIST_GOES_ON.match(after) is not None
    return _LIST_ENDS.match(after) is not None and _LISTED.search(before) is not None


def _as_sentence(text: str) -> str:
    text = text.replace(_PAUSE, ", ").strip(" ,;:")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
