"""The normaliser and the code patterns, which need no Rasa."""

import importlib
import sys
import unicodedata
from types import ModuleType

import pytest

from tests.nlu.conftest import NLU


@pytest.fixture(scope="module", autouse=True)
def _nlu_on_path() -> None:
    """`components` lives in Rasa's environment; these two modules of it are plain Python."""
    if str(NLU) not in sys.path:
        sys.path.append(str(NLU))


@pytest.fixture(scope="module")
def text(_nlu_on_path: None) -> ModuleType:
    return importlib.import_module("components.text")


@pytest.fixture(scope="module")
def patterns(_nlu_on_path: None) -> ModuleType:
    return importlib.import_module("components.patterns")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đk ks cho bé cần gt j", "đăng ký khai sinh cho bé cần giấy tờ gì"),
        ("dk ks can gt j", "dang ky khai sinh can giay to gi"),
        ("nộp onl dc ko", "nộp online được không"),
        # 'đk' is 'đăng ký', but 'được' where a question ends.
        ("đk tạm trú ở đây đk ko", "đăng ký tạm trú ở đây được không"),
        ("nop o day dk?", "nop o day duoc?"),
        ("phí bn ạ", "phí bao nhiêu ạ"),
        ("làm cccd", "làm căn cước"),
        ("chuyển hk", "chuyển hộ khẩu"),
        ("lam moi dc hk", "lam moi duoc khong"),
        ("mk 14t r", "minh 14 tuoi roi"),
        ("mình quên mk vneid", "mình quên mật khẩu vneid"),
        ("hong biết làm sao", "không biết làm sao"),
        # Bare of accents, 'hong' is more likely 'hỏng': a broken lamp is no denial.
        ("den duong hong", "den duong hong"),
        ("hoà giải đất đai", "hòa giải đất đai"),
        ("quý mấy", "quý mấy"),
        ("khônggggg", "không"),
        ("đăng\u200bký", "đăngký"),
        ("H29.12-250701-0001 sao rồi", "xdossierx sao rồi"),
        ("xem PA-7K2QX9", "xem xtrackingx"),
        ("gọi 0912 345 678", "gọi xphonex"),
        ("你好", "xforeignx"),
    ],
)
def test_normalise(text: ModuleType, typed: str, meant: str) -> None:
    assert text.normalise(typed).split() == meant.split()


def test_nfd_is_read_as_nfc(text: ModuleType) -> None:
    line = "làm giấy khai sinh cần gì"
    assert text.normalise(unicodedata.normalize("NFD", line)) == line


def test_normalising_twice_changes_nothing(
    text: ModuleType, examples: dict[str, list[str]]
) -> None:
    for lines in examples.values():
        for line in lines:
            once = text.normalise(line)
            assert text.normalise(once) == once


def test_shorthands_are_single_lower_case_words(text: ModuleType) -> None:
    for accented in (True, False):
        for key, meant in text.shorthand(accented).items():
            assert key == key.lower()
            assert len(key.split()) == 1
            assert meant == unicodedata.normalize("NFC", meant)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hồ sơ H29.12-250701-0001 sao rồi", True),
        ("g01.899.108.000-250701-0012", True),
        ("000.00.12.H29-250805-0103", True),
        ("H29.12 - 250701 - 0001", True),
        ("kế hoạch 28/KH-UBND", False),
        ("ngày 07-02-2024", False),
        ("gọi 0912-345-678", False),
    ],
)
def test_dossier_code(patterns: ModuleType, typed: str, found: bool) -> None:
    assert bool(patterns.DOSSIER_CODE.search(typed)) == found


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("PA-7K2QX9", "7K2QX9"),
        ("mã pa 7k2qx9 nhé", "7k2qx9"),
        ("PA7K2QX9", "7K2QX9"),
        ("papi là gì", None),
        ("pa norama", None),
    ],
)
def test_tracking_code(patterns: ModuleType, typed: str, code: str | None) -> None:
    match = patterns.TRACKING_CODE.search(typed)
    assert (match.group(1) if match else None) == code


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("5", 5),
        ("cho 4 sao", 4),
        ("3/5 thôi", 3),
        ("năm sao", 5),
        ("chấm hai điểm", 2),
        ("quầy số 2 phục vụ tốt, 5 điểm", 5),
        ("⭐⭐⭐⭐", 4),
        # 'hài' was once read as 'hai', two stars from a pleased citizen.
        ("rất hài lòng", None),
        ("khong hai long", None),
        ("ba sao thoi", 3),
        ("mười điểm", None),
    ],
)
def test_rating(typed: str, mark: int | None) -> None:
    assert importlib.import_module("components.numbers").rating(typed) == mark


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("cái đầu tiên", 1),
        ("cái thứ nhất", 1),
        ("số 2 đi", 2),
        ("thủ tục thứ ba", 3),
        ("cai thu tu", 4),
        ("cái cuối cùng", -1),
        ("cái dưới cùng ấy", -1),
        ("cái ở giữa", None),
    ],
)
def test_option(typed: str, chosen: int | None) -> None:
    assert importlib.import_module("components.numbers").option(typed) == chosen


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("xách theo giấy gì", ["bring", "papers"]),
        ("xach theo giay gi", ["bring", "papers"]),
        # The longest phrase wins: 'mấy tuần nay' tells of a nuisance, 'mấy tuần' asks how long.
        ("hố ga mất nắp mấy tuần nay", ["nuisance", "nuisance", "lately"]),
    ],
)
def test_lexicon_groups(text: ModuleType, typed: str, found: list[str]) -> None:
    lexicon = importlib.import_module("components.lexicon")
    named = lexicon.groups(text.normalise(typed)).split()
    assert [group for group in named if group in found] == found
