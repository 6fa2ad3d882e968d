"""A banner or slogan: at most twelve words, out of the record's own."""

from bot.messages.brief import Brief, Origin
from bot.messages.briefing.clauses import first_words, spoken_title, upper_first
from bot.messages.briefing.phrases import phrase
from bot.messages.voices.base import ChannelName, Options, Rendered, text_file

MOST_WORDS = 12


def render_banner(brief: Brief, _: Options) -> Rendered:
    """One line that can be printed on cloth."""
    line = _line(brief)
    words = len(line.split())
    return Rendered(
        channel=ChannelName.BANNER,
        text=line,
        files=(text_file(line),),
        required=(),
        figures={"chữ": words},
        problems=(f"{words} chữ, quá {MOST_WORDS}",) if words > MOST_WORDS else (),
    )


def _line(brief: Brief) -> str:
    title = spoken_title(brief.slogan).rstrip(".")
    if brief.origin is Origin.PROCEDURE:
        whole = phrase("slogan_procedure", title=title)
        if len(whole.split()) <= MOST_WORDS:
            return upper_first(whole)
    return upper_first(
        title if len(title.split()) <= MOST_WORDS else first_words(title, MOST_WORDS)
    )
