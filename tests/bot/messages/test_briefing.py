"""Any record becomes a brief; a notice's mistakes are named."""

import datetime as dt
from pathlib import Path

import pytest

from bot.messages.brief import Audience, Label, NotInForceError
from bot.messages.briefing import NoticeError, Sources, UnknownSourceError
from bot.messages.briefing.clauses import safe_short, slogan_of, spoken_title

NOTICE = """
title: Tiêm phòng dại cho chó, mèo
body: [Phường tổ chức tiêm phòng dại cho chó, mèo.]
date: 7 giờ 30 ngày 05/12/2026
place: Nhà văn hóa khu phố Một
fee: 20.000 đồng/con
contact: bà Lê Thị Hoa, 0912 345 678
source: {title: Thông báo của UBND phường, reference: 12/TB-UBND}
checked_on: 2026-11-20
"""


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources.shipped()


@pytest.mark.parametrize("source", ["1.001193", "vneid-la-gi", "hai-hoa-2024.2", "hai-hoa-2024"])
def test_a_code_or_an_id_names_a_record(sources: Sources, source: str) -> None:
    brief = sources.brief(source, Audience.CITIZEN, "Phường Hoa Sen")
    assert brief.sources
    assert brief.title


def test_an_unknown_source_says_what_may_be_given(sources: Sources) -> None:
    with pytest.raises(UnknownSourceError, match="không có nguồn"):
        sources.brief("hai-hoa-2024.99", Audience.CITIZEN, "")


def test_a_notice_is_told_with_day_place_and_contact(sources: Sources, tmp_path: Path) -> None:
    path = tmp_path / "tiem-phong.yaml"
    path.write_text(NOTICE, encoding="utf-8")
    brief = sources.brief(str(path), Audience.HAMLET, "Phường Hoa Sen")
    assert brief.reference == "tiem-phong"
    date = brief.fact(Label.DATE)
    assert date is not None
    assert date.text == "7 giờ 30 ngày 05/12/2026"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("fee:", "price:"), "price: Extra inputs are not permitted"),
        (("title: Tiêm phòng dại cho chó, mèo", ""), "title: Field required"),
        (("[Phường tổ chức tiêm phòng dại cho chó, mèo.]", "[]"), "body must hold at least"),
        (("source: {", "source: [{"), "sai YAML"),
    ],
)
def test_a_wrong_notice_is_refused_with_its_field(
    sources: Sources, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    path = tmp_path / "sai.yaml"
    path.write_text(NOTICE.replace(*change), encoding="utf-8")
    with pytest.raises(NoticeError, match=said):
        sources.brief(str(path), Audience.CITIZEN, "")


def test_a_record_out_of_force_is_not_told(sources: Sources) -> None:
    brief = sources.brief("1.001193", Audience.CITIZEN, "")
    brief.must_hold_on(dt.date(2026, 11, 22))
    ended = dt.date(2026, 6, 30)
    object.__setattr__(brief, "valid_to", ended)
    with pytest.raises(NotInForceError, match="30/06/2026"):
        brief.must_hold_on(dt.date(2026, 7, 1))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Miễn phí; nhận tại quầy", "Miễn phí"),
        ("10.000 đồng; trẻ em được miễn", "10.000 đồng; trẻ em được miễn"),
        ("3 ngày làm việc; xác minh thêm 5 ngày", "3 ngày làm việc; xác minh thêm 5 ngày"),
    ],
)
def test_a_clause_is_dropped_only_if_what_stays_is_true(text: str, short: str) -> None:
    assert safe_short(text) == short


def test_a_title_is_cut_so_that_it_can_be_said() -> None:
    title = "Tính tiền sử dụng đất theo quy định tại điểm a khoản 2 Điều 12 Nghị định 50/2026/NĐ-CP"
    assert spoken_title(title) == "Tính tiền sử dụng đất"


def test_a_slogan_is_a_sentence_that_urges() -> None:
    assert slogan_of("Mã OTP là của ông/bà. Không đọc mã OTP cho bất kỳ ai.") == (
        "Không đọc mã OTP cho bất kỳ ai"
    )
    assert slogan_of("VNeID là ứng dụng.") is None
