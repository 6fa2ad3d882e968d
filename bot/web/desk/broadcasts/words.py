"""Names of audiences and counts."""

from bot.conversation.requests import ALL_TOPICS
from knowledge.records import Topic

AUDIENCES: dict[str, str] = {
    ALL_TOPICS: "Mọi người đã đăng ký",
    Topic.PORTAL: "Cổng dịch vụ công",
    Topic.PAYMENT: "Thanh toán",
    Topic.POST: "Bưu chính",
    Topic.STATUS: "Tra cứu hồ sơ",
    Topic.IDENTITY: "VNeID",
    Topic.FEEDBACK: "Phản ánh, kiến nghị",
    Topic.ONE_STOP: "Bộ phận một cửa",
    Topic.SERVICE_LEVELS: "Mức độ dịch vụ công",
    Topic.TWO_LEVEL: "Chính quyền hai cấp",
    Topic.INDICES: "Chỉ số cải cách",
    Topic.REFORM: "Cải cách hành chính",
    Topic.SAFETY: "An toàn",
}
COUNTS = {
    "total": "người nhận",
    "sent": "đã gửi",
    "pending": "đang chờ",
    "unknown": "không rõ đã tới chưa",
    "refused": "bị từ chối",
    "unreachable": "không liên lạc được",
}


def audience(name: str) -> str:
    """An audience's name."""
    return AUDIENCES.get(name, name)
