"""What the actions call; loaded once, when the action server starts."""

from dataclasses import dataclass
from functools import lru_cache

from bot.conversation.emergency import EmergencyReply
from bot.settings import load_settings
from knowledge.content import load_content
from knowledge.live import LiveKnowledge


@dataclass(frozen=True)
class Services:
    """The knowledge, the emergency numbers, the ward's name and its hamlets."""

    knowledge: LiveKnowledge
    emergency: EmergencyReply
    unit: str
    hamlets: tuple[str, ...]


@lru_cache(maxsize=1)
def services() -> Services:
    """The services of this process."""
    settings = load_settings()
    return Services(
        knowledge=LiveKnowledge(settings.knowledge, settings.embedding_model, settings.stale_days),
        emergency=EmergencyReply(load_content().contacts),
        unit=settings.unit,
        hamlets=settings.hamlet_names,
    )
