"""Tell a frequently asked question, a contact, or what a plan says."""

from typing import Any

from knowledge.answers.procedures import shortened
from knowledge.answers.wording import say
from knowledge.index import Item
from knowledge.records import Contact, Faq

MAX_PLAN_EXCERPT = 700


def tell_faq(faq: Faq) -> str:
    """The answer and its steps."""
    steps = [f"{n}. {step}" for n, step in enumerate(faq.steps, start=1)]
    return "\n".join([faq.answer, *steps])


def tell_contact(contact: Contact) -> str:
    """What may be stated of a contact; a placeholder says that it is one."""
    if contact.to_fill:
        return say("contact_to_fill", name=contact.name)
    lines = [f"{contact.name}: {contact.serves}"]
    facts = ("phone", "url", "email", "address", "hours")
    lines += [
        say(f"contact_{fact}", **{fact: value})
        for fact in facts
        if (value := getattr(contact, fact))
    ]
    if contact.fee_note:
        lines.append(contact.fee_note)
    return "\n".join(lines)


def tell_plan(item: Item) -> str:
    """A fact of a plan in our words, or the lines of an imported one as they were read."""
    payload: dict[str, Any] = item.payload
    heading = say("plan_section", title=item.title, section=payload["section"])
    if item.lines is None:
        return f"{heading}\n{payload['answer']}"
    first, last = item.lines
    excerpt = shortened(" ".join(payload["answer"].split()), MAX_PLAN_EXCERPT)
    return f"{heading}\n{say('plan_scan', first=first, last=last)}\n{excerpt}"
