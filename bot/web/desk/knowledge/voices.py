"""A wording that is still being written, as each channel would say it."""

from typing import Any

from nicegui import ui

from bot.messages.brief import Audience, Brief, NotInForceError
from bot.messages.briefing import Sources
from bot.messages.voices import ChannelName, Options
from bot.messages.voices.typesetting import TypesettingError
from bot.web.desk.markup import Words, box
from bot.web.desk.messages.panel import NAMES, preview_panel
from bot.web.desk.messages.rendering import Shown, spoken, today
from bot.web.desk.visit import Visit
from knowledge.editing import Editable
from knowledge.records import Contact

# The ones that carry most of what the ward tells; the others are a choice away.
FIRST = ChannelName.TELEGRAM
ALL = "all"


class Voices:
    """One channel at a time, or all; drawn anew with each pause in typing."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._record: Editable | None = None
        self._box = box("section", "aloud", aria_label="Trên từng kênh")
        with self._box:
            Words("h3", "Trên từng kênh")
            names = {one.value: NAMES[one] for one in ChannelName} | {ALL: "Tất cả các kênh"}
            self._channel = ui.select(
                names, value=FIRST.value, label="Kênh", on_change=visit.guard(self._chosen)
            ).props("outlined dense options-dense")
            self._shown = box("div", aria_live="polite")
        self._box.set_visibility(False)

    async def show(self, record: Editable | None) -> None:
        """Show ``record``; a contact is told in answers only, and an unfinished one nowhere."""
        self._record = None if isinstance(record, Contact) else record
        self._box.set_visibility(self._record is not None)
        await self._chosen()

    async def _chosen(self, _: Any = None) -> None:
        record = self._record
        if record is None or isinstance(record, Contact):
            return
        chosen = str(self._channel.value)
        channels = tuple(ChannelName) if chosen == ALL else (ChannelName(chosen),)
        settings = self._visit.desk.services.settings
        sources = Sources.shipped(settings.knowledge)

        def brief(who: Audience) -> Brief:
            return sources.brief_of(record, who, settings.ward_name)

        def make() -> list[Shown]:
            return spoken(brief, settings, channels, None, Options(today(), audio=False))

        trouble, made = "", []
        try:
            made = await self._visit.run(lambda _: make())
        except (NotInForceError, TypesettingError) as error:
            trouble = str(error)
        if record is not self._record:
            # Somebody typed on while this was made; the newer one is on its way.
            return
        self._shown.clear()
        with self._shown:
            if trouble:
                Words("p", f"{trouble[:1].upper()}{trouble[1:]}.", "note bad")
            preview_panel(made, files=False)
