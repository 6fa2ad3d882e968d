"""What is written becomes what is said: figures, days, phones, codes, abbreviations as words."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import yaml
from num2words import num2words

from bot.messages.name_reading import expand, issuers
from knowledge.text import clean

_FILE = Path(__file__).with_name("speech.yaml")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ")
_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10,
}  # fmt: skip
_PHONE_GROUPS = {8: (4, 4), 9: (3, 3, 3), 10: (4, 3, 3), 11: (4, 3, 4)}
_YEAR_DIGITS = 4

_ISSUER_FOLLOWS = re.compile(r"(?: ngày [\d/.]+)? của ")

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


@lru_cache
def _table(name: str) -> dict[str, str]:
    data: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data[name]


def say_number(number: int) -> str:
    """A whole number in words, e.g. 2024 → 'hai nghìn không trăm hai mươi tư'.

    num2words says each group of three; it leaves out 'không trăm' between groups and says 'bốn' for
    'tư', so the groups are put together here.
    """
    if number == 0:
        return _DIGITS[0]
    groups = [int(part) for part in f"{number:,}".split(",")]
    words: list[str] = []
    for position, group in enumerate(groups):
        if not group:
            continue
        scale = _SCALES[len(groups) - 1 - position]
        words += [_group(group, leading=position == 0), *([scale] if scale else [])]
    return " ".join(words)


def _group(group: int, *, leading: bool) -> str:
    said = str(num2words(group, lang="vi")).replace("lẻ", "linh")
    said = re.sub(r"mươi bốn$", "mươi tư", said)
    if leading or group >= 100:  # noqa: PLR2004 - groups of three figures
        return said
    return f"không trăm {'linh ' if group < 10 else ''}{said}"  # noqa: PLR2004


def say_digits(digits: str) -> str:
    """Figure by figure: '113' → 'một một ba'."""
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def say_phone(phone: str) -> str:
    """A phone number in groups with a pause between them."""
    digits = re.sub(r"\D", "", phone)
    said, at = [], 0
    for length in _PHONE_GROUPS.get(len(digits), (len(digits),)):
        said.append(say_digits(digits[at : at + length]))
        at += length
    return ", ".join(said)


def say_letters(letters: str) -> str:
    """Letter by letter: 'CT' → 'xê tê'; a form's number follows."""
    names = _table("letters")
    return (
        " ".join(
            _form_number(run) if run[0].isdigit() else names.get(run.upper(), "")
            for run in re.findall(r"\d+|[^\W\d_]|/", letters)
            if run != "/"
        )
        if "/" not in letters
        else " trên ".join(say_letters(part) for part in letters.split("/"))
    )


def _form_number(digits: str) -> str:
    return say_digits(digits) if digits.startswith("0") else say_number(int(digits))


def _domain(address: str) -> str:
    names = _table("domains")
    return " chấm ".join(names.get(label, label) for label in address.split("."))


def _figure(text: str) -> str:
    whole, _, rest = text.replace(".", "").partition(",")
    said = say_number(int(whole))
    return f"{said} phẩy {say_digits(rest)}" if rest else said


def _document(match: re.Match[str]) -> str:
    parts = match[0].removeprefix("Số ").removeprefix("số ").split("/")
    # Laws of 2026 carry numbers such as 66.22.
    said = ["số " + " chấm ".join(say_number(int(run)) for run in parts[0].split("."))]
    if len(parts) > 2:  # noqa: PLR2004 - number, year, issuer
        said.append(f"năm {say_number(int(parts[1]))}")
    end = parts[-1]
    if _ISSUER_FOLLOWS.match(match.string, match.end()):
        return " ".join(said)
    if end.startswith("QH") and end[2:].isdigit():
        said.append(f"của Quốc hội khóa {say_number(int(end[2:]))}")
    elif issuer := issuers().get(end, issuers().get("-".join(end.split("-")[:2]))):
        said.append(issuer)
    return " ".join(said)


def _day(match: re.Match[str]) -> str:
    day, month, year = match["d"], match["m"], match.groupdict().get("y")
    said = f"ngày {say_number(int(day))} tháng {_month(month)}"
    return f"{said} năm {say_number(int(year))}" if year else said


def _month(figures: str) -> str:
    return "tư" if int(figures) == 4 else say_number(int(figures))  # noqa: PLR2004 - April


def _time(match: re.Match[str]) -> str:
    minutes = int(match["min"] or 0)
    said = f"{say_number(int(match['h']))} giờ"
    return f"{said} {say_number(minutes)} phút" if minutes else said


def _range(match: re.Match[str]) -> str:
    return f"{match[1]} đến {match[2]}"


