"""A few records with known facts, enough for a real index that is built in a second."""

import datetime as dt
from typing import Any

from knowledge.content import Content
from knowledge.records import Contact, Faq, Procedure

CHECKED = dt.date(2026, 10, 1)
TODAY = dt.date(2026, 11, 1)
BIRTH = "1.001193"
MARRIAGE = "1.000894"
SHOP_NEW = "1.001612"
SHOP_CHANGE = "2.000720"
ABOLISHED = "1.000111"
SHOP_WORDS = "giấy phép bán hàng tạp hóa"
"""Said of two records alike, so that only asking back is right."""

LONG_STEPS = [
    "Hai bên nam, nữ điền tờ khai. " + "Ký tên trước mặt cán bộ. " * 12,
    "Cán bộ xem giấy tờ.",
    "Hai bên nhận giấy chứng nhận kết hôn.",
]
"""More than their short list shows, so they are also told one by one."""

_SOURCE = {"title": "Cổng Dịch vụ công quốc gia", "url": "https://dichvucong.gov.vn/thu-tuc"}


def procedure(**facts: Any) -> Procedure:
    least = {
        "field": "Hộ tịch",
        "level": ["xã"],
        "source": _SOURCE,
        "checked_on": CHECKED,
    }
    return Procedure.model_validate(least | facts)


def hotline(name: str, phone: str, serves: str) -> Contact:
    return Contact.model_validate(
        {
            "id": name,
            "kind": "hotline",
            "scope": "national",
            "name": f"Số {phone}",
            "serves": serves,
            "phone": phone,
            "source": _SOURCE,
            "checked_on": CHECKED,
        }
    )


def faq(name: str, topic: str, question: str, variants: list[str], answer: str) -> Faq:
    return Faq.model_validate(
        {
            "id": name,
            "topic": topic,
            "question": question,
            "variants": variants,
            "answer": answer,
            "source": _SOURCE,
            "checked_on": CHECKED,
        }
    )


RECORDS = Content(
    procedures=(
        procedure(
            id="khai-sinh",
            code=BIRTH,
            name="Đăng ký khai sinh",
            aliases=["làm giấy khai sinh", "làm khai sinh", "khai sinh cho con"],
            life_events=["Vợ tôi mới sinh cháu, giờ phải ra phường làm gì?"],
            documents=[{"text": "Tờ khai đăng ký khai sinh"}, {"text": "Giấy chứng sinh"}],
            where={"counter": "Bộ phận một cửa nơi cư trú", "online": "toàn trình", "post": True},
            time_limit="Trong ngày làm việc",
            fee="Miễn phí khi đúng hạn",
        ),
        procedure(
            id="ket-hon",
            code=MARRIAGE,
            name="Đăng ký kết hôn",
            aliases=["làm giấy kết hôn", "giấy đăng ký kết hôn", "thủ tục kết hôn"],
            documents=[{"text": "Tờ khai đăng ký kết hôn"}],
            steps=LONG_STEPS,
            fee="Không mất tiền",
        ),
        procedure(
            id="thanh-lap-ho",
            code=SHOP_NEW,
            name="Bán hàng ăn uống",
            field="Kinh doanh",
            aliases=[SHOP_WORDS],
            fee="Một trăm nghìn đồng mỗi lần lập mới",
            steps=[
                f"Làm việc thứ {number}." for number in ("nhất", "hai", "ba", "bốn", "năm", "sáu")
            ],
            legal_basis=[f"Luật số {number}/2020/QH14" for number in range(1, 7)],
        ),
        procedure(
            id="thay-doi-ho",
            code=SHOP_CHANGE,
            name="Bán hàng quần áo",
            field="Kinh doanh",
            aliases=[SHOP_WORDS],
            fee="Năm mươi nghìn đồng mỗi lần thay đổi",
        ),
        procedure(
            id="so-ho-khau",
            code=ABOLISHED,
            name="Cấp lại sổ hộ khẩu giấy",
            field="Cư trú",
            aliases=["làm lại sổ hộ khẩu giấy", "mất sổ hộ khẩu giấy"],
            validity={"effective_to": "2022-12-31"},
        ),
    ),
    faqs=(
        faq(
            "tra-cuu-ho-so",
            "tra-cuu-ho-so",
            "Tra cứu hồ sơ đã nộp ở đâu?",
            ["xem hồ sơ tới đâu rồi", "hồ sơ của tôi xong chưa", "tra cứu hồ sơ"],
            "Ông/bà nhập mã hồ sơ trên Cổng Dịch vụ công.",
        ),
        faq(
            "vneid-la-gi",
            "vneid",
            "VNeID là gì?",
            ["vneid là cái chi", "app vneid để làm gì", "có cần cài vneid không"],
            "VNeID là ứng dụng định danh quốc gia.",
        ),
    ),
    contacts=(
        hotline("khan-cap-113", "113", "Gọi công an khi có trộm cướp, đánh nhau"),
        hotline("khan-cap-114", "114", "Gọi chữa cháy, cứu nạn"),
        hotline("khan-cap-115", "115", "Gọi cấp cứu y tế"),
        hotline("tong-dai-111-tre-em", "111", "Bảo vệ trẻ em bị xâm hại"),
    ),
    plans=(),
)
