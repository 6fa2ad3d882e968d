"""What staff do: cases, accounts, replies, the office's calendar and promise, the audit log."""

from bot.desk.accounts import Accounts, SignInError
from bot.desk.alerts import Alert, AlertKind, Alerts
from bot.desk.audit import audit
from bot.desk.calendar import CalendarUnknownError, WorkCalendar, load_calendar
from bot.desk.cases import Cases
from bot.desk.contacts import Contacts
from bot.desk.locking import CaseError, StaleCaseError
from bot.desk.replies import Replies
from bot.desk.service import ServiceLevels, load_service
from bot.desk.watch import Watch

__all__ = [
    "Accounts",
    "Alert",
    "AlertKind",
    "Alerts",
    "CalendarUnknownError",
    "CaseError",
    "Cases",
    "Contacts",
    "Replies",
    "ServiceLevels",
    "SignInError",
    "StaleCaseError",
    "Watch",
    "WorkCalendar",
    "audit",
    "load_calendar",
    "load_service",
]
