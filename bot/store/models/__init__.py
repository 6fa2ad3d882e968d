"""The tables, a file to each room that fills them."""

from bot.store.models.activities import (
    Activity,
    ActivityKind,
    AttendanceSheet,
    Attendee,
    Evidence,
    EvidenceKind,
    Petition,
    ReachBasis,
    RegisterEntry,
    RegisterKind,
)
from bot.store.models.alerts import StaffAlert
from bot.store.models.base import Base, UtcDateTime, utc_now
from bot.store.models.broadcasts import Broadcast, BroadcastState, Delivery, Subscription
from bot.store.models.cases import (
    CannedReply,
    Case,
    CaseEvent,
    CaseKind,
    CaseState,
    CloseReason,
    Happening,
    Priority,
)
from bot.store.models.contacts import ContactNote
from bot.store.models.editing import Revision, RevisionState
from bot.store.models.files import CitizenFile, FileState
from bot.store.models.links import ShortLink
from bot.store.models.plans import (
    Plan,
    PlanTask,
    ReportRule,
    TaskCorrection,
    TaskOrigin,
    TaskProgress,
    TaskReminder,
)
from bot.store.models.privacy import Consent, DataExport, DialogueErasure
from bot.store.models.quiz import ContestAward, QuizRound
from bot.store.models.ratings import Rating, RatingWish
from bot.store.models.staff import AuditEntry, BackupCode, Role, Staff, StaffSession
from bot.store.models.staff_group import StaffPost, StaffTelegram, StaffTopic
from bot.store.models.switches import ChannelOff
from bot.store.models.talk import Conversation, DeliveryState, Direction, InboundUpdate, Message
from bot.store.models.todos import Medium, Todo, TodoState
from bot.store.models.zalo import (
    ArticleState,
    GrantState,
    ZaloArticle,
    ZaloConsent,
    ZaloGrant,
    ZaloPerson,
    ZaloTag,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "ArticleState",
    "AttendanceSheet",
    "Attendee",
    "AuditEntry",
    "BackupCode",
    "Base",
    "Broadcast",
    "BroadcastState",
    "CannedReply",
    "Case",
    "CaseEvent",
    "CaseKind",
    "CaseState",
    "ChannelOff",
    "CitizenFile",
    "CloseReason",
    "Consent",
    "ContactNote",
    "ContestAward",
    "Conversation",
    "DataExport",
    "Delivery",
    "DeliveryState",
    "DialogueErasure",
    "Direction",
    "Evidence",
    "EvidenceKind",
    "FileState",
    "GrantState",
    "Happening",
    "InboundUpdate",
    "Medium",
    "Message",
    "Petition",
    "Plan",
    "PlanTask",
    "Priority",
    "QuizRound",
    "Rating",
    "RatingWish",
    "ReachBasis",
    "RegisterEntry",
    "RegisterKind",
    "ReportRule",
    "Revision",
    "RevisionState",
    "Role",
    "ShortLink",
    "Staff",
    "StaffAlert",
    "StaffPost",
    "StaffSession",
    "StaffTelegram",
    "StaffTopic",
    "Subscription",
    "TaskCorrection",
    "TaskOrigin",
    "TaskProgress",
    "TaskReminder",
    "Todo",
    "TodoState",
    "UtcDateTime",
    "ZaloArticle",
    "ZaloConsent",
    "ZaloGrant",
    "ZaloPerson",
    "ZaloTag",
    "utc_now",
]
