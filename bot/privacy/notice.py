"""The notice at first contact: shown once a person, and again when its version changes.

Law 91/2025/QH15 on the protection of personal data and Decree 356/2025/NĐ-CP are in force from
1 January 2026; a person is to know what is processed and may see, copy and erase it.
"""

from sqlalchemy.orm import Session

from bot.store import Consent, Conversation

# Raise it with every change of the text 'data_notice'.
VERSION = 2


def due(session: Session, conversation: Conversation) -> bool:
    """Whether this person has not been shown the present version; notes that it is shown now."""
    if session.get(Consent, (conversation.id, VERSION)) is not None:
        return False
    session.add(Consent(conversation_id=conversation.id, version=VERSION))
    return True
