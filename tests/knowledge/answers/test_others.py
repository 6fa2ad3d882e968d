"""Questions, contacts and plans are told as their records say, and placeholders say so."""

import re

import pytest

from knowledge.answers.others import tell_contact, tell_faq
from knowledge.answers.wording import say
from knowledge.content import load_content
from knowledge.records import Contact
from tests.knowledge.samples import contact, faq

PLACEHOLDERS = [each for each in load_content().contacts if each.to_fill]


def test_an_answer_is_told_with_its_steps() -> None:
    told = tell_faq(faq(answer="Làm như sau.", steps=["Mở ứng dụng.", "Đăng nhập."]))
    assert told == "Làm như sau.\n1. Mở ứng dụng.\n2. Đăng nhập."


def test_a_contact_is_told_with_every_fact_it_has() -> None:
    full = contact(
        phone="1022",
        url="https://a.vn",
        email="a@b.vn",
        address="1 Đường Mẫu",
        hours="7 giờ 30",
        fee_note="Cuộc gọi tính cước.",
    )
    told = tell_contact(full)
    for fact in ("Số mẫu: Làm mẫu", "1022", "https://a.vn", "a@b.vn", "1 Đường Mẫu", "7 giờ 30"):
        assert fact in told
    assert told.endswith("Cuộc gọi tính cước.")


def test_a_contact_without_a_fact_shows_no_empty_line() -> None:
    assert tell_contact(contact()) == "Số mẫu: Làm mẫu\nĐiện thoại: 1022"


@pytest.mark.parametrize("placeholder", PLACEHOLDERS, ids=lambda each: each.id)
def test_a_placeholder_of_the_ward_never_shows_a_number(placeholder: Contact) -> None:
    told = tell_contact(placeholder)
    assert told == say("contact_to_fill", name=placeholder.name)
    assert not re.search(r"\d{2}|http|@", told.replace(placeholder.name, ""))
    assert not re.search(r"\d{3}", placeholder.name)
