"""What all of this room speaks of: the channels that send by themselves, and its one error."""

CHANNELS = ("telegram", "zalo", "web")


class BroadcastError(Exception):
    """What was asked of a broadcast cannot be done; the message says why."""
