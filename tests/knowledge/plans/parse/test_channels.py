"""A channel is what the plan orders, not every word that names one."""

import pytest

from knowledge.plans import as_read, read_plan


def _channels(body: str) -> list[tuple[str, int]]:
    """Channels of a plan with the contents ``body``, each with its line counted in ``body``."""
    opening = ["KẾ HOẠCH", "Truyền thông cải cách hành chính", ""]
    reading = read_plan(as_read([*opening, *body.splitlines()]))
    return [(use.channel.value, use.lines[0] - len(opening)) for use in reading.channels]


def _listed(way: str) -> set[str]:
    return {
        c for c, _line in _channels(f"I. HÌNH THỨC TUYÊN TRUYỀN\n- {way}.\nII. KINH PHÍ\n- Có.")
    }


@pytest.mark.parametrize(
    ("way", "found"),
    [
        ("Trưng bày các sản phẩm tiêu biểu của xã", set()),
        ("In ấn phẩm giới thiệu thủ tục", {"print"}),
        ("Đưa tin trên các phương tiện thông tin đại chúng", {"press_tv"}),
        ("Mở chuyên mục trên Báo Sông Lam", {"press_tv"}),
        ("Gửi thông báo Sở Nội vụ; làm báo cáo Ủy ban nhân dân", set()),
        ("Biểu diễn văn nghệ, giao lưu thể thao", {"mobile_propaganda"}),
        ("Phối hợp Trung tâm Văn hóa, Thông tin và Truyền thanh huyện phát bài", {"loudspeaker"}),
        ("Duy trì trang thông tin của xã trên nền tảng facebook", {"facebook"}),
        ("Đăng trên Trang thông tin điện tử xã, trên mạng xã hội Zalo", {"web_portal", "zalo"}),
    ],
)
def test_words_of_a_list(way: str, found: set[str]) -> None:
    assert _listed(way) == found


def test_a_sentence_does_not_use_up_a_later_heading() -> None:
    found = _channels(
        "I. NỘI DUNG TUYÊN TRUYỀN\n"
        "1. Trong cơ quan\n"
        "- Mời cán bộ dự tập huấn khi có lớp.\n"
        "2. Thông qua các lớp tập huấn cho ấp trưởng\n"
        "- Ba lớp trong quý II."
    )
    assert found == [("training", 3), ("training", 4)]


@pytest.mark.parametrize(
    "topic",
    [
        "Cách nộp hồ sơ qua trang Zalo của xã",
        "Hướng dẫn bà con tra cứu kết quả bằng tin nhắn",
        "Tình hình làm việc theo cơ chế một cửa tại Bộ phận Tiếp nhận và Trả kết quả",
    ],
)
def test_what_citizens_can_do_is_no_order(topic: str) -> None:
    assert _channels(f"I. NỘI DUNG TUYÊN TRUYỀN\n- {topic}.\n- Luật mới.") == []


def test_products_are_no_orders_and_no_contents() -> None:
    body = (
        "I. NỘI DUNG TUYÊN TRUYỀN\n"
        "1. Giới thiệu dịch vụ công\n"
        "a) Nội dung: cách khai hồ sơ đất đai.\n"
        "b) Sản phẩm, kết quả dự kiến:\n"
        "- Ba video, hai bài trên báo mạng.\n"
        "2. Giới thiệu luật mới\n"
        "Sản phẩm: một cẩm nang."
    )
    assert _channels(body) == []
    contents = read_plan(as_read(["KẾ HOẠCH", *body.splitlines()])).contents
    assert [item.text for item in contents] == [
        "Giới thiệu dịch vụ công",
        "Nội dung: cách khai hồ sơ đất đai",
        "Giới thiệu luật mới",
    ]


def test_duties_order_what_nothing_else_does() -> None:
    found = _channels(
        "I. HÌNH THỨC TUYÊN TRUYỀN\n"
        "- Phát trên loa truyền thanh.\n"
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Văn hóa - Xã hội\n"
        "- Đưa tin trên loa truyền thanh và trên nhóm Zalo của các ấp.\n"
        "2. Trung tâm Truyền thanh huyện\n"
        "- Phối hợp khi cần; bố trí kỹ thuật viên và video."
    )
    assert found == [("loudspeaker", 2), ("zalo", 5)]
