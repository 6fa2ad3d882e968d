"""The e-office summary: one paragraph with reference numbers, for colleagues."""

from bot.messages.brief import Brief, Label, Origin
from bot.messages.briefing.clauses import lower_first
from bot.messages.briefing.phrases import heading
from bot.messages.voices.base import ChannelName, Options, Rendered, text_file
from bot.messages.voices.composing import action, ended, lead_required, source_line

_REFERENCES = (Label.CODE, Label.NUMBER, Label.DECISION)
_TOLD = (
    Label.WHO, Label.DATE, Label.PLACE, Label.DEADLINE, Label.AGENCY, Label.WHERE, Label.TIME_LIMIT,
    Label.FEE, Label.RESULT, Label.CONTACT, Label.SECTION, Label.LEGAL,
)  # fmt: skip


def render_office(brief: Brief, _: Options) -> Rendered:
    """Subject with its numbers, content, reference fields, source; no line breaks."""
    numbers = [
        f"{lower_first(heading(label, brief.audience))} {fact.text}"
        for label in _REFERENCES
        if (fact := brief.fact(label))
    ]
    subject = brief.title.rstrip(".")
    opened = f"{subject} ({', '.join(numbers)})" if numbers else subject
    told = [
        f"{heading(label, brief.audience)}: {ended(fact.text)}"
        for label in _TOLD
        if (fact := brief.fact(label))
    ]
    body = [ended(line) for line in brief.part("body")]
    text = " ".join(
        [ended(opened), ended(brief.lead), *body, *told, action(brief), source_line(brief)]
    )
    text = " ".join(text.split())
    kept = (*_REFERENCES, Label.DEADLINE, Label.FEE, Label.TIME_LIMIT, Label.DATE)
    return Rendered(
        channel=ChannelName.OFFICE,
        text=text,
        files=(text_file(text),),
        required=(*brief.required(*kept, short=False), *lead_required(brief)),
        figures={"chữ": len(text.split())},
        remarks=()
        if brief.origin is not Origin.PROCEDURE or numbers
        else ("nguồn không có mã số",),
    )
