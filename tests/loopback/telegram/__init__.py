"""A loopback Telegram Bot API server for tests."""

from tests.loopback.telegram.errors import ApiError, bad_request, forbidden, too_many_requests
from tests.loopback.telegram.fake_handle import FakeHandle
from tests.loopback.telegram.floods import Limits
from tests.loopback.telegram.server import LoopbackTelegram
from tests.loopback.telegram.state import Sent

__all__ = [
    "ApiError",
    "FakeHandle",
    "Limits",
    "LoopbackTelegram",
    "Sent",
    "bad_request",
    "forbidden",
    "too_many_requests",
]
