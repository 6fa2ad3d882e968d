"""What the editing pages call things, and the ways between them."""

from urllib.parse import urlencode

from bot.editing.differences import Change
from bot.store import RevisionState
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
TAGS = {Change.SAME: "span", Change.ADDED: "ins", Change.REMOVED: "del"}


def edit_address(kind: EditKind, key: str = "", revision: int | None = None) -> str:
    """The form of one record; without a key of a new one."""
    asked = {"kind": kind.value, "key": key}
    if revision is not None:
        asked["revision"] = str(revision)
    return f"{Section.EDIT.address}?{urlencode(asked)}"


def compose_address(source: str = "", title: str = "") -> str:
    """The form of a new message, begun from a record or with a title of one's own."""
    asked = {name: value for name, value in (("source", source), ("title", title)) if value}
    return f"{Section.BROADCASTS.address}?{urlencode(asked)}"
