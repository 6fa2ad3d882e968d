"""Whatever encoding a file comes in, it is read rightly or refused by name."""

import unicodedata

import pytest

from knowledge.errors import ImportFileError
from knowledge.plans.encodings import decode_text, repair_encoding
from knowledge.plans.legacy_fonts import TCVN3, VNI, from_tcvn3, from_vni

TEXT = (
    "Ủy ban nhân dân phường ban hành kế hoạch tuyên truyền cải cách hành chính năm 2026.\n"
    "Công chức văn phòng hướng dẫn người dân nộp hồ sơ, đổi thẻ, nhận kết quả đúng hẹn.\n"
)
OCR = "Tuyén truyén cai cich hanh chinh trén dia ban phuwong Hai Hoa nim 2024, ciia, churc vién\n"


def _cp1258(text: str) -> bytes:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            spread = unicodedata.normalize("NFD", char)
            base = unicodedata.normalize("NFC", "".join(c for c in spread if c not in tones))
            out += (base + "".join(c for c in spread if c in tones)).encode("cp1258")
    return bytes(out)


def _in_font(table: dict[str, str], text: str = TEXT) -> str:
    back = {value: key for key, value in table.items()}
    return "".join(back.get(char, back.get(char.lower(), char)) for char in text)


@pytest.mark.parametrize(
    ("data", "conversion"),
    [
        (TEXT.encode(), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), None),
        (unicodedata.normalize("NFD", TEXT).encode(), None),
        (TEXT.replace("\n", "\r\n").encode(), None),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), "utf-16"),
        (_cp1258(TEXT), "cp1258"),
        (TEXT.encode().decode("latin-1").encode(), "utf-8 đọc nhầm"),
        (_cp1258(TEXT).decode("cp1252").encode(), "cp1258"),
    ],
)
def test_bytes_become_the_text(data: bytes, conversion: str | None) -> None:
    assert decode_text(data, "a.txt") == (TEXT, conversion)


def test_tcvn3_bytes_and_tcvn3_seen_as_latin() -> None:
    typed = _in_font(TCVN3)
    # TCVN3 fonts have no capitals with tones: Ủ is typed as ủ in a capital font.
    assert decode_text(typed.encode("latin-1"), "a.txt") == (TEXT.replace("Ủ", "ủ"), "tcvn3")
    assert repair_encoding(typed) == (TEXT.replace("Ủ", "ủ"), "tcvn3")


def test_vni_bytes_and_vni_seen_as_latin() -> None:
    typed = _in_font(VNI)
    assert decode_text(typed.encode("cp1252"), "a.txt") == (TEXT, "vni")
    assert repair_encoding(typed) == (TEXT, "vni")


def test_headings_typed_in_a_capital_font_are_capitals() -> None:
    typed = _in_font(
        TCVN3, "ỦY BAN NHÂN DÂN PHƯỜNG MẪU\nSố: 15/KH-UBND\nKẾ HOẠCH\nỦy ban, ở ấp Ý Yên\n"
    )
    assert from_tcvn3(typed) == (
        "ỦY BAN NHÂN DÂN PHƯỜNG MẪU\nSố: 15/KH-UBND\nKẾ HOẠCH\nủy ban, ở ấp ý Yên\n"
    )


@pytest.mark.parametrize("table", [TCVN3, VNI], ids=["tcvn3", "vni"])
def test_a_text_put_together_from_two_fonts_is_converted_where_it_must_be(
    table: dict[str, str],
) -> None:
    """'tháng' in Unicode would be 'thỏng' if it were taken for the old font's."""
    mixed = "Phường Mẫu, ngày 12 tháng 01\nLoa tháng 3\n" + _in_font(table).replace("ủy", "Uy")
    found, conversion = repair_encoding(mixed)
    assert found.splitlines()[:2] == ["Phường Mẫu, ngày 12 tháng 01", "Loa tháng 3"]
    assert "cải cách hành chính" in found
    assert conversion is not None


def test_a_tail_pasted_in_old_bytes_is_not_lost() -> None:
    data = TEXT.encode() + _in_font(TCVN3, "Các phòng thực hiện kế hoạch này.").encode("latin-1")
    found, conversion = decode_text(data, "a.txt")
    assert found == TEXT + "Các phòng thực hiện kế hoạch này."
    assert conversion == "utf-8, vài dòng bảng mã khác"


def test_known_words_of_the_old_fonts() -> None:
    assert from_tcvn3("Uû ban nh©n d©n tØnh") == "Uỷ ban nhân dân tỉnh"
    assert (
        from_vni("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    )


def test_scanned_text_is_left_to_repair() -> None:
    assert decode_text(OCR.encode(), "a.txt") == (OCR, None)


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x00" * 50, b"\xff\xfe\x00\xd8", b"\x8d\x8f\x90" * 40]
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ImportFileError, match=r"a\.txt"):
        decode_text(data, "a.txt")
