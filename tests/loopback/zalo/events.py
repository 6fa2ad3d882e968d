"""Webhook events in Zalo's own shapes, signed as Zalo signs them."""

import hashlib
import itertools
import json
import time
from typing import Any

Json = dict[str, Any]


def sign(raw: bytes, identity: str, timestamp: str, secret: str) -> str:
    """The header: a plain digest of identity, body, time and secret; no HMAC."""
    whole = identity.encode() + raw + timestamp.encode(errors="replace") + secret.encode()
    return f"mac={hashlib.sha256(whole).hexdigest()}"


class Events:
    """Makes the events of one account; ids are strings, as Zalo writes them."""

    def __init__(self, app_id: str, oa_id: str, secret: str) -> None:
        self.app_id = app_id
        self.oa_id = oa_id
        self.secret = secret
        self._numbers = itertools.count(1)

    def signed(self, event: Json, identity: str | None = None) -> tuple[bytes, dict[str, str]]:
        """The raw body and its headers."""
        raw = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode(
            errors="surrogatepass"
        )
        stamp = str(event.get("timestamp", ""))
        mac = sign(raw, identity or self.app_id, stamp, self.secret)
        return raw, {"X-ZEvent-Signature": mac, "Content-Type": "application/json"}

    def text(self, user: str, text: str, **more: Any) -> Json:
        return self.message(user, "user_send_text", text=text, **more)

    def message(
        self, user: str, name: str, attachments: list[Json] | None = None, **message: Any
    ) -> Json:
        number = next(self._numbers)
        message.setdefault("msg_id", f"{number:020x}")
        if attachments is not None:
            message["attachments"] = attachments
        return self.base(name) | {
            "sender": {"id": user},
            "recipient": {"id": self.oa_id},
            "user_id_by_app": f"9{user}",
            "message": message,
        }

    def attached(self, user: str, kind: str, payload: Json, text: str = "") -> Json:
        name = f"user_send_{kind}"
        return self.message(user, name, [{"type": kind, "payload": payload}], text=text)

    def follow(self, user: str, name: str = "follow") -> Json:
        return self.base(name) | {
            "oa_id": self.oa_id,
            "follower": {"id": user},
            "user_id_by_app": f"9{user}",
            "source": "oa_profile",
        }

    def chat_now(self, user: str) -> Json:
        return self.base("user_click_chatnow") | {"oa_id": self.oa_id, "user_id": user}

    def receipt(self, user: str, name: str = "user_seen_message") -> Json:
        return self.base(name) | {
            "sender": {"id": self.oa_id},
            "recipient": {"id": user},
            "message": {"msg_ids": ["a"], "msg_id": "a"},
        }

    def submitted(self, user: str, phone: str) -> Json:
        return self.base("user_submit_info") | {
            "sender": {"id": user},
            "recipient": {"id": self.oa_id},
            "info": {"name": "Lan", "phone": phone, "full_address": {"user_city": "X"}},
        }

    def anonymous(self, anonymous_id: str, conversation: str, text: str) -> Json:
        return self.message(
            anonymous_id, "anonymous_send_text", text=text, conversation_id=conversation
        )

    def group(self, user: str, text: str) -> Json:
        return self.message(user, "user_send_group_text", text=text) | {"group_id": "g1"}

    def base(self, name: str) -> Json:
        return {
            "app_id": self.app_id,
            "event_name": name,
            "timestamp": str(int(time.time() * 1000) + next(self._numbers)),
        }
