"""What is said, whatever the channel."""

from bot.messages.neutral import (
    PAYLOAD_MAX_BYTES,
    Attachment,
    Button,
    FileKind,
    InboundMessage,
    OutboundFile,
    OutboundMessage,
    Outcome,
    QuizQuestion,
    Reply,
    SourceLine,
    is_payload,
)

__all__ = [
    "PAYLOAD_MAX_BYTES",
    "Attachment",
    "Button",
    "FileKind",
    "InboundMessage",
    "OutboundFile",
    "OutboundMessage",
    "Outcome",
    "QuizQuestion",
    "Reply",
    "SourceLine",
    "is_payload",
]
