"""Names of audiences, ways and counts."""

from bot.broadcasts.audience import Audience
from bot.conversation.requests import ALL_TOPICS
from bot.store import ArticleState, Medium, TodoState
from bot.web.desk.wording import channel
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
MEDIA = {
    Medium.LOUDSPEAKER: "Loa truyền thanh",
    Medium.NOTICE: "Bảng tin",
    Medium.LEAFLET: "Tờ gấp",
    Medium.BANNER: "Băng rôn",
    Medium.TALK: "Họp thôn, khu phố",
    Medium.FACEBOOK: "Facebook",
    Medium.PORTAL: "Cổng thông tin",
    Medium.SMS: "Tin nhắn SMS",
    Medium.ZALO_ARTICLE: "Bài viết Zalo, gửi mọi người quan tâm",
}
TODO_STATES = {
    TodoState.DRAFT: "Chờ duyệt",
    TodoState.OPEN: "Cần làm",
    TodoState.DONE: "Đã xong",
    TodoState.DROPPED: "Đã bỏ",
}
ARTICLE_STATES = {
    ArticleState.QUEUED: "chờ đăng",
    ArticleState.CREATING: "đang đưa lên Zalo",
    ArticleState.CREATED: "Zalo đang kiểm bài",
    ArticleState.CHECKED: "Zalo đã nhận bài, sắp gửi",
    ArticleState.SENDING: "đang gửi",
    ArticleState.SENT: "đã gửi",
    ArticleState.UNKNOWN: "không rõ đã gửi chưa; máy không tự gửi lại",
    ArticleState.REFUSED: "chưa gửi được",
}
# In the order of Results' fields.
COUNTS = {
    "total": "người nhận",
    "delivered": "đã gửi",
    "pending": "đang chờ",
    "unknown": "không rõ đã tới chưa",
    "opted_out": "đã thôi nhận tin",
    "refused": "bị từ chối",
    "unreachable": "đã chặn hoặc không liên lạc được",
}
# What one message costs the ward; what nobody told us is said to be unknown.
COSTS = {
    "telegram": "không mất phí",
    "zalo": "trừ vào hạn mức của gói OA; hạn mức còn lại chưa biết",
    "web": "không mất phí",
}


def audience(name: str) -> str:
    """An audience's name."""
    wanted = Audience.parse(name)
    topic = AUDIENCES.get(wanted.topic, wanted.topic)
    return f"{topic}, {wanted.neighbourhood}" if wanted.neighbourhood else topic


def way(name: str) -> str:
    """A way's name: a channel, or what people carry out."""
    return MEDIA[Medium(name)] if name in set(Medium) else channel(name)
