"""What staff do: cases, accounts, replies."""

from bot.desk.accounts import Accounts, SignInError
from bot.desk.cases import CaseError, Cases
from bot.desk.replies import Replies

__all__ = ["Accounts", "CaseError", "Cases", "Replies", "SignInError"]
