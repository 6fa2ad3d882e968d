"""Nothing may be said that the source does not say, and nothing required may get lost."""

import pytest

from bot.messages.facts import Facts, Required, Voice, Wrong, check_facts

SOURCE = Facts(
    (
        "Lệ phí 10.000 đồng/bản, nộp tại Ủy ban nhân dân cấp xã trước ngày 15/03/2026.",
        "Hỏi bà Trần Thị An, thôn Móng Cái, điện thoại 0912 345 678, lúc 07:30.",
        "Theo Nghị định 69/2024/NĐ-CP. Trả kết quả trong 3 ngày làm việc. Mã 1.001193.",
        "Xem https://dichvucong.gov.vn/Ab-1",
    )
)


@pytest.mark.parametrize(
    ("text", "what", "found", "expected"),
    [
        ("Lệ phí 20.000 đồng", "số tiền", "20.000 đồng", "10.000 đồng"),
        ("trước ngày 15/04/2026", "ngày tháng", "ngày 15/04/2026", "ngày 15/03/2026"),
        ("gọi 0912.345.679", "số điện thoại", "0912.345.679", "0912 345 678"),
        ("Nghị định 69/2023/NĐ-CP", "số hiệu văn bản", "69/2023/NĐ-CP", "69/2024/NĐ-CP"),
        ("trong 3 ngày", "số lượng, thời gian", "3 ngày", "3 ngày làm việc"),
        ("mã 1.001194", "mã", "1.001194", "1.001193"),
        ("lúc 8 giờ 30", "giờ", "8 giờ 30", "07:30"),
        ("hỏi bà Trần Thị Ánh", "tên riêng, cơ quan", "Trần Thị Ánh", "Trần Thị An"),
        ("tại UBND cấp tỉnh", "tên riêng, cơ quan", "ủy ban nhân dân cấp tỉnh", None),
        ("xem dichvucong.gov.vn/ab-1", "đường dẫn", "dichvucong.gov.vn/ab-1", None),
    ],
)
def test_a_changed_fact_is_found_with_what_the_source_says(
    text: str, what: str, found: str, expected: str | None
) -> None:
    (violation,) = check_facts(SOURCE, text)
    assert violation.wrong is Wrong.UNSUPPORTED
    # 'ngày' before a date may belong to it or not.
    assert violation.what == what
    assert violation.found.removeprefix("ngày ") == found.removeprefix("ngày ")
    if expected is not None:
        assert violation.expected.removeprefix("ngày ").endswith(expected.removeprefix("ngày "))
    assert found.removeprefix("ngày ") in str(violation)


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Trước 15-3-2026, tại UBND cấp xã, phí 10.000đ, gọi 0912345678.", Voice.WRITTEN),
        ("Phi 10.000 dong, UBND cap xa, goi 0912345678, ba Tran Thi An", Voice.UNACCENTED),
        (
            "Lệ phí mười nghìn đồng một bản. Hạn chót là ngày mười lăm tháng ba năm hai nghìn không"
            " trăm hai mươi sáu, lúc bảy giờ ba mươi phút. Số điện thoại là không chín một hai,"
            " ba bốn năm, sáu bảy tám.",
            Voice.SPOKEN,
        ),
        ("Nghị định số sáu mươi chín năm hai nghìn không trăm hai mươi tư", Voice.SPOKEN),
        ("Mã một chấm không không một một chín ba", Voice.SPOKEN),
    ],
)
def test_another_way_of_writing_is_no_other_fact(text: str, voice: Voice) -> None:
    assert check_facts(SOURCE, text, voice=voice) == []


def test_a_number_changed_in_words_is_found() -> None:
    text = "Trả kết quả trong bốn ngày làm việc, gọi không chín một hai, ba bốn năm, sáu bảy chín."
    found = {violation.found for violation in check_facts(SOURCE, text, voice=Voice.SPOKEN)}
    assert found == {"4 ngày làm việc", "0912345679"}


def test_what_is_required_and_missing_is_named() -> None:
    required = [
        Required("lệ phí", "10.000 đồng/bản"),
        Required("hạn", "trước ngày 15/03/2026"),
        Required("nơi nộp", "Ủy ban nhân dân cấp xã"),
    ]
    lost = check_facts(SOURCE, "Nộp tại UBND cấp xã, phí 10.000 đồng.", required)
    assert [(one.wrong, one.what) for one in lost] == [(Wrong.LOST, "hạn")]
    assert "15/03/2026" in str(lost[0])


def test_required_words_without_figures_must_stand_as_they_are() -> None:
    required = [Required("lệ phí", "Miễn phí")]
    assert check_facts(Facts(("Miễn phí",)), "Khong mat tien", required, Voice.UNACCENTED)
    assert not check_facts(Facts(("Miễn phí",)), "Le phi: mien phi.", required, Voice.UNACCENTED)


def test_a_required_document_number_read_aloud_is_kept() -> None:
    required = [Required("căn cứ", "Nghị định 69/2024/NĐ-CP")]
    spoken = "Nghị định số sáu mươi chín năm hai nghìn không trăm hai mươi tư."
    assert check_facts(SOURCE, spoken, required, Voice.SPOKEN) == []


def test_context_may_be_named_but_nothing_else() -> None:
    told = Facts(SOURCE.texts, context=("Phường Hải Hòa", "in ngày 22/11/2026"))
    assert check_facts(told, "UBND cấp xã, Phường Hải Hòa, in ngày 22/11/2026") == []
    assert [one.found for one in check_facts(SOURCE, "tại Hải Hòa")] == ["Hải Hòa"]


def test_a_word_that_only_begins_a_sentence_is_no_name() -> None:
    assert check_facts(SOURCE, "Mời bà con đến đúng giờ. Xin cảm ơn.\nTrân trọng") == []


def test_a_list_s_own_numbers_state_nothing() -> None:
    assert check_facts(SOURCE, "1. Mang giấy tờ\n2. Nộp tại quầy") == []


def test_a_place_in_a_plan_is_more_than_its_figure() -> None:
    """'II.2' for 'II.5' went unnoticed where the record also spoke of two sessions."""
    source = Facts(("Tổ chức 2 đợt tập huấn. Vị trí trong kế hoạch: II.5.",))
    (found,) = check_facts(source, "Vị trí trong kế hoạch: II.2.")
    assert (found.found, found.expected) == ("II.2", "II.5")
    assert check_facts(source, "Theo mục 5, 2 đợt.") == []
