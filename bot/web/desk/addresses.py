"""Where the desk's pages are. Inside NiceGUI a route is named without ``DESK``."""

from enum import StrEnum

DESK = "/staff"
SIGN_IN = "/staff/sign-in"
SIGN_IN_CODE = "/staff/sign-in/code"
SIGN_OUT = "/staff/sign-out"
COOKIE = "motcua_staff"
TITLE = "Một Cửa"


class Section(StrEnum):
    """The pages, in the order of the menu; the value is the page's route."""

    INBOX = "inbox"
    KNOWLEDGE = "knowledge"
    BROADCASTS = "broadcasts"
    MESSAGES = "messages"
    PLANS = "plans"
    REPORTS = "reports"
    LEADER = "leader"
    EDITING = "editing"
    EDIT = "edit"
    CANNED = "canned-replies"
    READING = "plan-reading"
    REPLAY = "replay"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    ME = "my-account"

    @property
    def address(self) -> str:
        """The page's full path."""
        return f"{DESK}/{self.value}"

    @property
    def in_menu(self) -> bool:
        """Whether the page stands in the menu; the others are reached from pages that do."""
        return self not in _NOT_IN_MENU

    @property
    def route(self) -> str:
        """The page's path inside NiceGUI."""
        return f"/{self.value}"


_NOT_IN_MENU = (
    Section.EDITING,
    Section.EDIT,
    Section.CANNED,
    Section.READING,
    Section.REPLAY,
    Section.ACCOUNTS,
    Section.AUDIT,
    Section.ME,
)
HOME = Section.INBOX.address
