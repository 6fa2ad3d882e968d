"""What the desk calls things: every closed list in Vietnamese; a test sees that none is missing."""

from bot.messages import Outcome
from bot.store import BroadcastState, CaseKind, CaseState, DeliveryState, Role
from bot.web.desk.addresses import Section
from knowledge.records import RecordKind

SECTIONS = {
    Section.INBOX: "Hộp việc",
    Section.KNOWLEDGE: "Kiến thức",
    Section.BROADCASTS: "Tin gửi dân",
    Section.PLANS: "Kế hoạch",
    Section.REPORTS: "Báo cáo",
}
ROLES = {
    Role.OFFICER: "cán bộ",
    Role.EDITOR: "biên tập",
    Role.APPROVER: "người duyệt",
    Role.LEADER: "lãnh đạo",
    Role.ADMIN: "quản trị",
}
CASE_KINDS = {
    CaseKind.QUESTION: "Câu hỏi",
    CaseKind.PERSON: "Xin gặp cán bộ",
    CaseKind.FEEDBACK: "Phản ánh",
}
CASE_STATES = {
    CaseState.NEW: "Chưa ai nhận",
    CaseState.HELD: "Đang giữ",
    CaseState.CLOSED: "Đã đóng",
}
DELIVERIES = {
    DeliveryState.PENDING: "đang gửi",
    DeliveryState.CLAIMED: "đang gửi",
    DeliveryState.SENT: "đã gửi",
    DeliveryState.UNKNOWN: "không rõ đã tới chưa",
    DeliveryState.REFUSED: "bị từ chối",
    DeliveryState.UNREACHABLE: "không liên lạc được",
}
BROADCAST_STATES = {
    BroadcastState.DRAFT: "Bản nháp",
    BroadcastState.APPROVED: "Đã duyệt",
    BroadcastState.SENDING: "Đang gửi",
    BroadcastState.STOPPED: "Đã dừng",
    BroadcastState.HALTED: "Tự dừng",
    BroadcastState.DONE: "Đã xong",
}
RECORD_KINDS = {
    RecordKind.PROCEDURE: "Thủ tục",
    RecordKind.FAQ: "Hỏi đáp",
    RecordKind.OFFICE: "Nơi làm việc",
    RecordKind.HOTLINE: "Đường dây nóng",
    RecordKind.PLAN: "Kế hoạch",
}
OUTCOMES = {
    Outcome.ANSWERED: "Đã trả lời có nguồn",
    Outcome.CLARIFY: "Hỏi lại cho rõ",
    Outcome.NO_SOURCE: "Không có nguồn",
    Outcome.OUT_OF_SCOPE: "Ngoài phạm vi",
    Outcome.EXPIRED_SOURCE: "Nguồn hết hiệu lực",
    Outcome.EMERGENCY: "Khẩn cấp",
    Outcome.PERSONAL_DATA: "Nhắc về dữ liệu cá nhân",
    Outcome.HANDED_OFF: "Chuyển cán bộ",
    Outcome.WITH_STAFF: "Cán bộ đang giữ",
    Outcome.SMALLTALK: "Chào hỏi, xã giao",
    Outcome.FORM: "Biểu mẫu",
    Outcome.ERROR: "Trục trặc",
}
# Why a case is there, by the outcome that opened it.
REASONS: dict[str, str] = {
    Outcome.NO_SOURCE: "Trợ lý không thấy nguồn nào đủ chắc để trả lời.",
    Outcome.HANDED_OFF: "Người dân xin gặp cán bộ.",
    Outcome.CLARIFY: "Trợ lý đã hỏi lại mà vẫn chưa rõ ý.",
    Outcome.FORM: "Người dân gửi phản ánh qua biểu mẫu.",
    Outcome.EXPIRED_SOURCE: "Nguồn tìm thấy đã hết hiệu lực.",
    Outcome.OUT_OF_SCOPE: "Việc nằm ngoài phần trợ lý biết.",
    Outcome.ERROR: "Trợ lý gặp trục trặc khi trả lời.",
}
_CHANNELS = {"web": "Trang web", "telegram": "Telegram", "zalo": "Zalo"}


def channel(name: str) -> str:
    """A channel's name as people know it."""
    return _CHANNELS.get(name, name)


def number(value: int) -> str:
    """A count with the Vietnamese thousands point."""
    return f"{value:,}".replace(",", ".")
