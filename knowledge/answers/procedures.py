"""Tell one procedure, or the parts of it that were asked for."""

import re
from collections.abc import Callable

from knowledge.answers.wording import label, say
from knowledge.records import OnlineService, Procedure
from knowledge.text import Aspect

# What fits one screen of a cheap phone; the rest follows when it is asked for.
MAX_PAPERS = 9
MAX_STEPS = 7
# With the name and the heading, six lines.
PAGE_LINES = 4
FIRST, WHOLE = 1, 0
MAX_LEGAL = 6
# One step by itself: two screens, within every channel's limit.
MAX_STEP = 1500
MAX_LINE = 220
# A name longer than this is an enumeration of cases.
MAX_NAME = 100
_ASIDE = re.compile(r" \(|; ")
_KINDS = {
    OnlineService.FULL: "online_full",
    OnlineService.PARTIAL: "online_partial",
    OnlineService.NONE: "online_none",
}
# The overview names these, in the order people ask for them.
_OVERVIEW = (Aspect.TIME_LIMIT, Aspect.FEE, Aspect.WHERE, Aspect.ONLINE)


def tell(procedure: Procedure, aspects: tuple[Aspect, ...]) -> str:
    """The asked aspects of ``procedure``; without any, a short overview."""
    asked = tuple(aspect for aspect in aspects if aspect is not Aspect.OVERVIEW)
    if not asked:
        return _overview(procedure)
    return "\n".join([_name(procedure), *(_section(procedure, aspect) for aspect in asked)])


def has_long_steps(procedure: Procedure) -> bool:
    """Whether the steps say more than their short list shows, so that one by one helps."""
    steps = procedure.steps
    return len(steps) > 1 and (len(steps) > MAX_STEPS or any(len(s) > MAX_LINE for s in steps))


def tell_step(procedure: Procedure, number: int) -> str:
    """One step, from 1, as the source has it."""
    whole = procedure.steps[number - 1]
    heading = say("step", number=number, total=len(procedure.steps))
    return f"{_name(procedure)}\n{heading} {shortened(whole, MAX_STEP)}"


def tell_list(procedure: Procedure, aspect: Aspect, part: int) -> tuple[str, bool]:
    """One part of a list (``aspect`` of LISTS), from 1, or WHOLE; and whether there is more."""
    lines = LISTS[aspect](procedure)
    if not lines:
        return f"{_name(procedure)}\n{_section(procedure, aspect)}", False
    if part == WHOLE:
        return "\n".join([_name(procedure), *_whole(aspect, lines)]), False
    pages = _pages(lines)
    if part > len(pages):
        return say("list_ended", name=_name(procedure)), False
    shown = pages[part - FIRST]
    heading = label(aspect)
    if len(pages) > 1:
        before = sum(map(len, pages[: part - FIRST]))
        first, last = before + 1, before + len(shown)
        sentence = "list_part_steps" if aspect is Aspect.STEPS else "list_part"
        heading += say(sentence, first=first, last=last, count=len(lines))
    return "\n".join([_name(procedure), f"{heading}:", *shown]), part < len(pages)


def _whole(aspect: Aspect, lines: list[str]) -> list[str]:
    if aspect is not Aspect.DOCUMENTS:
        return [f"{label(aspect)}:", *lines]
    return [f"{say('checklist')}:", *(f"☐ {line.removeprefix('- ')}" for line in lines)]


def _pages(lines: list[str]) -> list[list[str]]:
    """``lines`` in parts that fit a screen; the last never has one line alone."""
    pages = [lines[start : start + PAGE_LINES] for start in range(0, len(lines), PAGE_LINES)]
    if len(pages) > 1 and len(pages[-1]) == 1:
        pages[-1].insert(0, pages[-2].pop())
    return pages


def _name(procedure: Procedure) -> str:
    """The name; of one too long to be read aloud only its first part, before brackets."""
    whole, said = procedure.name, _ASIDE.split(procedure.name)[0].rstrip(" ,;")
    return shortened(said if len(whole) > MAX_NAME and said else whole)


def _overview(procedure: Procedure) -> str:
    name, summary = _name(procedure), procedure.summary
    lines = [f"{name}. {shortened(summary)}" if summary else name]
    if procedure.documents:
        count = say("documents_count", count=len(procedure.documents))
        lines.append(f"• {label(Aspect.DOCUMENTS)}: {count}")
    lines += [
        f"• {label(aspect)}: {shortened(told)}"
        for aspect in _OVERVIEW
        if (told := _SHORT.get(aspect, _TELLERS[aspect])(procedure)) is not None
    ]
    return "\n".join(lines)


