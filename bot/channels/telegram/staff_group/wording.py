"""What officers read in the group: short, and always what to do next."""

from typing import Final

from bot.store import CaseKind, DeliveryState

HEADING: Final = (
    "Việc {code}: {kind}, người dân hỏi qua {channel}.\n"
    "Viết vào đây là trả lời người dân. /nhan để nhận việc, /xong để đóng việc."
)
HEADING_PLAIN: Final = (
    "Việc {code}: {kind}, người dân hỏi qua {channel}.\n"
    "Bấm giữ một tin của việc này, chọn Trả lời (Reply) rồi viết: câu đó tới người dân."
    " Trả lời /nhan để nhận việc, /xong để đóng việc."
)
KINDS: Final = {
    CaseKind.QUESTION: "câu hỏi chưa có nguồn",
    CaseKind.PERSON: "xin gặp cán bộ",
    CaseKind.FEEDBACK: "phản ánh",
}
CHANNELS: Final = {"web": "trang web", "telegram": "Telegram", "zalo": "Zalo"}
CITIZEN: Final = "Người dân"
ASSISTANT: Final = "Trợ lý"
NOT_LINKED: Final = (
    "Tin này CHƯA gửi tới người dân: Telegram của ông/bà chưa nối với tài khoản cán bộ.\n"
    "Nhờ người quản trị lấy mã cho ông/bà, rồi nhắn riêng cho trợ lý: /link MÃ"
)
NOT_ALLOWED: Final = "Tin này CHƯA gửi: vai trò của ông/bà không trả lời người dân."
NO_CASE: Final = "Chưa rõ việc nào. Ông/bà viết vào chủ đề của việc, hoặc trả lời một tin của việc."
WORDS_ONLY: Final = "Tin này CHƯA gửi: chỉ gửi được chữ. Ông/bà viết bằng chữ giúp."
REFUSED: Final = "CHƯA gửi tới người dân: {why}"
CLAIMED: Final = "{name} đã nhận việc {code}. Trợ lý im lặng với người dân này cho đến khi /xong."
CLOSED: Final = "Việc {code} đã đóng."
LINK_IN_PRIVATE: Final = "Xin đừng gửi mã ở nhóm. Ông/bà nhắn riêng cho trợ lý: /link MÃ"
LINKED: Final = (
    "Đã nối với tài khoản {name}. Từ nay ông/bà trả lời người dân được trong nhóm cán bộ."
)
LINK_REFUSED: Final = "Mã không đúng hoặc đã hết hạn. Ông/bà nhờ người quản trị lấy mã mới."
NOT_DELIVERED: Final = {
    DeliveryState.UNKNOWN: "Không rõ tin này đã tới người dân chưa; hệ thống không tự gửi lại.",
    DeliveryState.REFUSED: "Tin này không tới được người dân: kênh từ chối.",
    DeliveryState.UNREACHABLE: "Tin này không tới được: người dân đã chặn hoặc rời kênh.",
}
