"""Personal data: found and hidden before anything is stored, logged or passed on."""

from bot.privacy.redaction import Redacted, redact

__all__ = ["Redacted", "redact"]
