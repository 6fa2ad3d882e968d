"""The questions that nothing here answers: enough of them, and none that a record does answer."""

from knowledge.content import load_content
from knowledge.records import RefusalReason
from knowledge.text import fold

CONTENT = load_content()


def test_there_are_enough_of_both_reasons() -> None:
    reasons = [refusal.reason for refusal in CONTENT.refusals]
    assert sum(len(refusal.questions) for refusal in CONTENT.refusals) >= 300
    assert all(reasons.count(reason) >= 5 for reason in RefusalReason)


def test_no_question_stands_twice() -> None:
    asked = [fold(question) for refusal in CONTENT.refusals for question in refusal.questions]
    assert len(asked) == len(set(asked))


def test_none_is_how_people_ask_for_a_record() -> None:
    refused = {fold(question) for refusal in CONTENT.refusals for question in refusal.questions}
    asked = {fold(phrase) for phrases in CONTENT.phrases.values() for phrase in phrases}
    asked |= {fold(text) for faq in CONTENT.faqs for text in (faq.question, *faq.variants)}
    asked |= {fold(alias) for contact in CONTENT.contacts for alias in contact.aliases}
    assert not refused & asked
