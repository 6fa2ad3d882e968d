"""What the editing pages call things, and the ways between them."""

from urllib.parse import urlencode

from bot.editing.differences import Change
from bot.store import Medium, RevisionState
from bot.web.desk.addresses import Section
from knowledge.editing import EditKind

KINDS = {
    EditKind.PROCEDURE: "Thủ tục",
    EditKind.FAQ: "Hỏi đáp",
    EditKind.CONTACT: "Danh bạ",
}
STATES = {
    RevisionState.DRAFT: "bản nháp",
    RevisionState.SUBMITTED: "chờ duyệt",
    RevisionState.APPROVED: "đã duyệt, chờ đưa vào dùng",
    RevisionState.LIVE: "đang dùng",
    RevisionState.REPLACED: "đã thay bằng bản mới",
    RevisionState.REJECTED: "bị trả lại",
    RevisionState.ROLLED_BACK: "đã rút khỏi sử dụng",
}
CHIPS = {
    RevisionState.SUBMITTED: "is-person",
    RevisionState.APPROVED: "is-approved",
    RevisionState.LIVE: "is-done",
    RevisionState.REJECTED: "is-feedback",
}
MEDIA = {
    Medium.LOUDSPEAKER.value: "Loa truyền thanh",
    Medium.NOTICE.value: "Thông báo niêm yết",
    Medium.LEAFLET.value: "Tờ rơi",
    Medium.BANNER.value: "Băng rôn",
    Medium.TALK.value: "Buổi nói chuyện",
    Medium.FACEBOOK.value: "Bài Facebook",
    Medium.PORTAL.value: "Bài trên trang thông tin",
    Medium.SMS.value: "Tin nhắn SMS",
    Medium.ZALO_ARTICLE.value: "Bài viết Zalo",
}
TAGS = {Change.SAME: "span", Change.ADDED: "ins", Change.REMOVED: "del"}


def edit_address(kind: EditKind, key: str = "", revision: int | None = None) -> str:
    """The form of one record; without a key of a new one."""
    asked = {"kind": kind.value, "key": key}
    if revision is not None:
        asked["revision"] = str(revision)
    return f"{Section.EDIT.address}?{urlencode(asked)}"
