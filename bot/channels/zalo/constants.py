"""Zalo's limits and our own bounds, each with its source.

'docs' is Zalo's developer documentation as quoted by others in 2026; what could not be confirmed
there says so and is tried on a real account first.
"""

import datetime as dt
from typing import Final

CHANNEL: Final = "zalo"

# --- Sign-in (OAuth v4; docs and Zalo's own SDK) ----------------------------------------------
AUTHORIZE_PATH: Final = "/v4/oa/permission"
TOKEN_PATH: Final = "/v4/oa/access_token"  # noqa: S105 — an address
# Access tokens live 25 hours; one hour is enough to refresh and to notice that it failed.
REFRESH_BEFORE: Final = dt.timedelta(hours=1)
# Of a shorter life (tests, a change on Zalo's side) only the last fifth.
REFRESH_SHARE: Final = 0.2
# Longer than a request may take, so that nobody takes over from a living process.
LEASE: Final = dt.timedelta(seconds=45)
LEASE_POLL_SECONDS: Final = 0.1
# A grant that was refused is tried again this often: the refusal may have been Zalo's mistake.
LOST_RETRY: Final = dt.timedelta(minutes=10)
# The pair is looked at this often even when nobody writes: refresh tokens die after 3 months.
KEEP_FRESH_SECONDS: Final = 60.0
# An authorisation code lives ten minutes (docs); officers read slowly, so the verifier is kept on.
CONSENT_LIFE: Final = dt.timedelta(hours=1)

# --- Messages (docs; button count from Zalo's SDK) --------------------------------------------
TEXT_MAX: Final = 2000
BUTTONS_MAX: Final = 5
BUTTON_TITLE_MAX: Final = 100
BUTTON_PAYLOAD_MAX: Final = 1000
IMAGE_MAX_BYTES: Final = 1024 * 1024
# One source says 5 MB, another 25: the smaller one is safe with both. Unconfirmed.
FILE_MAX_BYTES: Final = 5 * 1024 * 1024
IMAGE_TYPES: Final = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
FILE_TYPES: Final = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
}
REQUEST_TITLE_MAX: Final = 100
REQUEST_SUBTITLE_MAX: Final = 500
# Zalo's SDK holds 5, its own error text says 4. Unconfirmed, so the smaller one.
LIST_ELEMENTS_MAX: Final = 4

# --- API paths (docs; versions differ by family) ----------------------------------------------
SEND_PATH: Final = "/v3.0/oa/message/cs"
TEMPLATE_PATH: Final = "/v3.0/oa/message/template"
LEGACY_SEND_PATH: Final = "/v2.0/oa/message"
UPLOAD_IMAGE_PATH: Final = "/v2.0/oa/upload/image"
UPLOAD_FILE_PATH: Final = "/v2.0/oa/upload/file"
OA_PATH: Final = "/v2.0/oa/getoa"
USERS_PATH: Final = "/v3.0/oa/user/getlist"
USER_PATH: Final = "/v3.0/oa/user/detail"
QUOTA_PATH: Final = "/v3.0/oa/quota/message"
TAG_PATH: Final = "/v2.0/oa/tag/tagfollower"
UNTAG_PATH: Final = "/v2.0/oa/tag/rmfollowerfromtag"
TAGS_PATH: Final = "/v2.0/oa/tag/gettagsofoa"
ARTICLE_CREATE_PATH: Final = "/v2.0/article/create"
ARTICLE_VERIFY_PATH: Final = "/v2.0/article/verify"
PHONE_TEMPLATE_PATH: Final = "/message/template"
TEMPLATE_QUOTA_PATH: Final = "/message/quota"
TEMPLATE_INFO_PATH: Final = "/template/info/v2"

# --- Sending (docs: 4,000 requests a minute for one application) -------------------------------
REQUESTS_PER_MINUTE: Final = 4000
# We count departures and Zalo arrivals: a little is left to the network's jitter.
RATE_SHARE: Final = 0.99
# Of that, what news may take: the rest of each minute is for people who wait for an answer.
BULK_SHARE: Final = 0.96
REQUEST_TIMEOUT_SECONDS: Final = 10.0
# Nothing left this machine: worth another try soon.
UNREACHED_RETRY_SECONDS: Final = 2.0
# No token to send with: campaigns and replies wait instead of losing people.
NO_TOKEN_RETRY_SECONDS: Final = 60.0
STOP_GRACE_SECONDS: Final = 10.0

# --- Users (docs and several code bases) -------------------------------------------------------
USERS_PAGE: Final = 50
USERS_OFFSET_MAX: Final = 9951

# Differences of tags mended at one look; the next one follows within a minute.
TAGS_AT_ONCE: Final = 200

# --- Files that people sent (one source: they lie on *.zdn.vn; the bounds are ours) ------------
FILE_HOSTS: Final = (".zdn.vn", ".zadn.vn")
DOWNLOAD_SECONDS: Final = 20.0
DOWNLOAD_TYPES: Final = (
    "image/",
    "audio/",
    "video/",
    "text/csv",
    "text/plain",
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.",
    "application/octet-stream",
)

# --- Articles (docs: lengths; the rest one project's experience) -------------------------------
ARTICLE_TITLE_MAX: Final = 150
ARTICLE_AUTHOR_MAX: Final = 50
ARTICLE_DESCRIPTION_MAX: Final = 300
ARTICLES_PER_BROADCAST: Final = 5
ARTICLE_POLL_SECONDS: Final = 3.0
ARTICLE_POLLS: Final = 20

# --- Templates (ZBS) ---------------------------------------------------------------------------
TRACKING_ID_MAX: Final = 48
# The blanks of the invitation that the ward registers: the case's code and the office's name.
CODE_BLANK, UNIT_BLANK = "ma_viec", "don_vi"

# --- Webhook ------------------------------------------------------------------------------------
WEBHOOK_PATH: Final = "/webhooks/zalo"
SIGNATURE_HEADER: Final = "X-ZEvent-Signature"
# Our bound: the longest event is 2,000 characters of text with a few addresses.
BODY_MAX_BYTES: Final = 256 * 1024
# A repeated delivery keeps its time and may come 1 h 51 min late (30 s + 5 + 15 + 30 min + 1 h).
MAX_AGE_SECONDS: Final = 3 * 3600
# Clocks differ; more than this and one of the two is wrong.
MAX_AHEAD_SECONDS: Final = 300
# Follow and first contact come together: one welcome is enough.
GREET_AGAIN: Final = dt.timedelta(hours=12)