_LETTER = "A-ZĐÀ-Ỹ"
# In this order: what is longer and more certain first.
_RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (r"https?://\S+", lambda _: ""),
        (r"(?<!\w)\.(?=[a-z]{2,}\b)", lambda _: "chấm "),
        (r"\b(11[1-5]), (?=11[1-5]\b)", lambda m: f"{m[1]}; "),
        # Documents of the Party: 71-KH/TU.
        (r"(?:\b[Ss]ố )?\b(\d{1,4})-[A-ZĐ][A-Za-zĐ]{1,2}/[A-ZĐ]{2,}\b",
         lambda m: f"số {say_number(int(m[1]))}"),
        (
            r"\b([Qq]uý) ([IVX]+)/(\d{4})\b",
            lambda m: f"{m[1]} {say_number(_ROMAN[m[2]])} năm {m[3]}",
        ),
        (r"\b(?:[a-z0-9-]+\.)+(?:vn|com)\b", lambda m: _domain(m[0])),
        (
            rf"(?:\b[Ss]ố )?\b\d{{1,5}}(?:\.\d+)?(?:/\d{{4}})?/[{_LETTER}]{{2,}}[\w-]*",
            _document,
        ),
        (
            r"(?:\b[Nn]gày )?\b(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})\b",
            _day,
        ),
        (r"\b[Nn]gày (?P<d>\d{1,2})/(?P<m>\d{1,2})\b", _day),
        (
            r"(?:\b[Tt]háng )?\b(?P<m>\d{1,2})/(?P<y>\d{4})\b",
            lambda m: f"tháng {_month(m['m'])} năm {say_number(int(m['y']))}",
        ),
        (r"\btháng (?:0?4)\b", lambda _: "tháng tư"),
        (r"(?<!\d)\d\.\d{6}(?!\d)", lambda m: f"{say_digits(m[0][0])} chấm {say_digits(m[0][2:])}"),
        (
            r"\b(?:0\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}|1[89]00(?:[ .-]?\d{2,4}){1,3})\b",
            lambda m: say_phone(m[0]),
        ),
        (r"\b(?P<h>\d{1,2})(?:h|:)(?P<min>[0-5]\d)\b", _time),
        (r"\b(?P<h>\d{1,2})h(?P<min>)\b", _time),
        (r"\b11[1-5]\b(?! (?:ngày|đồng|tháng))", lambda m: say_digits(m[0])),
        (r"(\d)\s*[-–]\s*(\d)", _range),
        (r"\b([Cc]ấp|[Ll]oại|[Hh]ạng|[Nn]hóm|[Pp]hần|[Mm]ục|[Qq]uý) ([IVX]+)\b",
         lambda m: f"{m[1]} {say_number(_ROMAN[m[2]])}" if m[2] in _ROMAN else m[0]),
        (r"\b(\d[\d.,]*\d|\d) ?%", lambda m: f"{_figure(m[1])} phần trăm"),
        (r"\bđồng/(?=\w)", lambda _: "đồng mỗi "),
        (
            rf"\b(?=[{_LETTER}\d-]*[{_LETTER}])(?=[\w-]*\d)[{_LETTER}]+[{_LETTER}\d-]*(?:/\d+)?\b",
            lambda m: say_letters(m[0]),
        ),
        (r"(?<![\w])[A-ZĐ]{2,}(?:-[A-ZĐ]+)*(?![\w])", lambda m: say_letters(m[0])),
        (r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", lambda m: _figure(m[0])),
    )
)  # fmt: skip
# Addresses and numbers of documents, before words are said in another way.
_BEFORE_WORDS = 7
_TIDY: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\b([Ôô])ng/bà\b", r"\1ng bà"),
        (r"\bvà/hoặc\b", "và hoặc"),
        (r"(?<=\w)\s*/\s*(?=\w)", ", "),
        (r"\s*\(([^()]*)\)\s*(?=[,.;:])", r", \1"),
        (r"\s*\(([^()]*)\)\s*$", r", \1"),
        (r"\s*\(([^()]*)\)\s*", r", \1, "),
        (r"[\"“”‘’'…*_#→]|\.\.\.", ""),
        (r"\s[-–—]\s", ", "),
        (r"\s+([,.;:?!])", r"\1"),
        (r"([,;:])(?:\s*[,;:])+", r"\1"),
        (r",\s*([.?!])", r"\1"),
        (r"\s+", " "),
    )
)


@lru_cache
def _said_words() -> re.Pattern[str]:
    names = sorted(_table("words"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def speak(text: str) -> str:
    """``text`` as it is read aloud: no figures, links, brackets or abbreviations left."""
    text = expand(clean(text))
    for pattern, say in _RULES[:_BEFORE_WORDS]:
        text = pattern.sub(say, text)
    text = _said_words().sub(lambda match: _table("words")[match[0]], text)
    for pattern, say in _RULES[_BEFORE_WORDS:]:
        text = pattern.sub(say, text)
    for tidy, replacement in _TIDY:
        text = tidy.sub(replacement, text)
    return text.strip(" ,;:")


def syllables(text: str) -> int:
    """Syllables of a text that is written as spoken: its words."""
    return sum(1 for word in text.split() if any(letter.isalpha() for letter in word))
