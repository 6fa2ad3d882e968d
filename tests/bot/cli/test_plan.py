"""motcua plan: from a file to tasks, with the gaps filled in by a person."""

import json
from pathlib import Path

from knowledge.library import Library
from knowledge.records import RecordKind
from tests.bot.cli.conftest import Run, told_in_one_line

PLAN = """\
ỦY BAN NHÂN DÂN PHƯỜNG MẪU
Số: 15/KH-UBND                          Phường Mẫu, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của người dân về cải cách hành chính.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND
- Theo dõi, đôn đốc các đơn vị thực hiện kế hoạch này.
- Tổng hợp, báo cáo kết quả định kỳ hằng quý (chậm nhất ngày 16 của tháng cuối kỳ báo cáo).
2. Phòng Văn hóa - Xã hội
- Phát thanh trên hệ thống loa truyền thanh các nội dung về dịch vụ công trực tuyến.
"""


def test_a_plan_becomes_tasks_and_a_gap_is_filled(run: Run, tmp_path: Path) -> None:
    data, file = tmp_path / "var", tmp_path / "ke-hoach.txt"
    file.write_text(PLAN, encoding="utf-8")
    first = run("plan", "import", file, data=data)
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("Plan 1: ")
    rows = [
        json.loads(line) for line in run("plan", "tasks", "--json", data=data).stdout.splitlines()
    ]
    assert {row["state"] for row in rows} == {"cần bổ sung"}
    task = rows[0]["id"]
    assert run("plan", "set", task, "--due", "2090-12-01", data=data).exit_code == 0
    # Citizens' questions are answered from it as well, with the next index.
    (held,) = Library(data / "knowledge").current(RecordKind.PLAN)
    assert (held.key, held.payload["lines"]) == (file.name, PLAN.splitlines())
    again = run("plan", "import", file, data=data)
    assert " 0 new tasks" in again.stdout
    shown = run("plan", "show", task, data=data).stdout
    assert "[chưa làm]" in shown
    assert "Hạn: 2090-12-01" in shown
    assert "15/KH-UBND" in run("plan", "list", data=data).stdout
    assert run("plan", "due", data=data).stdout == ""
    frame = run("plan", "skeleton", 1, "--out", tmp_path / "khung.docx", data=data)
    assert frame.exit_code == 0, frame.output
    assert "missing: kinh phí" in frame.stderr
    assert (tmp_path / "khung.docx").stat().st_size > 10_000


def test_what_is_wrong_is_one_line(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "var"
    assert "khong-co.txt" in told_in_one_line(run("plan", "import", "khong-co.txt", data=data))
    assert "số 7" in told_in_one_line(run("plan", "show", 7, data=data))
    assert "--due" in told_in_one_line(run("plan", "set", 7, "--due", "mai", data=data))
