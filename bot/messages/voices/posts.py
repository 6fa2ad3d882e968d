"""Facebook post, Zalo article and web article: read at leisure, with link and source."""

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from bot.messages.brief import Brief, Label, Origin
from bot.messages.briefing.clauses import first_words, lower_first, upper_first
from bot.messages.briefing.phrases import heading, phrase
from bot.messages.facts import Required
from bot.messages.voices.base import ChannelName, File, Options, Rendered, text_file
from bot.messages.voices.composing import (
    action,
    blocks,
    ended,
    fact_lines,
    invitations,
    lead_required,
    part_lines,
    source_line,
)
from bot.messages.voices.splitting import sentences

# A page post may have 63,206 characters; nobody reads more than a screen or two.
FACEBOOK_MAX = 63_206
# Zalo OA articles: title 150, author 50, description 300 characters.
ARTICLE_TITLE_MAX, ARTICLE_AUTHOR_MAX, ARTICLE_DESCRIPTION_MAX = 150, 50, 300
_PARTS = ("body", "papers", "cases", "bring", "steps", "requirements", "forms", "legal", "notes")
_KEPT = (Label.WHERE, Label.FEE, Label.TIME_LIMIT, Label.DATE, Label.PLACE, Label.DEADLINE,
         Label.CONTACT)  # fmt: skip
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_facebook(brief: Brief, _: Options) -> Rendered:
    """A hook, what one needs, the link; no hashtags of our own making."""
    url = brief.sources[0].url
    text = blocks(
        [phrase(f"hook_{brief.origin}", title=_in_hook(brief)), ended(upper_first(brief.lead))],
        part_lines(brief, "body"),
        part_lines(brief, "papers"),
        part_lines(brief, "bring"),
        part_lines(brief, "steps"),
        fact_lines(brief),
        part_lines(brief, "notes"),
        [action(brief), *invitations(brief)],
        [source_line(brief), *([url] if url else [])],
    )
    return Rendered(
        channel=ChannelName.FACEBOOK,
        text=text,
        files=(text_file(text),),
        required=_required(brief),
        figures={"ký tự": len(text)},
        problems=("quá dài cho một bài đăng",) if len(text) > FACEBOOK_MAX else (),
    )


def render_zalo_article(brief: Brief, _: Options) -> Rendered:
    """Title, description and body blocks, as the article call takes them."""
    url = brief.sources[0].url
    groups = [part_lines(brief, name) for name in _PARTS]
    body = [
        ended(upper_first(brief.lead)),
        "\n".join(fact_lines(brief)),
        *("\n".join(group) for group in groups if group),
        "\n".join([action(brief), *invitations(brief)]),
        "\n".join([source_line(brief), *([url] if url else [])]),
    ]
    article = {
        "type": "normal",
        "title": _within(brief.title, ARTICLE_TITLE_MAX),
        "author": _within(brief.unit or "Một Cửa", ARTICLE_AUTHOR_MAX),
        "description": _description(brief),
        "body": [{"type": "text", "content": block} for block in body if block],
        "status": "hide",
        "comment": "show",
    }
    text = "\n\n".join([str(article["title"]), str(article["description"]), *body])
    return Rendered(
        channel=ChannelName.ZALO_ARTICLE,
        text=text,
        files=(File(".json", json.dumps(article, ensure_ascii=False, indent=2).encode()),),
        required=_required(brief),
        figures={"ký tự": len(text)},
    )


def render_web(brief: Brief, _: Options) -> Rendered:
    """A page of HTML with the key facts as a table."""
    source = brief.sources[0]
    values = {
        "title": brief.title,
        "lead": ended(upper_first(brief.lead)),
        "unit": brief.unit,
        "facts": [(heading(one.label, brief.audience), ended(one.text)) for one in brief.key_facts],
        "parts": [
            (name, heading(name, brief.audience), [ended(upper_first(line)) for line in lines])
            for name in _PARTS
            if (lines := brief.part(name))
        ],
        "action": action(brief),
        "links": [("Telegram", brief.links.telegram), ("Zalo", brief.links.zalo)],
        "source": source_line(brief),
        "url": source.url,
    }
    page = _TEMPLATES.get_template("article.html").render(values)
    shown = [
        brief.title,
        str(values["lead"]),
        *fact_lines(brief),
        *(line for name in _PARTS for line in part_lines(brief, name)),
        str(values["action"]),
        *(link for link in (brief.links.telegram, brief.links.zalo) if link),
        str(values["source"]),
        source.url or "",
    ]
    text = "\n".join(line for line in shown if line)
    missing = [line for line in (brief.title, source.url or "") if escape(line) not in page]
    return Rendered(
        channel=ChannelName.WEB,
        text=text,
        files=(File(".html", page.encode()),),
        required=_required(brief),
        figures={"ký tự": len(page)},
        problems=tuple(f"trang thiếu “{line}”" for line in missing),
    )


def _required(brief: Brief) -> list[Required]:
    found = [*brief.required(*_KEPT, short=False), *lead_required(brief)]
    if brief.origin is Origin.PROCEDURE:
        found += [Required("giấy tờ", line) for line in brief.part("papers")]
    if url := brief.sources[0].url:
        found.append(Required("đường dẫn nguồn", url))
    return found


def _in_hook(brief: Brief) -> str:
    title = brief.spoken_title
    return lower_first(title) if brief.origin is Origin.PROCEDURE else title


def _description(brief: Brief) -> str:
    whole = ended(upper_first(brief.lead))
    if len(whole) <= ARTICLE_DESCRIPTION_MAX:
        return whole
    kept = ""
    for sentence in sentences(whole):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > ARTICLE_DESCRIPTION_MAX:
            break
        kept = longer
    return kept or _within(whole, ARTICLE_DESCRIPTION_MAX)


def _within(text: str, most: int) -> str:
    words = len(text.split())
    while len(text) > most:
        words -= 1
        text = f"{first_words(text, words)}…"
    return text
