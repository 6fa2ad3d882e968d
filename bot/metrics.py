"""Counters for Prometheus; none of them holds a text or an id of a person."""

from prometheus_client import Counter, Gauge, Histogram

TURNS = Counter("motcua_turns", "Turns by channel and outcome", ["channel", "outcome"])
TURN_SECONDS = Histogram(
    "motcua_turn_seconds",
    "Time from a message to its reply",
    ["channel"],
    buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
SIMPLE_MODE = Counter("motcua_simple_mode", "Turns answered without the dialogue")
REJECTED = Counter("motcua_rejected", "Requests turned away", ["where", "why"])
DELIVERIES = Counter("motcua_deliveries", "Messages sent outside of a turn", ["channel", "state"])
ZALO_GRANT = Gauge("motcua_zalo_grant", "1 while Zalo lets us act for the Official Account")
ZALO_REFRESHES = Counter("motcua_zalo_refreshes", "Attempts to renew Zalo's tokens", ["result"])
ZALO_EVENTS = Counter(
    "motcua_zalo_events", "Zalo's webhook events and what became of them", ["event", "fate"]
)
ZALO_ERRORS = Counter("motcua_zalo_errors", "Errors that Zalo answered with", ["family", "code"])
