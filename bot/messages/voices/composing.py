"""Lines that several written voices share."""

import re

from bot.messages.brief import Brief, Label
from bot.messages.briefing.clauses import as_sentences, lower_first, upper_first
from bot.messages.briefing.phrases import heading, phrase
from bot.messages.facts import Required

ENDS = (".", "?", "!", "…", ":")


def ended(text: str) -> str:
    """``text`` with a full stop, unless it ends by itself."""
    text = text.strip()
    return text if text.endswith(ENDS) else f"{text}."


def fact_lines(brief: Brief, *, without: tuple[Label, ...] = ()) -> list[str]:
    """'Lệ phí: 50.000 đồng.' for each key fact."""
    return [
        f"{heading(one.label, brief.audience)}: {ended(one.text)}"
        for one in brief.key_facts
        if one.label not in without
    ]


def part_lines(brief: Brief, name: str, most: int | None = None) -> list[str]:
    """A part under its heading, one bullet a line; steps are numbered. Empty without the part."""
    lines = brief.part(name)[:most]
    if not lines:
        return []
    signs = [f"{n}." for n in range(1, len(lines) + 1)] if name == "steps" else ["•"] * len(lines)
    return [
        f"{heading(name, brief.audience)}:",
        *(f"{sign} {ended(upper_first(line))}" for sign, line in zip(signs, lines, strict=True)),
    ]


def source_line(brief: Brief) -> str:
    """'Nguồn: …, kiểm tra ngày …'."""
    source = brief.sources[0]
    named = source.title
    if source.reference and source.reference not in named:
        named = f"{named}, {source.reference}"
    return phrase("source_line", source=named, day=f"{brief.checked_on:%d/%m/%Y}")


def invitations(brief: Brief) -> list[str]:
    """Where to ask on, for each bot channel that is set up."""
    links = brief.links
    lines = []
    if links.telegram:
        lines.append(phrase("invite_telegram", link=links.telegram))
    if links.zalo:
        lines.append(phrase("invite_zalo", link=links.zalo))
    return lines


def action(brief: Brief) -> str:
    """What the reader is asked to do."""
    return phrase(f"action_{brief.origin}_{brief.audience}")


def lead_required(brief: Brief) -> tuple[Required, ...]:
    """Every figure of the lead must be kept."""
    return (Required("nội dung", brief.lead),)


def blocks(*groups: list[str]) -> str:
    """Groups of lines with an empty line between them; empty groups leave none."""
    return "\n\n".join("\n".join(group) for group in groups if group)


# Summaries begin with what one does ('Xin …') or are sentences of their own ('Cán bộ đến …').
_DOING = frozenset(
    re.findall(
        r"\S+",
        "xin đăng ghi làm chứng báo hỗ trợ cấp sửa khai đổi đề đóng xóa nộp thêm xác kéo tách tặng"
        " bổ rút thôi yêu lập đưa trả tính",
    )
)


def spoken_lead(brief: Brief) -> str:
    """What a procedure is for, as a sentence that can be said."""
    first = brief.lead.split(" ", 1)[0].rstrip(",").lower()
    if first in _DOING:
        return phrase("air_purpose", lead=lower_first(brief.lead).rstrip("."))
    return as_sentences(brief.lead)
