"""Repair restores words, leaves numbers and codes alone, and admits what it does not know."""

import re
from pathlib import Path

import pytest

from knowledge.errors import IndexMismatchError, IndexMissingError
from knowledge.plans import RepairModel, settled, train
from tests.knowledge.plans.accuracy import syllables_right

READ = [
    "Sé: 112/KH-UBND Tan Lap, ngay 05 thang 3 nam 2025",
    "",
    "I1. MUC PICH, YEU CAU",
    "- Tuyén truyén cai cich hanh chinh trén dia ban phuwong,",
    "tao su dong thuan ctia ngudi dan va doanh nghiép giai doan2021-2030;",
    "  - Phéi hgp vdi cdc co quan lién quan; bao cao truéc ngay 15/6/2025 qua so 0912.345.678.",
]


def digits_of(text: str) -> list[str]:
    return [char for char in text if char.isdigit()]


def test_a_paragraph_is_restored_line_for_line(own_model: RepairModel) -> None:
    lines = own_model.repair(READ)
    assert [line.read for line in lines] == READ
    assert lines[3].text == "- Tuyên truyền cải cách hành chính trên địa bàn phường,"
    assert lines[4].text == "tạo sự đồng thuận của người dân và doanh nghiệp giai đoạn 2021-2030;"
    assert lines[5].text.startswith("  - Phối hợp với các cơ quan liên quan; báo cáo trước ngày")


def test_numbers_dates_and_codes_stay(own_model: RepairModel) -> None:
    number = re.compile(r"\S*\d\d\S*|[A-Z]{2,}-[A-Z]{2,}")
    for line in own_model.repair(READ):
        glued = line.read.replace("doan2021", "doan 2021")
        assert number.findall(line.text) == number.findall(glued)


def test_digits_read_as_letters_are_told(own_model: RepairModel) -> None:
    line = own_model.repair(
        ["- Cong tac tuyén truyén gan vdi 16 trinh thuc hién cac muc tiéu nam 2025"]
    )[0]
    assert "lộ trình" in line.text
    assert line.warnings == ("'16' đọc là chữ 'lộ'",)


def test_words_that_lost_their_blanks_keep_every_syllable(own_model: RepairModel) -> None:
    lines = own_model.repair(
        [
            "- Tao thuan loi cho nguo1dan, doanh nghiép; thuc hién cai cachhanh chinh.",
            "2. N§idung tuyén truyén",
            "- Phat thanh it nhat 02 lan/tuan trén hé théng loa truyén thanh, chuyén doisé.",
        ]
    )
    assert lines[0].text.startswith("- Tạo thuận lợi cho người dân, doanh nghiệp;")
    assert lines[0].text.endswith("cải cách hành chính.")
    assert lines[1].text == "2. Nội dung tuyên truyền"
    assert "02 lần/tuần" in lines[2].text
    assert lines[2].text.endswith("chuyển đổi số.")
    assert not any(line.warnings for line in lines)


def test_names_that_lost_their_blank_keep_their_capitals(own_model: RepairModel) -> None:
    assert own_model.repair(["7. Béo TuyénQuang"])[0].text.endswith("Tuyên Quang")


def test_a_syllable_that_may_be_lost_is_told(own_model: RepairModel) -> None:
    line = own_model.repair(["2021-2030 cua Chinh phu; Déan day manh cai cach hanh chinh"])[0]
    written = line.text.split("; ")[1].split()[0]
    assert written == "Đoàn"
    assert line.warnings == ("'Déan' đọc là 'Đoàn', có thể thiếu tiếng: 'Đề an'",)


@pytest.mark.parametrize("counted", ["6 thang cudi nam", "1 tuan 2 lan", "qui 1 va qui 2"])
def test_counts_are_never_taken_for_words(own_model: RepairModel, counted: str) -> None:
    line = own_model.repair([f"Tuyén truyén cai cach hanh chinh {counted} trén dia ban x4"])[0]
    assert digits_of(line.text) == digits_of(counted)


def test_clean_text_is_not_touched(own_model: RepairModel) -> None:
    clean = ["Ông Đào Huy Bảo ở thôn Nà Pặc đến nộp hồ sơ.", "Số 12/QĐ-UBND, hòa giải."]
    assert [line.text for line in own_model.repair(clean)] == clean


def test_unsure_words_name_their_rivals(own_model: RepairModel) -> None:
    lines = own_model.repair(["Xq bt zzk phuong an hai", "tuyén truyén cai cach hanh chinh"])
    assert lines[0].unsure
    assert all(unsure.rivals for unsure in lines[0].unsure)
    assert not lines[1].unsure


def test_blank_and_empty_input(own_model: RepairModel) -> None:
    assert own_model.repair([]) == []
    assert [line.text for line in own_model.repair(["", "  ", "***"])] == ["", "  ", "***"]


def test_blind_replacements_are_offered_not_applied(own_model: RepairModel) -> None:
    # One source had every 'thông' replaced; the real 'khu phố' of its last line must stay.
    text = [
        "- Thực hiện cơ chế một cửa, một cửa liên khu phố trong giải quyết thủ tục hành chính.",
        "- Đăng tin, bài trên cổng khu phố tin điện tử của tỉnh.",
        "- Tổ chức thực hiện chế độ khu phố tin, báo cáo định kỳ.",
        "- Đẩy mạnh ứng dụng công nghệ khu phố tin vào hoạt động tuyên truyền.",
        "- Cung cấp khu phố tin, tài liệu về cải cách hành chính cho các cơ quan báo chí.",
        "- Các khu phố trên địa bàn phường tổ chức thực hiện.",
    ]
    lines = own_model.repair(text)
    assert [line.text for line in lines] == text
    offered = [offer.suggested for line in lines for offer in line.offers]
    assert offered.count("thông") >= 4
    assert lines[5].offers == ()
    assert "cổng thông tin điện tử" in lines[1].alternative
    sure = [settled(line, {("khu phố", "thông"): True}) for line in lines]
    assert "cổng thông tin điện tử" in sure[1].text
    assert sure[5].text == text[5]
    assert all(not line.offers for line in sure if "thông" in line.text)


def test_saved_and_loaded_models_agree(own_model: RepairModel, tmp_path: Path) -> None:
    own_model.save(tmp_path / "repair")
    loaded = RepairModel.load(tmp_path / "repair")
    assert loaded.repair(READ) == own_model.repair(READ)


def test_missing_and_damaged_models_are_named(own_model: RepairModel, tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        RepairModel.load(tmp_path / "none")
    own_model.save(tmp_path)
    (tmp_path / "repair.npz").write_bytes(b"broken")
    with pytest.raises(IndexMismatchError):
        RepairModel.load(tmp_path)


def test_a_wards_own_pairs_and_texts_are_learned() -> None:
    model = train(["Thôn Nà Pặc họp."] * 3, [("Na Pac", "Nà Pặc")] * 30)
    assert model.repair(["tuyén truyén tai thon Na Pac, phuong"])[0].text.endswith("Nà Pặc, phường")


def test_lines_of_texts_it_never_saw(
    own_model: RepairModel, held_out: list[tuple[str, str]]
) -> None:
    """Everyday prose on purpose, far from the formulas of plans; raw OCR has 18 % right."""
    restored = own_model.repair([read for read, _written in held_out])
    pairs = [(line.text, true) for line, (_read, true) in zip(restored, held_out, strict=True)]
    assert syllables_right(pairs) > 0.78
