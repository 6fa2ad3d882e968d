"""A talk at a hamlet meeting: about five minutes to read aloud, with three likely questions."""

from bot.messages.brief import Brief, Label, Origin
from bot.messages.briefing.clauses import as_sentences, lower_first, upper_first
from bot.messages.briefing.phrases import heading, phrase, you
from bot.messages.facts import Required
from bot.messages.speaking import speak, syllables
from bot.messages.voices.base import ChannelName, File, Options, Rendered, text_file
from bot.messages.voices.composing import blocks, ended, source_line, spoken_lead
from bot.messages.voices.script import script_docx

# Five minutes; a short matter is told in less rather than stretched.
LONGEST = 300
LIKELY = 3
_PAUSE = 0.5
_PLACES = (
    Label.DATE, Label.PLACE, Label.DEADLINE, Label.WHO, Label.WHERE, Label.FEE, Label.TIME_LIMIT,
    Label.ONLINE, Label.CONTACT, Label.ISSUER, Label.PERIOD,
)  # fmt: skip
_KEPT = (Label.WHERE, Label.FEE, Label.TIME_LIMIT, Label.DATE, Label.PLACE, Label.DEADLINE,
         Label.CONTACT)  # fmt: skip
_REPEATED = (Label.DATE, Label.PLACE, Label.DEADLINE, Label.WHERE)


def render_talk(brief: Brief, options: Options) -> Rendered:
    """The talk as a text to read from; figures stay figures, for the speaker's eye."""
    groups = _groups(brief)
    optional = [name for name in ("cases", "notes", "requirements", "steps") if name in groups]
    while seconds(groups, options.pace) > LONGEST and optional:
        groups.pop(optional.pop(0))
    told = list(brief.questions[:LIKELY])
    for number in range(LIKELY, len(brief.questions)):
        longer = _with_more(groups, brief, number + 1)
        if seconds(longer, options.pace) > LONGEST:
            break
        groups = longer
        told.append(brief.questions[number])
    text = blocks(*groups.values())
    taken = seconds(groups, options.pace)
    about = source_line(brief)
    return Rendered(
        channel=ChannelName.TALK,
        text=f"{text}\n\n{about}",
        files=(
            text_file(f"{text}\n\n[{about}]"),
            File(".docx", script_docx(brief.title, about, text)),
        ),
        required=[
            *brief.required(*_KEPT, short=False),
            *(Required("câu hỏi", one.answer) for one in told),
        ],
        figures={"giây": round(taken), "câu hỏi": len(told)},
        problems=(f"đọc mất {taken:.0f} giây, quá {LONGEST}",) if taken > LONGEST else (),
    )


def seconds(groups: dict[str, list[str]], pace: int) -> float:
    """How long the talk takes to read aloud."""
    lines = [line for group in groups.values() for line in group]
    return sum(syllables(speak(line)) / pace * 60 + _PAUSE for line in lines)


def _groups(brief: Brief) -> dict[str, list[str]]:
    """The parts of the talk by name, in the order they are told."""
    suffix = "" if brief.origin is Origin.PROCEDURE else f"_{brief.origin}"
    why = phrase(f"talk_why{suffix}")
    opening = (
        "talk_open" if brief.origin in (Origin.PROCEDURE, Origin.NOTICE) else f"talk_open{suffix}"
    )
    title = (
        lower_first(brief.spoken_title)
        if opening == "talk_open"
        else upper_first(brief.spoken_title)
    )
    groups = {
        "greeting": [phrase(f"greeting_{brief.audience}"), phrase(opening, title=title), why],
        "lead": [
            spoken_lead(brief) if brief.origin is Origin.PROCEDURE else as_sentences(brief.lead),
            *map(as_sentences, brief.part("body")),
        ],
        "papers": _list(brief, "papers", "talk_papers"),
        "bring": _list(brief, "bring", None),
        "cases": _list(brief, "cases", "talk_papers_more"),
        "steps": _list(brief, "steps", "talk_steps"),
        "places": _facts(brief, _PLACES, f"talk_places{suffix}"),
        "requirements": _list(brief, "requirements", "talk_requirements"),
        "notes": _list(brief, "notes", "talk_notes"),
        "questions": _questions(brief, slice(0, LIKELY), "talk_ask"),
        "repeat": _facts(brief, _REPEATED, "talk_repeat"),
        "close": [
            phrase("talk_close"),
            phrase("talk_unknown"),
            phrase("air_thanks", you=you(brief.audience)),
        ],
    }
    return {name: lines for name, lines in groups.items() if lines}


def _with_more(groups: dict[str, list[str]], brief: Brief, upto: int) -> dict[str, list[str]]:
    """The talk with further questions of the same matter before it ends."""
    more = _questions(brief, slice(LIKELY, upto), "talk_more")
    rest: dict[str, list[str]] = {
        name: lines for name, lines in groups.items() if name not in ("more", "repeat", "close")
    }
    ending = {name: lines for name, lines in groups.items() if name in {"repeat", "close"}}
    return {**rest, "more": more, **ending}


def _list(brief: Brief, name: str, opening: str | None) -> list[str]:
    lines = brief.part(name)
    if not lines:
        return []
    first = phrase(opening) if opening else f"{heading(name, brief.audience)}:"
    return [first, *(f"- {as_sentences(line)}" for line in lines)]


def _facts(brief: Brief, labels: tuple[Label, ...], opening: str) -> list[str]:
    told = [
        f"{heading(fact.label, brief.audience)}: {lower_first(ended(fact.text))}"
        for label in labels
        if (fact := brief.fact(label))
    ]
    return [phrase(opening), *told] if told else []


def _questions(brief: Brief, asked: slice, opening: str) -> list[str]:
    if not brief.questions[asked]:
        return []
    lines = [phrase(opening)]
    for one in brief.questions[asked]:
        lines.append(phrase("talk_question", question=one.question))
        lines.append(phrase("talk_answer", answer=ended(as_sentences(one.answer))))
    return lines
