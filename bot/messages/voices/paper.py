"""The posted notice and the folded leaflet: PDF with the official fields, QR codes and dates."""

from bot.messages.brief import Brief, Label, Origin
from bot.messages.briefing.clauses import as_sentences, upper_first
from bot.messages.briefing.phrases import heading, phrase
from bot.messages.facts import Required
from bot.messages.voices.base import ChannelName, File, Options, Rendered
from bot.messages.voices.composing import action, ended, source_line, spoken_lead
from bot.messages.voices.typesetting import qr_svg, text_of, typeset

# What is read at two metres stands on the first page; the rest is for who steps closer.
_BIG = (
    Label.DATE, Label.PLACE, Label.DEADLINE, Label.WHERE, Label.FEE, Label.TIME_LIMIT,
    Label.CONTACT,
)  # fmt: skip
_PARTS = ("body", "papers", "bring", "cases", "steps", "requirements", "forms", "legal", "notes")


def render_notice(brief: Brief, options: Options) -> Rendered:
    """A4 for the wall."""
    pdf = typeset("notice.typ", _values(brief, options))
    return _paper(ChannelName.NOTICE, brief, pdf, most_pages=6)


def render_leaflet(brief: Brief, options: Options) -> Rendered:
    """A4 across, folded twice: six panels."""
    pdf = typeset("leaflet.typ", _values(brief, options))
    return _paper(ChannelName.LEAFLET, brief, pdf, most_pages=2)


def _values(brief: Brief, options: Options) -> dict[str, object]:
    official = brief.official or brief.key_facts
    parts = {one.name: one.lines for one in (brief.official_parts or brief.parts)}
    big = [one for one in (brief.fact(label) for label in _BIG) if one]
    return {
        "unit": brief.unit or "Một Cửa",
        "kind": phrase(f"open_{brief.origin}"),
        "title": upper_first(brief.spoken_title),
        "full_title": brief.title,
        "lead": spoken_lead(brief) if brief.origin is Origin.PROCEDURE else ended(brief.lead),
        "big": [[heading(one.label, brief.audience), ended(upper_first(one.text))] for one in big],
        "official": [
            [heading(one.label, brief.audience), ended(upper_first(one.text))] for one in official
        ],
        "parts": [
            [
                name,
                heading(name, brief.audience),
                [ended(upper_first(line)) for line in parts[name]],
            ]
            for name in _PARTS
            if parts.get(name)
        ],
        "questions": [[one.question, ended(as_sentences(one.answer))] for one in brief.questions],
        "action": action(brief),
        "source": source_line(brief),
        "printed": options.printed,
        "qr": [
            [label, qr_svg(link)]
            for label, link in (
                ("Hỏi trên Telegram", brief.links.telegram),
                ("Hỏi trên Zalo", brief.links.zalo),
                ("Xem nguồn", brief.sources[0].url),
            )
            if link
        ],
    }


def _paper(channel: ChannelName, brief: Brief, pdf: bytes, most_pages: int) -> Rendered:
    text, pages = text_of(pdf)
    labels = tuple(one.label for one in brief.key_facts)
    required = [*brief.required(*labels, short=False)]
    required += [Required(heading(one.label, brief.audience), one.text) for one in brief.official]
    return Rendered(
        channel=channel,
        text=text,
        files=(File(".pdf", pdf),),
        required=required,
        figures={"trang": pages, "KB": round(len(pdf) / 1024)},
        problems=(f"{pages} trang, quá {most_pages}",) if pages > most_pages else (),
    )
