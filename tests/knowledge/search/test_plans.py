"""A plan that is named is searched by what is rare within it."""

import datetime as dt

import pytest

from knowledge.content import Content
from knowledge.index import Encoder, build_index, load_index
from knowledge.library import Library
from knowledge.plans import windows
from knowledge.plans.parse.reader import read_plan
from knowledge.plans.repair.model import as_read
from knowledge.records import RecordKind
from knowledge.restoring import RestoredPlan
from knowledge.search import Searcher

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


@pytest.fixture(scope="module")
def found_in(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Searcher:
    folder = tmp_path_factory.mktemp("plans")
    library = Library(folder)
    payload = {"lines": LINES, "imported_on": "2026-11-22"}
    library.save(RecordKind.PLAN, [("hoa-mai.txt", payload, None)], "hoa-mai.txt")
    stored = library.current(RecordKind.PLAN)[0]
    plan = RestoredPlan(stored, LINES, read_plan(as_read(LINES)), windows(LINES))
    build_index(folder / "index", Content((), (), (), ()), library, encoder, plans=[plan])
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
