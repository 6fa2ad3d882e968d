"""A handful of own records with known facts, and the tools to make more of them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from knowledge.content import Content
from knowledge.index import Encoder
from knowledge.index.encoder import Vectors
from knowledge.records import Contact, Faq, PlanRecord, Procedure

TODAY = dt.date(2026, 11, 1)
"""The day on which the tests of answers take place."""
CHECKED = dt.date(2026, 10, 1)
BIRTH = "1.001193"
MARRIAGE = "1.000894"
COPY = "2.000815"
TEMPORARY = "1.004194"
OLD_HOUSEHOLD = "1.000111"
NEW_HOUSEHOLD = "1.000222"
FUTURE = "1.000333"


class CountingEncoder:
    """The real encoder, with a count of the texts it was given."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.dimension = encoder.dimension
        self.passages_seen: list[str] = []
        self._encoder = encoder

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.queries(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.passages_seen += texts
        return self._encoder.passages(texts)


def procedure(**changes: Any) -> Procedure:
    """A procedure with the least that the schema wants, and ``changes``."""
    least = {
        "id": "viec-mau",
        "name": "Việc mẫu",
        "field": "Hộ tịch",
        "level": ["xã"],
        "source": {"title": "Nguồn mẫu", "reference": "01/QĐ-UBND"},
        "checked_on": CHECKED,
    }
    return Procedure.model_validate(least | changes)


def contact(**changes: Any) -> Contact:
    """A hotline with the least that the schema wants, and ``changes``."""
    least = {
        "id": "so-mau",
        "kind": "hotline",
        "scope": "national",
        "name": "Số mẫu",
        "serves": "Làm mẫu",
        "phone": "1022",
        "source": {"title": "Nguồn mẫu", "reference": "01/QĐ-UBND"},
        "checked_on": CHECKED,
    }
    return Contact.model_validate(least | changes)


def faq(**changes: Any) -> Faq:
    """A question with the least that the schema wants, and ``changes``."""
    least = {
        "id": "cau-mau",
        "topic": "vneid",
        "question": "Câu mẫu là gì?",
        "variants": ["câu mẫu", "hỏi mẫu", "mẫu là gì"],
        "answer": "Là câu làm mẫu.",
        "source": {"title": "Nguồn mẫu", "reference": "01/QĐ-UBND"},
        "checked_on": CHECKED,
    }
    return Faq.model_validate(least | changes)


def content(**kinds: Iterable[Any]) -> Content:
    """Content of the given kinds; what is not given is empty."""
    empty: dict[str, tuple[Any, ...]] = {
        "procedures": (),
        "faqs": (),
        "contacts": (),
        "plans": (),
    }
    return Content(**(empty | {kind: tuple(records) for kind, records in kinds.items()}))


BIRTH_RECORD = procedure(
    id="khai-sinh",
    code=BIRTH,
    name="Đăng ký khai sinh",
    summary="Ghi nhận việc sinh của trẻ và cấp Giấy khai sinh.",
    aliases=["làm giấy khai sinh", "khai sinh cho con", "giấy khai sinh lần đầu"],
    life_events=[
        "Vợ tôi mới sinh cháu, giờ phải ra phường làm gì?",
        "Nhà em vừa có em bé, cần mang giấy gì để làm giấy tờ cho con?",
    ],
    audience="Cha, mẹ, ông bà hoặc người thân của trẻ",
    documents=[
        {"text": "Tờ khai đăng ký khai sinh theo mẫu"},
        {"text": "Giấy chứng sinh (1 bản chính)"},
        {"text": "Biên bản về việc trẻ bị bỏ rơi", "when": "Khi trẻ bị bỏ rơi"},
    ],
    steps=["Nộp giấy tờ trong 60 ngày kể từ ngày sinh.", "Nhận Giấy khai sinh tại quầy."],
    where={
        "counter": "Bộ phận một cửa cấp xã nơi cư trú",
        "online": "toàn trình",
        "online_url": "https://dichvucong.gov.vn/khai-sinh",
        "post": True,
        "post_note": "Nhớ kèm bản sao có chứng thực.",
    },
    time_limit="Trong ngày làm việc; nhận sau 15 giờ thì trả ngày hôm sau",
    fee="Quá hạn 60 ngày: 8.000 đồng; đúng hạn: miễn phí",
    result="Giấy khai sinh",
    requirements=["Trẻ chưa được đăng ký khai sinh"],
    forms=["Tờ khai đăng ký khai sinh"],
    legal_basis=["Luật Hộ tịch 60/2014/QH13", "Nghị định 123/2015/NĐ-CP"],
    source={"title": "Cổng Dịch vụ công quốc gia", "url": "https://dichvucong.gov.vn/khai-sinh"},
)

RECORDS = content(
    procedures=[
        BIRTH_RECORD,
        procedure(
            id="ket-hon",
            code=MARRIAGE,
            name="Đăng ký kết hôn",
            aliases=["làm giấy kết hôn", "giấy đăng ký kết hôn", "cưới nhau ra phường ký giấy"],
            life_events=["Hai đứa em sắp cưới thì phải lên phường làm gì?"],
            fee="Miễn phí",
        ),
        procedure(
            id="ban-sao",
            code=COPY,
            name="Chứng thực bản sao từ bản chính giấy tờ, văn bản",
            field="Chứng thực",
            aliases=["sao y bản chính", "photo công chứng", "công chứng giấy tờ"],
            life_events=["Em cần mấy bản photo có dấu đỏ để nộp hồ sơ xin việc"],
            fee="2.000 đồng/trang",
        ),
        procedure(
            id="tam-tru",
            code=TEMPORARY,
            name="Đăng ký tạm trú",
            field="Cư trú",
            aliases=["làm tạm trú", "khai báo tạm trú", "đăng ký kt3"],
            life_events=["Em mới thuê trọ ở đây thì phải báo với ai?"],
        ),
        procedure(
            id="ho-kinh-doanh-cu",
            code=OLD_HOUSEHOLD,
            name="Cấp giấy chứng nhận đăng ký hộ kinh doanh",
            field="Kinh doanh",
            aliases=["mở hộ kinh doanh", "xin giấy phép bán hàng"],
            fee="100.000 đồng",
            validity={"effective_to": "2025-06-30", "replaced_by": NEW_HOUSEHOLD},
        ),
        procedure(
            id="ho-kinh-doanh-moi",
            code=NEW_HOUSEHOLD,
            name="Đăng ký thành lập hộ kinh doanh",
            field="Kinh doanh",
            aliases=["mở hộ kinh doanh", "xin giấy phép bán hàng"],
            fee="50.000 đồng",
            validity={"effective_from": "2025-07-01"},
        ),
        procedure(
            id="cho-thue-via-he",
            code=FUTURE,
            name="Cấp phép sử dụng tạm thời vỉa hè",
            field="Giao thông",
            aliases=["xin dùng vỉa hè", "mượn vỉa hè làm đám cưới"],
            validity={"effective_from": "2027-01-01"},
        ),
        procedure(
            id="hoa-giai-co-so",
            name="Hòa giải ở cơ sở",
            field="Hòa giải",
            aliases=["nhờ tổ hòa giải", "hàng xóm cãi nhau"],
        ),
    ],
    faqs=[
        faq(
            id="vneid-la-gi",
            question="VNeID là gì, dùng để làm gì?",
            variants=["vneid là cái chi", "app vneid để làm gì", "có cần cài vneid không"],
            answer="VNeID là ứng dụng định danh quốc gia.",
            steps=["Tải ứng dụng từ kho chính thức.", "Đăng ký tài khoản."],
        ),
    ],
    contacts=[
        contact(
            id="canh-sat-113",
            name="Cảnh sát phản ứng nhanh",
            serves="Trình báo tội phạm, gây rối, tai nạn",
            aliases=["gọi công an", "số cảnh sát"],
            phone="113",
        ),
        contact(
            id="xa-duong-day-nong",
            scope="ward",
            name="Đường dây nóng Ủy ban nhân dân phường",
            serves="Nghe phản ánh, kiến nghị của người dân",
            aliases=["số điện thoại ủy ban phường", "đường dây nóng phường"],
            phone=None,
            source=None,
            checked_on=None,
            to_fill=True,
        ),
    ],
    plans=[
        PlanRecord(
            id="ke-hoach-mau",
            number="28/KH-UBND",
            date=dt.date(2024, 2, 7),
            issuer="UBND phường Mẫu",
            title="Tuyên truyền cải cách hành chính năm 2024",
            period="Năm 2024",
            source={"title": "Kế hoạch 28/KH-UBND", "reference": "28/KH-UBND"},
            checked_on=CHECKED,
            facts=[
                {
                    "question": f"Khu phố {number} nhận bao nhiêu tờ rơi tuyên truyền?",
                    "answer": f"Khu phố {number} nhận {number}00 tờ rơi.",
                    "section": f"II.{number}",
                }
                for number in range(1, 11)
            ],
        )
    ],
)


def write_yaml(root: Path, name: str, text: str) -> None:
    """One content file under ``root``."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
