"""What the national portal's export gets wrong is repaired where it is certain, else left alone."""

import pytest

from knowledge.catalogue.defects import known, one_for_all_channels, repair_fee, repair_paper


@pytest.mark.parametrize(
    ("exported", "told"),
    [
        ("1Miễn phí", "Miễn phí"),
        ("Trực tiếp: 3Miễn phí", "Trực tiếp: Miễn phí"),
        ("1Miễn phí(theo quy định)", "Miễn phí (theo quy định)"),
        ("20,000 Việt Nam Đồng", "20.000 đồng"),
        ("1,250,000 VNĐ", "1.250.000 đồng"),
        ("8000 Đồng", "8000 đồng"),
        ("Phí: 2,000 Đồng ((mỗi trang))", "Phí: 2.000 đồng (mỗi trang)"),
        (
            "Trực tuyến: 5,000 Đồng; Trực tiếp: 10,000 Đồng",
            "Trực tuyến: 5.000 đồng; Trực tiếp: 10.000 đồng",
        ),
        ("Trực tuyến: 5,000 Đồng; Trực tiếp: 5,000 Đồng", "5.000 đồng"),
        ("Miễn phí cho 2 bản đầu", "Miễn phí cho 2 bản đầu"),
    ],
)
def test_fees(exported: str, told: str) -> None:
    assert repair_fee(exported) == told


@pytest.mark.parametrize(
    "nothing", [None, "", "  ", "Không", "không có.", "Không quy định", ".", "..."]
)
def test_nothing_said_is_unknown(nothing: str | None) -> None:
    assert known(nothing) is None
    assert repair_fee(nothing) is None


def test_something_said_is_trimmed() -> None:
    assert known("  Không quá 3 ngày ") == "Không quá 3 ngày"


def test_channels_that_differ_are_kept_apart() -> None:
    value = "Trực tuyến: 3 ngày; Trực tiếp: 5 ngày"
    assert one_for_all_channels(value) == value
    assert one_for_all_channels("Trực tuyến: 3 ngày; Trực tiếp: 3 ngày") == "3 ngày"
    assert one_for_all_channels("Trực tiếp: 3 ngày") == "Trực tiếp: 3 ngày"


@pytest.mark.parametrize(
    ("line", "text", "copies"),
    [
        ("- Tờ khai (1 bản chính)", "Tờ khai", "1 bản chính"),
        ("Tờ khai (mẫu 01) (1 bản chính, 2 bản sao)", "Tờ khai (mẫu 01)", "1 bản chính, 2 bản sao"),
        ("Giấy chứng sinh;", "Giấy chứng sinh", None),
        ("Bản sao hộ chiếu (2 bản sao)", "Bản sao hộ chiếu", "2 bản sao"),
    ],
)
def test_papers(line: str, text: str, copies: str | None) -> None:
    assert repair_paper(line) == (text, copies)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Tờ khai (mẫu NA17)101-Mau A17 tam tru.doc (1 bản chính)", "Tờ khai (mẫu NA17)"),
        ("Đơn xin cấp giấy phép của Bộ Công an.NA5.doc", "Đơn xin cấp giấy phép của Bộ Công an"),
        ("Văn bản đề nghị hủy tài khoản (NA20).Mau NA20-BCA.doc x (1 bản chính)",
         "Văn bản đề nghị hủy tài khoản (NA20)"),
        ("Đơn đề nghị đổi thẻ bảo hiểm y tếMau01-ĐN(BHYT) (1).doc (1 bản chính)",
         "Đơn đề nghị đổi thẻ bảo hiểm y tế"),
        ("Mẫu 31/2023/TT-BCAMau TK01.tt73.2021.doc (1 bản chính)", "Mẫu 31/2023/TT-BCA"),
        ("Mẫu số 06.QLT Nghị định 32/2026/NĐ-CP;Mẫu số 06.QLT.doc x",
         "Mẫu số 06.QLT Nghị định 32/2026/NĐ-CP"),
        ("Đơn theo Nghị định 39/2026/NĐ-CP.mau so 7.doc", "Đơn theo Nghị định 39/2026/NĐ-CP"),
        ("Đơn đề nghị theo mẫu quy địnhvăn bản đề nghị.doc x", "Đơn đề nghị theo mẫu quy định"),
        ("Tờ trình Quyết định 24/2021/QĐ-TTgGiấy đề nghị.pdf",
         "Tờ trình Quyết định 24/2021/QĐ-TTg"),
        ("Bản đồ khoáng sảnMau 05.docx Mau 06-Phu luc_39.2025.doc x", "Bản đồ khoáng sản"),
        ("Tệp đuôi “.pdf ” chứa báo cáo (1 bản chính)", "Tệp đuôi “.pdf ” chứa báo cáo"),
    ],
)  # fmt: skip
def test_a_glued_file_name_takes_no_word_of_the_paper_with_it(line: str, text: str) -> None:
    """The cut took up to 60 characters before '.doc': 'cho người n', or the whole paper."""
    assert repair_paper(line)[0] == text


@pytest.mark.parametrize("line", ["Tờ khai.docx", "Phiếu khai báo tạm trú.doc (1 bản chính)"])
def test_a_paper_that_is_only_a_file_name_is_not_lost(line: str) -> None:
    assert repair_paper(line)[0].startswith(line.partition(".doc")[0])
