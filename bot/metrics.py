"""Counters for Prometheus; none of them holds a text or an id of a person."""

from prometheus_client import Counter, Histogram

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
