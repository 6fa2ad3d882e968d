"""One renderer for each channel."""

from bot.messages.voices.banner import render_banner
from bot.messages.voices.base import ChannelName, File, Options, Rendered, Renderer
from bot.messages.voices.chat import render_telegram, render_zalo
from bot.messages.voices.loudspeaker import render_loudspeaker
from bot.messages.voices.office import render_office
from bot.messages.voices.paper import render_leaflet, render_notice
from bot.messages.voices.posts import render_facebook, render_web, render_zalo_article
from bot.messages.voices.sms import render_sms
from bot.messages.voices.talk import render_talk

RENDERERS: dict[ChannelName, Renderer] = {
    ChannelName.TELEGRAM: render_telegram,
    ChannelName.ZALO: render_zalo,
    ChannelName.ZALO_ARTICLE: render_zalo_article,
    ChannelName.FACEBOOK: render_facebook,
    ChannelName.WEB: render_web,
    ChannelName.SMS: render_sms,
    ChannelName.LOUDSPEAKER: render_loudspeaker,
    ChannelName.NOTICE: render_notice,
    ChannelName.LEAFLET: render_leaflet,
    ChannelName.BANNER: render_banner,
    ChannelName.TALK: render_talk,
    ChannelName.OFFICE: render_office,
}

__all__ = ["RENDERERS", "ChannelName", "File", "Options", "Rendered", "Renderer"]
