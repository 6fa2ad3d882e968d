"""Read proper names and public bodies out of a text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.text import clean, fold

_FILE = Path(__file__).with_name("own_words.yaml")
_TOKEN = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*|[^\s\w]|\n")
# A capital after one of these says only that a sentence or a line begins.
_STARTS = frozenset(".!?:;\n•-–—\"“”'‘’()[]…·|*#>/»«→")
_LEVEL = "xã|phường|đặc khu|huyện|quận|thành phố|tỉnh|trung ương"
_BODY = (
    r"\b(?:ủy ban nhân dân|hội đồng nhân dân|công an|ủy ban mặt trận tổ quốc|đảng ủy"
    r"|ban chỉ huy quân sự|trung tâm phục vụ hành chính công|trạm y tế"
    r"|cơ quan đăng ký kinh doanh|phòng tư pháp)"
    rf"(?: cấp)? (?:{_LEVEL})\b"
)
_BODIES = {False: re.compile(_BODY), True: re.compile(fold(_BODY))}
_NOT_WORDS = re.compile(r"[^\w/.%@+-]+|(?<!\w)[/.-]+|[/.-]+(?!\w)")


@lru_cache
def _own_words() -> dict[str, list[str]]:
    data: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


@lru_cache
def abbreviations() -> dict[str, str]:
    """Abbreviations of offices and papers with what they stand for, longest first."""
    data: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found = data["abbreviations"] | {
        _bare(short): long for short, long in data["abbreviations"].items()
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _bare(text: str) -> str:
    """Without accents but with its capitals, as an SMS writes it."""
    return "".join(fold(letter).upper() if letter.isupper() else fold(letter) for letter in text)


@lru_cache
def _abbreviation_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, abbreviations()))})(?![\w/-])")


@lru_cache
def issuers() -> dict[str, str]:
    """Who issues a document, by the end of its number: 'NĐ-CP' → 'của Chính phủ'."""
    data: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data["issuers"]


def issuers_in(text: str) -> list[str]:
    """The issuers that numbers of documents in ``text`` stand for."""
    found = [name for end, name in issuers().items() if f"/{end}" in text]
    return [*found, "của Quốc hội khóa"] if re.search(r"/QH\d", text) else found


def expand(text: str) -> str:
    """``text`` with abbreviations written out: 'UBND' → 'Ủy ban nhân dân'."""
    return _abbreviation_pattern().sub(lambda match: abbreviations()[match[0]], text)


def plain_words(text: str, *, folded: bool = False) -> str:
    """Lower case, single spaces, no punctuation, abbreviations written out; padded by spaces."""
    plain = _NOT_WORDS.sub(" ", expand(clean(text)).lower())
    plain = " ".join(plain.split())
    return f" {fold(plain) if folded else plain} "


@lru_cache
def our_words(*, folded: bool = False) -> str:
    """What our own sentences may call by name without a source, as ``plain_words``."""
    return plain_words(" | ".join(_own_words()["names"]), folded=folded)


def names_in(text: str) -> Iterator[tuple[str, bool]]:
    """Each run of capitalised words, and whether its first word only begins a sentence."""
    run: list[str] = []
    weak = begins = True
    for token in _TOKEN.findall(_cleaned(text)):
        if token[0].isupper():
            weak = begins if not run else weak
            run.append(token)
            begins = False
            continue
        if run:
            yield " ".join(run), weak
            run = []
        begins = token in _STARTS
    if run:
        yield " ".join(run), weak


def bodies_in(text: str, *, folded: bool = False) -> Iterator[str]:
    """Each public body with its level, in lower case: 'ủy ban nhân dân cấp xã'."""
    for match in _BODIES[folded].finditer(plain_words(text, folded=folded)):
        yield match[0]


def _cleaned(text: str) -> str:
    return "\n".join(clean(line) for line in text.splitlines())
