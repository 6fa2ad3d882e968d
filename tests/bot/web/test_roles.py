"""The table of roles and actions, written out a second time: a slip in one shows in the other."""

import pytest

from bot.desk.casework import HOLDERS
from bot.store import Role, Staff
from bot.web.desk.roles import NotAllowedError, Permission, may, require

# One letter a role that may: o(fficer) e(ditor) a(pprover) l(eader) A(dmin).
TABLE = {
    Permission.ANSWER: "olA",
    Permission.DRAFT: "oelA",
    Permission.APPROVE: "alA",
    Permission.SEND: "oalA",
    Permission.CANNED: "oelA",
    Permission.ACCOUNTS: "A",
    Permission.AUDIT: "lA",
    Permission.EDIT: "oelA",
    Permission.PUBLISH: "aA",
    Permission.PLAN: "oelA",
    Permission.LEAD: "lA",
}
LETTERS = {
    "o": Role.OFFICER,
    "e": Role.EDITOR,
    "a": Role.APPROVER,
    "l": Role.LEADER,
    "A": Role.ADMIN,
}


def test_no_permission_is_left_out() -> None:
    assert set(TABLE) == set(Permission)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", TABLE)
def test_the_table(permission: Permission, role: Role) -> None:
    staff = Staff(name="x", role=role, password_hash="-")
    allowed = role in {LETTERS[letter] for letter in TABLE[permission]}
    assert may(staff, permission) is allowed
    if allowed:
        require(staff, permission)
    else:
        with pytest.raises(NotAllowedError, match=f"không được {permission}"):
            require(staff, permission)


def test_whoever_may_answer_may_be_given_a_case() -> None:
    assert {LETTERS[letter] for letter in TABLE[Permission.ANSWER]} == set(HOLDERS)
