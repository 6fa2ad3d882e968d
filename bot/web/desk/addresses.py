"""Where the desk's pages are. Inside NiceGUI a route is named without ``DESK``."""

from enum import StrEnum

DESK = "/staff"
SIGN_IN = "/staff/sign-in"
SIGN_OUT = "/staff/sign-out"
COOKIE = "motcua_staff"
TITLE = "Một Cửa – Bàn làm việc"


class Section(StrEnum):
    """The pages, in the order of the menu; the value is the page's route."""

    INBOX = "inbox"
    KNOWLEDGE = "knowledge"
    BROADCASTS = "broadcasts"
    PLANS = "plans"
    REPORTS = "reports"

    @property
    def address(self) -> str:
        """The page's full path."""
        return f"{DESK}/{self.value}"

    @property
    def route(self) -> str:
        """The page's path inside NiceGUI."""
        return f"/{self.value}"


HOME = Section.INBOX.address
