"""A plan is searched by what is rare within it; one that is not named is asked for."""

import datetime as dt
from pathlib import Path

import pytest

from knowledge.content import Content
from knowledge.index import Encoder, build_index, load_index
from knowledge.library import Library
from knowledge.plans import RestoredPlan, windows
from knowledge.plans.parse.reader import read_plan
from knowledge.plans.repair.model import as_read
from knowledge.search import Searcher, Verdict
from knowledge.search.deciding import WHICH_PLAN
from knowledge.search.plan_talk import asks_about_a_plan
from knowledge.text import fold

LINES = """ỦY BAN NHÂN DÂN
PHƯỜNG HOA MAI
Số: 12/KH-UBND
Hoa Mai, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026 trên địa bàn phường Hoa Mai

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao hiểu biết của người dân về cải cách hành chính và dịch vụ công trực tuyến.
2. Yêu cầu
- Tuyên truyền thường xuyên, đúng trọng tâm, tiết kiệm.

II. NỘI DUNG, HÌNH THỨC
1. Nội dung
- Tuyên truyền thủ tục hành chính trong các lĩnh vực đất đai, hộ tịch, kinh doanh.
2. Hình thức
- Phát thanh trên hệ thống loa của phường mỗi tuần hai buổi.
- Đăng bài trên trang Facebook của phường về lợi ích của dịch vụ bưu chính công ích.

III. KINH PHÍ
Kinh phí thực hiện lấy từ ngân sách phường giao đầu năm.

IV. TỔ CHỨC THỰC HIỆN
1. Công chức Văn phòng - Thống kê
- Tổng hợp kết quả, báo cáo Ủy ban nhân dân thành phố trước ngày 15 tháng cuối quý.
2. Công chức Tài chính - Kế toán
- Tham mưu bố trí kinh phí cho công tác tuyên truyền.
""".splitlines()


OTHER = [line.replace("HOA MAI", "HOA LAN").replace("Hoa Mai", "Hoa Lan") for line in LINES]


@pytest.fixture(scope="module")
def found_in(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Searcher:
    return _searcher(tmp_path_factory.mktemp("plans"), encoder, {"hoa-mai.txt": LINES})


@pytest.fixture(scope="module")
def found_in_two(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Searcher:
    plans = {"hoa-mai.txt": LINES, "hoa-lan.txt": OTHER}
    return _searcher(tmp_path_factory.mktemp("two"), encoder, plans)


def _searcher(folder: Path, encoder: Encoder, plans: dict[str, list[str]]) -> Searcher:
    library = Library(folder)
    restored = [
        RestoredPlan(file, "2026-11-22", lines, read_plan(as_read(lines)), windows(lines))
        for file, lines in plans.items()
    ]
    build_index(folder / "index", Content((), (), (), ()), library, encoder, plans=restored)
    return Searcher(load_index(folder / "index"), encoder, today=lambda: dt.date(2026, 11, 22))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("trang Facebook của phường Hoa Mai đăng gì", "Facebook"),
        ("kinh phi tuyen truyen cua phuong Hoa Mai lay tu dau", "ngân sách phường"),
        ("theo kế hoạch 12/KH-UBND ai báo cáo, trước ngày nào", "ngày 15"),
        ("Hoa Mai tuyen truyen thu tuc cua nhung linh vuc nao", "đất đai"),
    ],
)
def test_the_right_lines_come_first(found_in: Searcher, question: str, words: str) -> None:
    item = found_in.search(question).hits[0].item
    assert item.lines is not None
    assert item.lines[1] - item.lines[0] < 25
    assert words in item.payload["answer"]


UNNAMED = [
    ("ai tổng hợp, báo cáo kết quả tuyên truyền, trước ngày nào", "ngày 15"),
    ("don vi nao tham muu bo tri kinh phi tuyen truyen", "bố trí kinh phí"),
    ("theo kế hoạch thì loa của phường phát tuyên truyền vào lúc nào", "loa của phường"),
    ("kinh phí thực hiện kế hoạch lấy từ đâu", "ngân sách phường"),
]


@pytest.mark.parametrize(("question", "words"), UNNAMED)
def test_the_only_plan_needs_no_name(found_in: Searcher, question: str, words: str) -> None:
    result = found_in.search(question)
    assert words in result.hits[0].item.payload["answer"]
    assert result.verdict is Verdict.ANSWERED


@pytest.mark.parametrize(("question", "words"), UNNAMED)
def test_of_two_plans_it_is_asked_which(found_in_two: Searcher, question: str, words: str) -> None:
    result = found_in_two.search(question)
    assert (result.verdict, result.decision.why) == (Verdict.CLARIFY, WHICH_PLAN)
    assert {choice.item.file for choice in result.choices} == {"hoa-mai.txt", "hoa-lan.txt"}
    assert all(words in choice.item.payload["answer"] for choice in result.choices)


def test_a_plan_of_another_place_is_not_offered(found_in_two: Searcher) -> None:
    result = found_in_two.search("tỉnh Lâm Đồng giao đơn vị nào báo cáo kết quả tuyên truyền")
    assert result.verdict in (Verdict.NO_SOURCE, Verdict.OUT_OF_SCOPE)


@pytest.mark.parametrize(
    "question",
    [
        "làm khai sinh cần gì",
        "kế hoạch hóa gia đình được hỗ trợ gì",
        "sao loa phường cứ nói cải cách hành chính hoài vậy",
        "ai phụ trách hộ tịch ở phường",
        "kế hoạch sử dụng đất của nhà tôi xem ở đâu",
        "cải cách hành chính là gì",
    ],
)
def test_what_citizens_ask_is_not_taken_for_a_plan_s(question: str) -> None:
    assert not asks_about_a_plan(fold(question))
