"""Links to the ward's assistant for what is printed or posted; only those that are set up."""

from bot.channels.deep_links import Place, Target, telegram_link
from bot.messages.brief import BotLinks, Brief, Origin
from bot.settings import Settings

_PLACES = {Origin.PROCEDURE: Place.PROCEDURE, Origin.FAQ: Place.FAQ}


def links_for(brief: Brief, settings: Settings) -> BotLinks:
    """Where ``brief`` can be asked about; None for a channel whose name is not in the settings."""
    telegram = None
    if settings.telegram_bot_username:
        telegram = telegram_link(settings.telegram_bot_username, _target(brief))
    zalo = f"https://zalo.me/{settings.zalo_oa_id}" if settings.zalo_oa_id else None
    return BotLinks(telegram, zalo)


def _target(brief: Brief) -> Target:
    place = _PLACES.get(brief.origin)
    if place is not None:
        try:
            return Target(place, brief.reference)
        except ValueError:
            # A reference too long for a link: the bot opens at news instead.
            pass
    return Target(Place.TOPIC)
