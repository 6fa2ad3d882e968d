"""Which role may do what; every action asks here, on the server, each time it is done."""

from enum import StrEnum

from bot.store import Role, Staff


class NotAllowedError(Exception):
    """The account's role does not cover the action; the message is shown."""


class Permission(StrEnum):
    """What can be refused; the value completes 'Tài khoản này không được …'."""

    ANSWER = "nhận và trả lời việc của người dân"
    DRAFT = "soạn tin gửi dân"
    APPROVE = "duyệt tin gửi dân"
    SEND = "gửi tin đã duyệt"
    CANNED = "sửa câu trả lời mẫu"
    ACCOUNTS = "quản lý tài khoản"
    AUDIT = "xem nhật ký thay đổi"
    PLAN = "sửa kế hoạch, sổ hoạt động và báo cáo"
    EDIT = "sửa kiến thức"
    PUBLISH = "duyệt kiến thức"
    LEAD = "xem trang lãnh đạo"


# A role includes nothing of the others by itself, so each line is complete. Stopping a broadcast
# is not here: anyone at the desk may pull the brake.
_ALLOWED = {
    Permission.ANSWER: {Role.OFFICER, Role.LEADER, Role.ADMIN},
    Permission.DRAFT: {Role.OFFICER, Role.EDITOR, Role.LEADER, Role.ADMIN},
    Permission.APPROVE: {Role.APPROVER, Role.LEADER, Role.ADMIN},
    Permission.SEND: {Role.OFFICER, Role.APPROVER, Role.LEADER, Role.ADMIN},
    Permission.CANNED: {Role.OFFICER, Role.EDITOR, Role.LEADER, Role.ADMIN},
    Permission.ACCOUNTS: {Role.ADMIN},
    Permission.AUDIT: {Role.LEADER, Role.ADMIN},
    Permission.PLAN: {Role.OFFICER, Role.EDITOR, Role.LEADER, Role.ADMIN},
    Permission.EDIT: {Role.OFFICER, Role.EDITOR, Role.LEADER, Role.ADMIN},
    Permission.PUBLISH: {Role.APPROVER, Role.ADMIN},
    Permission.LEAD: {Role.LEADER, Role.ADMIN},
}


def may(staff: Staff, permission: Permission) -> bool:
    """Whether ``staff``'s role covers ``permission``."""
    return staff.role in _ALLOWED[permission]


def require(staff: Staff, permission: Permission) -> None:
    """Stop whoever may not.

    Raises:
        NotAllowedError: ``staff``'s role does not cover ``permission``.
    """
    if not may(staff, permission):
        raise NotAllowedError(f"Tài khoản này không được {permission}.")
