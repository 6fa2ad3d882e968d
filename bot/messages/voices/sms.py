"""SMS: one unaccented part where that holds all facts; more parts rather than half a fact."""

from bot.messages.brief import Brief, KeyFact, Label, Origin
from bot.messages.briefing.clauses import as_sentences, droppable
from bot.messages.briefing.phrases import phrase
from bot.messages.facts import Required, Voice
from bot.messages.gsm import ambiguities, count_sms, reworded, unaccent
from bot.messages.voices.base import ChannelName, Options, Rendered, text_file
from bot.messages.voices.composing import ended
from bot.messages.voices.splitting import sentences
from knowledge.text import clean

_TOLD = (Label.DATE, Label.PLACE, Label.DEADLINE, Label.WHERE, Label.FEE, Label.TIME_LIMIT,
         Label.CONTACT)  # fmt: skip
# Answers are cut at a sentence's end; what follows can be asked for.
_ONE_PART, _TWO_PARTS = 160, 306
# Said shorter where one part is not enough; each means the same to anybody.
_SHORTER = (
    ("Trung tâm Phục vụ hành chính công", "TT Phục vụ hành chính công"),
    ("Ủy ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Cổng Dịch vụ công quốc gia", "Cổng DVC quốc gia"),
    ("dịch vụ công", "DVC"),
)


def render_sms(brief: Brief, options: Options) -> Rendered:
    """The message, its encoding and its parts; ``options.accents`` keeps the accents (UCS-2)."""
    text, told = _told(brief, options)
    if count_sms(_put_down(text, options)).parts > 1:
        for long, short in _SHORTER:
            text = text.replace(long, short)
    unclear = [] if options.accents else ambiguities(text)
    sent = _put_down(text, options)
    count = count_sms(sent)
    remarks = (
        (f"{count.parts} tin tính phí: nội dung không gói được trong một tin",)
        if count.parts > 1
        else ()
    )
    return Rendered(
        channel=ChannelName.SMS,
        text=sent,
        files=(text_file(sent),),
        required=told,
        voice=Voice.WRITTEN if options.accents else Voice.UNACCENTED,
        figures={"ký tự": count.units, "tin tính phí": count.parts},
        remarks=(*remarks, f"mã hóa {count.encoding}"),
        problems=tuple(f"bỏ dấu thì lẫn nghĩa: {pair}" for pair in unclear),
    )


def _put_down(text: str, options: Options) -> str:
    return text if options.accents else unaccent(text)


def _told(brief: Brief, options: Options) -> tuple[str, list[Required]]:
    """The accented text, and what it must keep."""
    meant = clean if options.accents else reworded
    facts = [one for label in _TOLD for one in [brief.fact(label)] if one is not None]
    required = [Required(one.label, meant(one.text)) for one in brief.required(*_TOLD)]
    if brief.origin in (Origin.PROCEDURE, Origin.NOTICE):
        lines = [ended(brief.spoken_title), *(_line(one) for one in facts)]
    else:
        lines = [_answer(brief, options)]
    lines.append(_link(brief))
    text = " ".join(meant(line) for line in lines if line)
    if brief.origin in (Origin.FAQ, Origin.PLAN):
        required = [Required("câu trả lời", meant(sentences(as_sentences(brief.lead))[0]))]
    return text, required


def _line(fact: KeyFact) -> str:
    return phrase(f"sms_{fact.label}", text=fact.short)


def _answer(brief: Brief, options: Options) -> str:
    """What fits one part if the rest may be left out, else what fits two."""
    one, two = (_leading(brief, options, most) for most in (_ONE_PART, _TWO_PARTS))
    rest = as_sentences(brief.lead).removeprefix(one).strip()
    return one if droppable(sentences(rest)) else two


def _leading(brief: Brief, options: Options, most: int) -> str:
    kept = ""
    for sentence in sentences(as_sentences(brief.lead)):
        longer = f"{kept} {sentence}".strip()
        if kept and count_sms(_put_down(longer, options)).units > most:
            break
        kept = longer
    return kept


def _link(brief: Brief) -> str:
    link = brief.links.telegram or brief.links.zalo
    if link:
        return phrase("sms_link", link=link.removeprefix("https://"))
    url = brief.sources[0].url
    if not url:
        return ""
    host = url.split("/")[2].removeprefix("www.")
    seen = phrase("sms_link", link=host)
    return f"{seen}, {phrase('sms_code', code=brief.code)}" if brief.code else seen