def _section(procedure: Procedure, aspect: Aspect) -> str:
    body = _TELLERS[aspect](procedure)
    if body is None:
        return f"{label(aspect)}: {say('unknown')}"
    separator = "\n" if body.startswith(("- ", "1. ")) else " "
    return f"{label(aspect)}:{separator}{body}"


def shortened(text: str, limit: int = MAX_LINE) -> str:
    """``text`` cut at a word's end within ``limit`` characters, with '…' where it was cut."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _papers(procedure: Procedure) -> list[str]:
    return [
        f"- {paper.when}: {shortened(paper.text)}" if paper.when else f"- {shortened(paper.text)}"
        for paper in procedure.documents
    ]


def _numbered(procedure: Procedure) -> list[str]:
    return [f"{n}. {shortened(step)}" for n, step in enumerate(procedure.steps, start=1)]


def _documents(procedure: Procedure) -> str | None:
    if not procedure.documents:
        return None
    lines = _papers(procedure)[:MAX_PAPERS]
    if (rest := len(procedure.documents) - MAX_PAPERS) > 0:
        lines.append(say("more_documents", count=rest))
    return "\n".join(lines)


def _steps(procedure: Procedure) -> str | None:
    if not procedure.steps:
        return None
    lines = _numbered(procedure)[:MAX_STEPS]
    if len(procedure.steps) > MAX_STEPS:
        lines.append(say("more_lines"))
    return "\n".join(lines)


def _where(procedure: Procedure) -> str | None:
    place = procedure.where.counter or procedure.agency
    return shortened(place) if place else None


def _online_in_short(procedure: Procedure) -> str | None:
    """Whether it can be filed online; the link is told where it is asked for."""
    where = procedure.where
    return say(_KINDS[where.online]) if where.online else where.online_note


def _online(procedure: Procedure) -> str | None:
    where = procedure.where
    parts = [say(_KINDS[where.online])] if where.online else []
    if where.online_note:
        note = shortened(where.online_note)
        parts.append(note if note.endswith((".", "…")) else f"{note}.")
    if parts and where.online_url and where.online is not OnlineService.NONE:
        parts.append(say("online_link", url=where.online_url))
    return " ".join(parts) or None


def _post(procedure: Procedure) -> str | None:
    where = procedure.where
    if where.post is None:
        return where.post_note
    answer = say("post_yes") if where.post else say("post_no")
    return f"{answer} {where.post_note or ''}".strip()


def _audience(procedure: Procedure) -> str | None:
    lines = [procedure.audience] if procedure.audience else []
    lines += procedure.requirements[:3]
    return (
        shortened(". ".join(line.rstrip(".") for line in lines), 2 * MAX_LINE) + "."
        if lines
        else None
    )


def _listed(lines: list[str], most: int) -> str | None:
    shown = [f"- {shortened(line)}" for line in lines[:most]]
    return "\n".join(shown) or None


_TELLERS: dict[Aspect, Callable[[Procedure], str | None]] = {
    Aspect.DOCUMENTS: _documents,
    Aspect.STEPS: _steps,
    Aspect.FEE: lambda p: shortened(p.fee, 2 * MAX_LINE) if p.fee else None,
    Aspect.TIME_LIMIT: lambda p: shortened(p.time_limit) if p.time_limit else None,
    Aspect.WHERE: _where,
    Aspect.ONLINE: _online,
    Aspect.POST: _post,
    Aspect.RESULT: lambda p: shortened(p.result.replace("\n", "; ")) if p.result else None,
    Aspect.AUDIENCE: _audience,
    Aspect.LEGAL_BASIS: lambda p: _listed(p.legal_basis, MAX_LEGAL),
    Aspect.FORM: lambda p: _listed(p.forms, MAX_LEGAL),
}
# What the overview tells in fewer words than the aspect by itself.
_SHORT: dict[Aspect, Callable[[Procedure], str | None]] = {Aspect.ONLINE: _online_in_short}
# What is a list, told in parts.
LISTS: dict[Aspect, Callable[[Procedure], list[str]]] = {
    Aspect.DOCUMENTS: _papers,
    Aspect.STEPS: _numbered,
    Aspect.LEGAL_BASIS: lambda p: [f"- {shortened(line)}" for line in p.legal_basis],
    Aspect.FORM: lambda p: [f"- {shortened(line)}" for line in p.forms],
}
