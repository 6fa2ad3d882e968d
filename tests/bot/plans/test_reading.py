"""What a plan sets out becomes tasks, wherever in the plan it says so."""

from bot.plans.reading import tasks_of
from bot.store import TaskOrigin
from knowledge.plans import as_read, read_plan

PLAN = """KẾ HOẠCH
Truyền thông cải cách hành chính năm 2025

I. NỘI DUNG TUYÊN TRUYỀN
1. Nhắc hẹn trả kết quả
a) Cơ quan chủ trì: Văn phòng.
b) Cơ quan phối hợp: Công an xã.
c) Thời gian thực hiện: Thường xuyên.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng
- Chủ trì nhắc hẹn.""".splitlines()


def test_work_set_out_in_the_body_is_a_task() -> None:
    row, duty = tasks_of(read_plan(as_read(PLAN)))
    assert (row.content, row.lead, row.supporting) == (
        "Nhắc hẹn trả kết quả",
        "Văn phòng",
        ("Công an xã",),
    )
    assert (row.time, row.due, row.ongoing, row.lines) == ("Thường xuyên", None, True, (5, 8))
    assert (duty.origin, duty.lead) == (TaskOrigin.DUTY, "Văn phòng")
