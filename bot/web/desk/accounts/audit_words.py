"""What the log of changes calls actions, fields and values."""

from collections.abc import Callable
from functools import cache

from bot.editing import FIELDS
from bot.store import Priority, RevisionState, Role
from bot.web.desk.broadcasts.words import audience, way
from bot.web.desk.knowledge.words import STATES
from bot.web.desk.wording import PRIORITIES, ROLES

_ACTIONS = {
    "channel.off": "tắt trợ lý trên kênh",
    "channel.on": "bật trợ lý trên kênh",
    "case.claim": "nhận việc",
    "case.close": "đóng việc",
    "case.transfer": "chuyển việc",
    "case.wait": "đặt chờ người dân",
    "case.release": "trả lại hàng chờ",
    "case.priority": "đổi mức gấp",
    "case.contact": "xem liên hệ của người dân",
    "case.invite": "gửi mẫu tin mời nhắn lại",
    "answer.wrong": "báo câu trả lời sai",
    "account.add": "thêm tài khoản",
    "account.change": "sửa tài khoản",
    "account.password": "đổi mật khẩu",
    "account.password_reset": "đặt lại mật khẩu",
    "account.second_step_on": "bật xác minh hai bước",
    "account.second_step_off": "tắt xác minh hai bước",
    "account.second_step_reset": "bỏ xác minh hai bước",
    "account.session_end": "kết thúc một phiên",
    "knowledge.draft": "lưu nháp kiến thức",
    "knowledge.submit": "gửi duyệt kiến thức",
    "knowledge.withdraw": "rút lại bản gửi duyệt",
    "knowledge.approve": "duyệt kiến thức",
    "knowledge.reject": "trả lại kiến thức",
    "knowledge.roll_back": "xin lấy lại bản cũ",
    "knowledge.live": "đưa kiến thức vào dùng",
    "plan.reading": "sửa bản đọc kế hoạch",
    "plan.skeleton": "soạn khung kế hoạch",
    "plan.reading_undo": "bỏ chỗ sửa bản đọc",
    "register.attendance": "mở hoặc đóng điểm danh",
    "register.attendee": "xóa một tên khỏi điểm danh",
    "plan.line": "sửa một dòng kế hoạch",
    "plan.replacement": "quyết định chỗ nghi thay chữ",
    "plan.import": "nhập kế hoạch",
    "plan.correct": "bổ sung nhiệm vụ",
    "plan.settle": "chọn giữa hai bản của nhiệm vụ",
    "plan.progress": "ghi tiến độ nhiệm vụ",
    "plan.add": "thêm nhiệm vụ",
    "plan.rule": "ghi hạn báo cáo",
    "activity.log": "ghi hoạt động",
    "activity.change": "sửa hoạt động",
    "activity.withdraw": "rút lại hoạt động",
    "evidence.link": "thêm liên kết minh chứng",
    "evidence.file": "thêm tệp minh chứng",
    "register.save": "ghi sổ theo dõi",
    "register.approve": "duyệt cách làm hay",
    "register.ask": "ghi câu hỏi đối thoại",
    "register.answer": "ghi trả lời đối thoại",
    "report.draft": "tải bản dự thảo báo cáo",
    "report.press": "lập gói thông tin báo chí",
    "canned.save": "sửa câu trả lời mẫu",
    "canned.remove": "thôi dùng câu trả lời mẫu",
    "broadcast.compose": "soạn tin gửi dân",
    "broadcast.approve": "duyệt tin gửi dân",
    "broadcast.plan": "hẹn giờ gửi tin",
    "broadcast.start": "gửi tin",
    "broadcast.publish": "đăng bài viết Zalo",
    "broadcast.stop": "dừng gửi tin",
    "broadcast.again": "gửi lại cho người chưa rõ đã nhận",
    "broadcast.assign": "giao việc của một tin",
    "broadcast.finish": "xong việc của một tin",
}


def audit_action(action: str) -> str:
    """What was done, in words; an action of another room that has none stays as it is."""
    return _ACTIONS.get(action, action)


_FIELDS = {
    "active": "đang mở",
    "answer": "trả lời",
    "answers": "trợ lý trả lời",
    "at": "giờ gửi",
    "audience": "gửi cho",
    "conflicts": "chỗ khác nhau",
    "content": "nội dung",
    "day": "ngày",
    "due": "hạn",
    "field": "mục",
    "file": "tệp",
    "from": "dùng từ ngày",
    "held_on": "ngày làm",
    "holder": "người làm",
    "keep": "giữ bản",
    "lead": "đơn vị chủ trì",
    "link": "liên kết",
    "new": "nhiệm vụ mới",
    "parts": "số phần",
    "people": "số người",
    "priority": "mức gấp",
    "progress": "tiến độ",
    "reached": "số người tiếp cận",
    "reason": "lý do",
    "retired": "thôi dùng",
    "revision": "bản sửa",
    "role": "vai trò",
    "source": "nguồn",
    "state": "tình trạng",
    "text": "lời",
    "title": "tên",
    "unit": "đơn vị",
    "urgent": "gửi khẩn",
    "ways": "các kênh",
}


@cache
def _edited() -> dict[str, str]:
    """Fields of the knowledge's records, as their forms call them."""
    return {field.path: field.label for fields in FIELDS.values() for field in fields}


def audit_field(name: str) -> str:
    """What a field of the log is called; one of another room that has no name stays as it is."""
    return _FIELDS.get(name) or _edited().get(name, name)


# How the values of a field are called; others stand as they are.
_VALUES: dict[str, Callable[[str], str]] = {
    "role": lambda text: ROLES[Role(text)],
    "priority": lambda text: PRIORITIES[Priority(text)].lower(),
    "state": lambda text: STATES[RevisionState(text)],
    "ways": lambda text: ", ".join(way(one) for one in text.split(", ")),
    "audience": audience,
}


def audit_value(name: str, value: object) -> str:
    """A value of the log as people read it."""
    if value is None:
        return "không có"
    if isinstance(value, bool):
        return "có" if value else "không"
    text = str(value)
    try:
        return _VALUES[name](text) if name in _VALUES else text
    except ValueError:
        # Another room uses the same name for something else.
        return text
