"""A feedback finds its unit by the citizen's own words; one about an officer says about whom."""

import pytest

from bot.desk.routing import FeedbackKind, accused, kind_of, routes

K = FeedbackKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rác trước ngõ nhà tôi một tuần nay không ai thu gom, bốc mùi lắm", K.ENVIRONMENT),
        ("đèn đường hỏng ba hôm nay tối om nguy hiểm", K.INFRASTRUCTURE),
        ("den duong hong ba hom nay", K.INFRASTRUCTURE),
        ("nước sinh hoạt bị đục mấy hôm nay", K.INFRASTRUCTURE),
        ("cán bộ quầy số 3 nói năng khó nghe", K.ATTITUDE),
        ("chị ở địa chính đòi phong bì mới làm", K.HARASSMENT),
        ("hàng xóm hát karaoke tới một giờ đêm", K.ORDER),
        ("hồ sơ đất của tôi trễ hẹn hai tháng", K.DELAY),
        ("cổng dịch vụ công đăng nhập không được", K.ONLINE),
        ("thủ tục rườm rà, đòi thêm giấy ngoài quy định", K.REGULATION),
        ("mẹ tôi chưa nhận được trợ cấp", K.WELFARE),
        ("loa phường mở to quá lúc 5 giờ sáng", K.WELFARE),
        ("tôi thấy chưa ổn", K.OTHER),
    ],
)
def test_the_words_tell_the_kind(text: str, kind: FeedbackKind) -> None:
    assert kind_of(text) is kind


def test_every_kind_has_a_unit_and_a_label_that_fits_a_button() -> None:
    assert set(routes()) == set(FeedbackKind)
    assert all(len(route.label) <= 60 and route.unit for route in routes().values())


def test_what_is_about_a_person_goes_to_the_leader() -> None:
    about = {route.unit for route in routes().values() if route.about_staff}
    assert about == {"Lãnh đạo UBND"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("cán bộ quầy số 3 nói năng khó nghe", "cán bộ quầy số 3"),
        ("chị Lan ở bộ phận một cửa quát tôi", "chị Lan"),
        ("anh Nguyễn Văn Bình đòi tiền", "anh Nguyễn Văn Bình"),
        ("cán bộ địa chính hẹn mãi", "cán bộ địa chính"),
        ("ông phó chủ tịch phường nói vậy", "phó chủ tịch phường"),
        ("ở quầy 4 thái độ rất tệ", "quầy 4"),
    ],
)
def test_who_is_meant(text: str, who: str) -> None:
    assert accused(text) == who


@pytest.mark.parametrize("text", ["thái độ phục vụ kém", "cán bộ lồi lõm", "rác đầy đường"])
def test_nobody_is_made_up(text: str) -> None:
    assert accused(text) is None
