"""A plan's reading as these tests write it: three rows, two duties, two rules."""

import datetime as dt
import json
from typing import Any

from knowledge.records.plan import PlanReading

TODAY = dt.date(2026, 11, 20)
SIXTEENTH = "chậm nhất ngày 16 của tháng cuối kỳ báo cáo"


def row(content: str, **more: Any) -> dict[str, Any]:
    given = {"lead": "Công chức Văn hóa - Xã hội", "time": "Quý IV/2026", "due": "2026-12-31"}
    return {"content": content, "forms": ["Loa truyền thanh"], "lines": [10, 14], **given, **more}


ROWS = [
    row("Phát thanh về dịch vụ công trực tuyến trên loa truyền thanh của phường"),
    row("Đăng bài hướng dẫn nộp hồ sơ trên trang thông tin điện tử", lead=None),
    row("Tổ chức tập huấn kỹ năng số cho tổ công nghệ cộng đồng", time=None, due=None),
    row("Duy trì chuyên mục hỏi đáp", time="Thường xuyên", due=None),
]


def reading(rows: list[dict[str, Any]] | None = None, **more: Any) -> PlanReading:
    data: dict[str, Any] = {
        "number": "15/KH-UBND",
        "date": "2026-01-12",
        "issuer": "UBND phường Mẫu",
        "title": "Kế hoạch tuyên truyền cải cách hành chính năm 2026",
        "period": {"from": "2026-01-01", "to": "2026-12-31"},
        "schedule": ROWS if rows is None else rows,
        "units": [
            {
                "unit": "Văn phòng HĐND và UBND",
                "lines": [40, 48],
                "duties": [
                    {"text": "Theo dõi, đôn đốc việc thực hiện kế hoạch", "lines": [41, 42]},
                    {"text": "Tổng hợp, báo cáo kết quả", "lines": [43, 44]},
                ],
            }
        ],
        "reporting": [
            {
                "who": "Văn phòng HĐND và UBND",
                "what": "Tổng hợp, báo cáo kết quả",
                "when": "định kỳ hằng quý, 6 tháng, năm",
                "due": SIXTEENTH,
                "lines": [43, 44],
            },
            {"who": "Các đơn vị", "what": "báo cáo theo quy định", "lines": [50, 50]},
        ],
        "warnings": ["Phụ lục, dòng 10-14: không đọc được cơ quan chủ trì."],
    }
    return PlanReading.model_validate_json(json.dumps({**data, **more}))
