"""Personal data: found and hidden before anything is stored, logged or passed on."""

from bot.privacy.redaction import Redacted, prepare, redact

__all__ = ["Redacted", "prepare", "redact"]
