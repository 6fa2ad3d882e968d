"""Telegram's limits, and what we make of them, each with its source."""

from datetime import timedelta
from typing import Final

from telegram.constants import (
    ChatType,
    FileSizeLimit,
    FloodLimit,
    InlineKeyboardMarkupLimit,
    MessageLimit,
    PollLimit,
    UpdateType,
    WebhookLimit,
)

# --- Messages (core.telegram.org/bots/api#sendmessage) ---------------------------------------
TEXT_MAX: Final = int(MessageLimit.MAX_TEXT_LENGTH)
CAPTION_MAX: Final = int(MessageLimit.CAPTION_LENGTH)
QUESTION_MAX: Final = int(PollLimit.MAX_QUESTION_LENGTH)
POLLS_REMEMBERED: Final = 1000
# Bytes (core.telegram.org/bots/api#sending-files, #getfile).
PHOTO_MAX: Final = int(FileSizeLimit.PHOTOSIZE_UPLOAD)
UPLOAD_MAX: Final = int(FileSizeLimit.FILESIZE_UPLOAD)
DOWNLOAD_MAX: Final = int(FileSizeLimit.FILESIZE_DOWNLOAD)
BUTTONS_MAX: Final = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
# Our choice: two titles of at most this many characters share a row without being cut with an
# ellipsis on a narrow phone. To be looked at on real ones.
SHORT_TITLE_MAX: Final = 18
# A source's title is a label, not a text: a longer one would push the answer off the screen.
SOURCE_TITLE_MAX: Final = 200
# Our bound: addresses beyond it fail in some browsers, and no source of ours is near it.
URL_MAX: Final = 2048

# --- Sending (core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this) -------
OVERALL_PER_SECOND: Final = int(FloodLimit.MESSAGES_PER_SECOND)
GROUP_PER_MINUTE: Final = int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP)
CHAT_PER_SECOND: Final = int(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT)
# The same page allows "short bursts" in one chat: the parts of one long answer go out together.
CHAT_BURST: Final = 3
# Telegram counts arrivals, we count departures: 3 % more room absorbs the network's jitter.
WINDOW_SLACK: Final = 1.03
# Spacing of bulk messages: a little denser than the overall limit, which then rules how many go
# in all, and even enough that an answer to a person finds a free place within a tenth of a second.
BULK_PER_SECOND: Final = 33
CHATS_REMEMBERED: Final = 10_000
# Bulk messages noted as leaving while they wait for the limiter: a quarter of a second of its
# steps, as long as a busy disk takes to note them. With 3, a note of 100 ms halves the pace. A kill
# leaves these unknown beside what is on the wire.
WRITTEN_AHEAD: Final = 8

# --- Answering a person ----------------------------------------------------------------------
# "The status is set for 5 seconds or less" (#sendchataction): repeat just before it fades.
TYPING_REPEAT_SECONDS: Final = 4.5
# A typing request still under way may delay the answer by this much, no more.
TYPING_GRACE_SECONDS: Final = 0.5
# Nothing left this machine: the connection could not be made. Worth another try soon.
UNREACHED_RETRY_SECONDS: Final = 2.0
# Nothing can be sent until someone mends the token: campaigns wait instead of losing people.
TOKEN_RETRY_SECONDS: Final = 60.0

# --- Receiving -------------------------------------------------------------------------------
ALLOWED_UPDATES: Final = (
    UpdateType.MESSAGE.value,
    UpdateType.CALLBACK_QUERY.value,
    UpdateType.MY_CHAT_MEMBER.value,
    UpdateType.POLL_ANSWER.value,
)
GROUPS: Final = frozenset({ChatType.GROUP.value, ChatType.SUPERGROUP.value})
POLL_TIMEOUT: Final = timedelta(seconds=10)
REQUEST_TIMEOUT_SECONDS: Final = 10.0
RECONNECT_FIRST_SECONDS: Final = 0.5
RECONNECT_MAX_SECONDS: Final = 60.0
STOP_GRACE_SECONDS: Final = 10.0

# --- Webhook (core.telegram.org/bots/api#setwebhook) -----------------------------------------
SECRET_MAX: Final = int(WebhookLimit.MAX_SECRET_TOKEN_LENGTH)
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — a header's name
WEBHOOK_PATH: Final = "/webhooks/telegram"
# Our bound, not Telegram's: 4,096 escaped characters, 100 entities and 100 buttons, twice (with
# the message that is answered), come to some 200 KiB.
BODY_MAX_BYTES: Final = 512 * 1024
