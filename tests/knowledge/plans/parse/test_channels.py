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
        ("NỘI DUNG TUYÊN TRUYỀN Hình thức tuyên truyền", set()),
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


def test_duties_order_anew_what_they_name() -> None:
    found = _channels(
        "I. HÌNH THỨC TUYÊN TRUYỀN\n"
        "- Phát trên loa truyền thanh.\n"
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Văn hóa - Xã hội\n"
        "- Đưa tin trên loa truyền thanh và trên nhóm Zalo của các ấp.\n"
        "2. Trung tâm Truyền thanh huyện\n"
        "- Phối hợp khi cần; bố trí kỹ thuật viên và video."
    )
    assert found == [("loudspeaker", 2), ("loudspeaker", 5), ("zalo", 5)]


@pytest.mark.parametrize(
    ("duty", "found"),
    [
        (
            "Rà soát, niêm yết thủ tục; nhắc lịch tại các cuộc họp ấp",
            {"posted_notice", "internal_meeting"},
        ),
        ("Quản trị trang Zalo OA; dàn dựng 02 tiểu phẩm video", {"zalo", "video"}),
        ("Cảnh báo trên loa truyền thanh về các tin nhắn SMS giả danh cán bộ", {"loudspeaker"}),
        ("Cảnh báo trên loa về các cuộc gửi tin nhắn SMS lừa đảo", set()),
        ("Phối hợp với Báo Sông Lam viết phóng sự", {"press_tv"}),
        ("Cử người hướng dẫn bà con tại quầy", {"one_stop_counter"}),
        ("Giám sát việc trả kết quả tại Bộ phận một cửa", set()),
        (
            "Lồng ghép vào buổi sinh hoạt chi đoàn; gửi bài qua iDesk",
            {"internal_meeting", "e_office"},
        ),
    ],
)
def test_words_of_a_duty(duty: str, found: set[str]) -> None:
    body = f"I. TỔ CHỨC THỰC HIỆN\n1. Phòng Văn hóa\n- {duty}.\n2. Văn phòng\n- Theo dõi."
    assert {channel for channel, _line in _channels(body)} == found


def test_a_newspaper_and_a_station_do_their_own_work() -> None:
    assert _channels(
        "I. TỔ CHỨC THỰC HIỆN\n"
        "1. Báo Sông Lam\n"
        "- Mở chuyên mục về cải cách hành chính.\n"
        "- Cử người dự họp.\n"
        "2. Đài Phát thanh và Truyền hình tỉnh\n"
        "- Phát sóng mỗi tuần một lần."
    ) == [("press_tv", 3), ("press_tv", 6)]


def test_a_report_of_a_station_is_no_video() -> None:
    assert _listed("Phóng sự trên Đài Truyền hình tỉnh") == {"press_tv"}
    assert _listed("Phóng sự chiếu ở nhà văn hóa") == {"video"}
