"""What the desk calls things: every closed list in Vietnamese; a test sees that none is missing."""

from bot.messages import Outcome
from bot.store import (
    BroadcastState,
    CaseKind,
    CaseState,
    CloseReason,
    DeliveryState,
    Happening,
    Priority,
    Role,
)
from bot.web.desk.addresses import Section
from knowledge.records import RecordKind

SECTIONS = {
    Section.INBOX: "Hộp việc",
    Section.KNOWLEDGE: "Kiến thức",
    Section.BROADCASTS: "Tin gửi dân",
    Section.MESSAGES: "Bản tin",
    Section.PLANS: "Kế hoạch",
    Section.REPORTS: "Báo cáo",
    Section.LEADER: "Lãnh đạo",
    Section.EDITING: "Biên tập kiến thức",
    Section.EDIT: "Sửa một mục",
    Section.CANNED: "Câu trả lời mẫu",
    Section.READING: "Bản đọc kế hoạch",
    Section.REPLAY: "Xem lại một câu trả lời",
    Section.ACCOUNTS: "Tài khoản cán bộ",
    Section.AUDIT: "Nhật ký thay đổi",
    Section.ME: "Tài khoản của tôi",
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
PRIORITIES = {Priority.NORMAL: "Bình thường", Priority.URGENT: "Gấp"}
CLOSE_REASONS = {
    CloseReason.ANSWERED: "Đã trả lời câu hỏi",
    CloseReason.DONE: "Đã giải quyết xong việc",
    CloseReason.ELSEWHERE: "Đã hướng dẫn tới nơi khác",
    CloseReason.SILENT: "Người dân không phản hồi",
    CloseReason.DOUBLE: "Trùng với việc khác",
    CloseReason.NOT_OURS: "Không thuộc trách nhiệm của xã, phường",
}
HAPPENINGS = {
    Happening.OPENED: "mở việc",
    Happening.CLAIMED: "nhận việc",
    Happening.RELEASED: "trả lại hàng chờ",
    Happening.TRANSFERRED: "chuyển việc",
    Happening.WAITING: "chờ người dân",
    Happening.RESUMED: "người dân đã nhắn lại",
    Happening.NOTED: "ghi chú",
    Happening.PRIORITY: "đổi mức gấp",
    Happening.REMINDED: "nhắc sắp tới hạn",
    Happening.ESCALATED: "báo lãnh đạo vì quá hạn",
    Happening.CLOSED: "đóng việc",
    Happening.REOPENED: "mở lại",
}
DELIVERIES = {
    DeliveryState.PREPARED: "đang gửi",
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
    RecordKind.REFUSAL: "Câu không trả lời",
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
ATTACHMENT_KINDS = {
    "photo": "Ảnh",
    "image": "Ảnh",
    "document": "Tệp",
    "file": "Tệp",
    "voice": "Tin thoại",
    "audio": "Âm thanh",
    "video": "Video",
    "video_note": "Video",
    "sticker": "Hình dán",
}
_CHANNELS = {"web": "Trang web", "telegram": "Telegram", "zalo": "Zalo"}


def channel(name: str) -> str:
    """A channel's name as people know it."""
    return _CHANNELS.get(name, name)


def number(value: int) -> str:
    """A count with the Vietnamese thousands point."""
    return f"{value:,}".replace(",", ".")
