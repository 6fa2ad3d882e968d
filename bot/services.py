"""Everything a bot process holds, put together once."""

from dataclasses import dataclass

from bot.channels import Channel
from bot.conversation import Dialogue, Hub, Turns
from bot.conversation.emergency import EmergencyReply
from bot.conversation.hearing import Ear
from bot.conversation.journal import Journal
from bot.conversation.locks import ConversationLocks
from bot.conversation.own_data import OwnData
from bot.conversation.requests import Requests
from bot.conversation.simple import SimpleMode
from bot.conversation.status_connector import HttpStatusConnector
from bot.desk import (
    Accounts,
    Alerts,
    Contacts,
    ServiceLevels,
    WorkCalendar,
    load_calendar,
    load_service,
)
from bot.privacy.erasure import PersonalData
from bot.privacy.sealing import Seal
from bot.quiz import Awards, Quiz, read_contest
from bot.settings import Settings
from bot.store import Store
from knowledge.content import load_content
from knowledge.live import LiveKnowledge

# Channels that tell the journal, by way of Deliveries, how the sending of each answer went.
TOLD_CHANNELS = frozenset({"telegram", "zalo"})


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
    calendar: WorkCalendar
    levels: ServiceLevels
    alerts: Alerts
    contacts: Contacts
    quiz: Quiz


def assemble(settings: Settings, store: Store) -> Services:
    """Build the services; channels are added by the application that starts them.

    Raises:
        KnowledgeError: no index yet, or one that cannot be used.
        SettingsError: the ward's calendar or contest cannot be used.
    """
    calendar = load_calendar(settings.calendar)
    levels = load_service(calendar, settings.service)
    knowledge = LiveKnowledge(settings.knowledge, settings.embedding_model, settings.stale_days)
    dialogue = Dialogue(
        settings.rasa_url,
        settings.turn_seconds,
        settings.quick_seconds,
        (f"{settings.actions_url}/health",),
    )
    hub = Hub()
    personal = PersonalData(store, settings.data, dialogue.erase)
    journal = Journal(store)
    seal = Seal(settings.data)
    contacts = Contacts(seal)
    accounts = Accounts(store, seal)
    accounts.seal_second_steps()
    quiz = Quiz(read_contest(settings.contest))
    turns = Turns(
        journal=journal,
        dialogue=dialogue,
        simple=SimpleMode(knowledge, settings.unit),
        emergency=EmergencyReply(load_content().contacts),
        hub=hub,
        locks=ConversationLocks(),
        told=TOLD_CHANNELS,
        levels=levels,
        own_data=OwnData(store, personal, settings.retention_days),
        ear=Ear(journal, contacts, levels, settings.hold_hours),
        requests=Requests(quiz, levels),
        awards=Awards(store, personal, quiz.contest),
        status=HttpStatusConnector(settings.status_url) if settings.status_url else None,
    )
    return Services(
        settings=settings,
        store=store,
        knowledge=knowledge,
        dialogue=dialogue,
        turns=turns,
        hub=hub,
        accounts=accounts,
        channels={},
        calendar=calendar,
        levels=levels,
        alerts=Alerts(store),
        contacts=contacts,
        quiz=quiz,
    )
