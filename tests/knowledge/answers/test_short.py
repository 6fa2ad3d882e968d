"""Six short lines at most, unless more is asked for: over every record, and every aspect of it."""

import re

import pytest

from knowledge.answers.others import tell_contact, tell_faq
from knowledge.answers.procedures import FIRST, LISTS, MAX_LINE, WHOLE, tell, tell_list
from knowledge.content import load_content
from knowledge.records import Procedure
from knowledge.text import Aspect

MOST_LINES = 6
# Two sentences of a source, its heading, and the sign that it goes on.
LONGEST = 2 * MAX_LINE + 60
CONTENT = load_content()
# What a screen reader spells out or loses: tables, markup, rows of signs, an address with more
# words behind it (it ends the line, or it is a bare name such as dichvucong.gov.vn).
UNREADABLE = re.compile(r"\||\t|\*\*|__|<[a-z/]|[=_~-]{3,}|https?://\S+[^\s.,;)] +\w+ \w+ \w+")


def _told(procedure: Procedure, aspect: Aspect, part: int = FIRST) -> tuple[str, bool]:
    if aspect in LISTS:
        return tell_list(procedure, aspect, part)
    return tell(procedure, (aspect,)), False


def _faults(text: str) -> list[str]:
    lines = text.splitlines()
    faults = [f"{len(lines)} lines"] if len(lines) > MOST_LINES else []
    faults += [f"{len(line)} characters: {line}" for line in lines if len(line) > LONGEST]
    return faults + [f"cannot be read aloud: {odd[0]!r}" for odd in UNREADABLE.finditer(text)]


@pytest.mark.parametrize("aspect", list(Aspect))
def test_every_procedure_is_told_in_six_short_lines(aspect: Aspect) -> None:
    faults = {
        procedure.name: found
        for procedure in CONTENT.procedures
        if (found := _faults(_told(procedure, aspect)[0]))
    }
    assert not faults


def test_every_question_and_contact_is_told_in_six_short_lines() -> None:
    told = {faq.id: tell_faq(faq) for faq in CONTENT.faqs}
    told |= {contact.id: tell_contact(contact) for contact in CONTENT.contacts}
    assert not {name: found for name, text in told.items() if (found := _faults(text))}


@pytest.mark.parametrize("aspect", list(LISTS))
def test_the_parts_of_a_list_are_short_and_together_the_whole(aspect: Aspect) -> None:
    for procedure in CONTENT.procedures:
        lines = LISTS[aspect](procedure)
        shown: list[str] = []
        part, more = FIRST, bool(lines)
        while more:
            text, more = tell_list(procedure, aspect, part)
            assert not _faults(text), procedure.name
            assert len(text.splitlines()) > 3 or len(lines) == 1, f"a lonely line: {text}"
            shown += text.splitlines()[2:]
            part += 1
        assert shown == lines, procedure.name
        if lines:
            assert tell_list(procedure, aspect, part)[1] is False
            assert len(tell_list(procedure, aspect, WHOLE)[0].splitlines()) == len(lines) + 2
