"""Everything a bot process holds, put together once."""

from dataclasses import dataclass

from bot.channels import Channel
from bot.conversation import Dialogue, Hub, Turns
from bot.conversation.emergency import EmergencyReply
from bot.conversation.journal import Journal
from bot.conversation.locks import ConversationLocks
from bot.conversation.simple import SimpleMode
from bot.desk import Accounts
from bot.settings import Settings
from bot.store import Store
from knowledge.content import load_content
from knowledge.live import LiveKnowledge


@dataclass(frozen=True)
class Services:
    """The parts that pages, channels and jobs share."""

    settings: Settings
    store: Store
    knowledge: LiveKnowledge
    dialogue: Dialogue
    turns: Turns
    hub: Hub
    accounts: Accounts
    channels: dict[str, Channel]


def assemble(settings: Settings, store: Store) -> Services:
    """Build the services; channels are added by the application that starts them.

    Raises:
        KnowledgeError: no index yet, or one that cannot be used.
    """
    knowledge = LiveKnowledge(settings.knowledge, settings.embedding_model, settings.stale_days)
    dialogue = Dialogue(settings.rasa_url, settings.turn_seconds)
    hub = Hub()
    turns = Turns(
        journal=Journal(store),
        dialogue=dialogue,
        simple=SimpleMode(knowledge, settings.unit),
        emergency=EmergencyReply(load_content().contacts),
        hub=hub,
        locks=ConversationLocks(),
    )
    return Services(
        settings=settings,
        store=store,
        knowledge=knowledge,
        dialogue=dialogue,
        turns=turns,
        hub=hub,
        accounts=Accounts(store),
        channels={},
    )
