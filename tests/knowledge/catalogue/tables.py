"""Write the same rows as .jsonl, .csv or .xlsx, as offices send them."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

ROW: dict[str, str] = {
    "code": "1.001193",
    "name": "Thủ tục đăng ký khai sinh",
    "field": "Hộ tịch",
    "level": "xã",
    "steps": "- Nộp hồ sơ\n- Nhận kết quả",
    "how": "Trực tiếp; Trực tuyến; Dịch vụ bưu chính",
    "documents": "Tờ khai (1 bản chính)\n* Khi trẻ bị bỏ rơi\nBiên bản",
    "fee": "8,000 Đồng",
    "time_limit": "Trong ngày",
    "audience": "Công dân Việt Nam",
    "agency": "UBND cấp xã",
    "result": "Giấy khai sinh",
    "requirements": "Không",
    "legal_basis": "60/2014/QH13\n123/2015/NĐ-CP",
    "forms": "Tờ khai",
    "issued": "2026-01-15",
    "effective_from": "01/02/2026",
    "effective_to": "",
    "replaced_by": "",
    "decision": "01/QĐ-BTP",
}
VIETNAMESE = {
    "code": "Mã thủ tục",
    "name": "Tên thủ tục",
    "field": "Lĩnh vực",
    "level": "Cấp thực hiện",
    "steps": "Trình tự thực hiện",
    "how": "Cách thức thực hiện",
    "documents": "Thành phần hồ sơ",
    "fee": "Phí, lệ phí",
    "time_limit": "Thời hạn giải quyết",
    "audience": "Đối tượng thực hiện",
    "agency": "Cơ quan thực hiện",
    "result": "Kết quả thực hiện",
    "requirements": "Yêu cầu, điều kiện",
    "legal_basis": "Căn cứ pháp lý",
    "forms": "Mẫu đơn, tờ khai",
    "issued": "Ngày ban hành",
    "effective_from": "Hiệu lực từ",
    "effective_to": "Hiệu lực đến",
    "replaced_by": "Thay thế bởi",
    "decision": "Quyết định công bố",
}

Rows = Sequence[Mapping[str, Any]]


def row(**changes: Any) -> dict[str, Any]:
    return ROW | changes


def write_table(path: Path, rows: Rows) -> Path:
    """``rows`` in the format that the suffix of ``path`` names."""
    {".jsonl": _jsonl, ".csv": _csv, ".xlsx": _xlsx}[path.suffix](path, rows)
    return path


def _jsonl(path: Path, rows: Rows) -> None:
    lines = [json.dumps(values, ensure_ascii=False) for values in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _csv(path: Path, rows: Rows) -> None:
    # Excel saves CSV with a byte order mark.
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _xlsx(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for values in rows:
        sheet.append(list(values.values()))
    book.save(path)
