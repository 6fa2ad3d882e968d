"""What plans and reports call things, for officers; a test sees that no closed list has a gap."""

from bot.store import ActivityKind, ReachBasis, RegisterKind, TaskOrigin, TaskProgress
from knowledge.records.plan import PlanChannel

CHANNEL_NAMES = {
    PlanChannel.LOUDSPEAKER: "loa truyền thanh",
    PlanChannel.WEB_PORTAL: "trang thông tin điện tử",
    PlanChannel.FACEBOOK: "Facebook",
    PlanChannel.ZALO: "Zalo",
    PlanChannel.TELEGRAM: "Telegram",
    PlanChannel.SMS: "tin nhắn SMS",
    PlanChannel.POSTED_NOTICE: "niêm yết",
    PlanChannel.CONFERENCE: "hội nghị",
    PlanChannel.TRAINING: "tập huấn",
    PlanChannel.PRINT: "tờ rơi, băng rôn, pa nô",
    PlanChannel.PRESS_TV: "báo chí, truyền hình",
    PlanChannel.CONTEST: "cuộc thi",
    PlanChannel.MOBILE_PROPAGANDA: "tuyên truyền lưu động",
    PlanChannel.INTERNAL_MEETING: "họp, sinh hoạt nội bộ",
    PlanChannel.E_OFFICE: "văn phòng điện tử",
    PlanChannel.ONE_STOP_COUNTER: "bộ phận một cửa",
    PlanChannel.VIDEO: "phóng sự, video",
}
ASKED_ON = {"web": "trang hỏi đáp", "telegram": "Telegram", "zalo": "Zalo"}
ACTIVITY_KINDS = {
    ActivityKind.BROADCAST: "tin gửi người đăng ký",
    ActivityKind.BULLETIN: "bản tin loa",
    ActivityKind.POST: "bài đăng",
    ActivityKind.SESSION: "buổi tuyên truyền",
    ActivityKind.TRAINING: "lớp tập huấn",
    ActivityKind.MEETING: "cuộc họp",
    ActivityKind.CONTEST: "cuộc thi",
    ActivityKind.PRINT: "ấn phẩm",
    ActivityKind.OTHER: "việc khác",
}
REACH_BASES = {
    ReachBasis.KNOWN: "đếm được",
    ReachBasis.ESTIMATED: "ước tính",
    ReachBasis.UNKNOWN: "chưa rõ",
}
REGISTER_NAMES = {
    RegisterKind.TRAINING: "Tập huấn",
    RegisterKind.CONTEST: "Cuộc thi",
    RegisterKind.MODEL: "Mô hình, cách làm hay",
    RegisterKind.DIALOGUE: "Đối thoại",
    RegisterKind.INITIATIVE: "Sáng kiến",
    RegisterKind.FUNDING: "Kinh phí",
}
PROGRESS_NAMES = {
    TaskProgress.TODO: "Chưa làm",
    TaskProgress.DOING: "Đang làm",
    TaskProgress.DONE: "Xong",
    TaskProgress.NOT_OURS: "Không thuộc đơn vị",
}
ORIGIN_NAMES = {
    TaskOrigin.ANNEX: "nội dung, phụ lục",
    TaskOrigin.DUTY: "phân công",
    TaskOrigin.STAFF: "cán bộ thêm",
}
