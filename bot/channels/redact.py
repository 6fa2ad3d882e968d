"""Keeps the token out of every log: httpx writes the URL of each request, and the URL has it."""

import logging
from typing import Final

_PLACEHOLDER: Final = "<token>"
# Filters do not reach child loggers, so each one that is known to write URLs or errors is named.
_LOGGERS: Final = (
    "httpx",
    "telegram.Bot",
    "telegram.ext.Application",
    "telegram.ext.ExtBot",
    "telegram.ext.Updater",
    "telegram.ext",
    "telegram.request.BaseRequest",
    "telegram.request.HTTPXRequest",
)


class TokenFilter(logging.Filter):
    """Replaces one bot's token in messages and tracebacks."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record where it holds the token; every record passes."""
        if record.exc_info:
            # Formatted here, because handlers would format it again from the exception itself.
            record.exc_text = self._clean(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        message = record.getMessage()
        if self._token in message:
            record.msg, record.args = self._clean(message), None
        return True

    def install(self) -> None:
        """Watch the loggers of httpx and python-telegram-bot, which write addresses."""
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self)

    def remove(self) -> None:
        """Stop watching."""
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(self)

    def _clean(self, text: str) -> str:
        return text.replace(self._token, _PLACEHOLDER)
