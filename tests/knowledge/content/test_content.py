"""The project's own records are complete, sourced, and safe to put behind a button."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from knowledge.content import CONTENT_ROOT, Content, load_content
from knowledge.index.entries import procedure_item
from knowledge.records import Scope

# Telegram takes 64 bytes of callback data; the bot's own words around the reference take half.
MAX_REFERENCE = 32


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


class _NoRepeats(yaml.CSafeLoader):
    """Refuses a mapping that says the same key twice; YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = [key for key, count in Counter(keys).items() if count > 1]
        assert not twice, f"{node.start_mark}: {twice}"
        return super().construct_mapping(node, deep)


def test_every_file_loads(content: Content) -> None:
    assert len(content.procedures) >= 80
    assert len(content.faqs) >= 80
    assert len(content.plans) == 3
    assert content.contacts
    assert content.phrases


@pytest.mark.parametrize("path", sorted(CONTENT_ROOT.rglob("*.yaml")), ids=lambda path: path.name)
def test_no_entry_says_a_field_twice(path: Path) -> None:
    yaml.load(path.read_text(encoding="utf-8"), Loader=_NoRepeats)


def test_every_id_is_used_once(content: Content) -> None:
    everything = [*content.procedures, *content.faqs, *content.contacts, *content.plans]
    assert [key for key, n in Counter(record.id for record in everything).items() if n > 1] == []


def test_every_code_is_used_once(content: Content) -> None:
    codes = Counter(record.code for record in content.procedures if record.code)
    assert [code for code, count in codes.items() if count > 1] == []


def test_every_stated_fact_has_a_source_that_can_be_opened(content: Content) -> None:
    stated = [
        *content.procedures,
        *content.faqs,
        *content.plans,
        *(contact for contact in content.contacts if not contact.to_fill),
    ]
    assert [r.id for r in stated if not (r.source and (r.source.url or r.source.reference))] == []


def test_links_are_web_addresses(content: Content) -> None:
    links = {r.id: r.source.url for r in [*content.procedures, *content.faqs] if r.source.url}
    links |= {r.id: r.where.online_url for r in content.procedures if r.where.online_url}
    links |= {contact.id: contact.url for contact in content.contacts if contact.url}
    assert [
        key for key, url in links.items() if not re.match(r"https?://[\w.-]+(/\S*)?$", url)
    ] == []


def test_nothing_was_checked_in_the_future(content: Content) -> None:
    checked = [*content.procedures, *content.faqs, *content.plans, *content.contacts]
    today = dt.datetime.now(dt.UTC).date()
    assert [r.id for r in checked if r.checked_on and r.checked_on > today] == []


def test_every_number_in_the_directory_can_be_dialled(content: Content) -> None:
    phones = {
        contact.id: contact.phone for contact in content.contacts if contact.phone is not None
    }
    assert [key for key, phone in phones.items() if len(re.sub(r"\D", "", phone)) < 3] == []


def test_the_wards_own_contacts_are_placeholders_without_facts(content: Content) -> None:
    wards = [contact for contact in content.contacts if contact.scope is Scope.WARD]
    assert wards
    assert [contact.id for contact in wards if not contact.to_fill] == []
    facts = [(c.phone, c.url, c.email, c.address, c.hours, c.fee_note) for c in wards]
    assert {fact for some in facts for fact in some} == {None}


def test_every_national_contact_can_be_reached(content: Content) -> None:
    national = [contact for contact in content.contacts if contact.scope is Scope.NATIONAL]
    assert national
    assert [contact.id for contact in national if contact.to_fill] == []


def test_a_reference_fits_behind_a_button(content: Content) -> None:
    references = [
        procedure_item(record, "content", None, own=True).reference for record in content.procedures
    ]
    assert [name for name in references if len(name.encode()) > MAX_REFERENCE] == []


def test_other_items_can_be_named_behind_a_button_too(content: Content) -> None:
    others = [*content.faqs, *content.contacts, *content.plans]
    # A plan's item adds a dot and the number of its fact.
    assert [record.id for record in others if len(record.id) > MAX_REFERENCE + 16] == []


def test_phrases_belong_to_well_formed_codes_and_are_not_repeated(content: Content) -> None:
    assert [code for code in content.phrases if not re.fullmatch(r"\d\.\d{6}", code)] == []
    repeated = {
        code: [phrase for phrase, count in Counter(phrases).items() if count > 1]
        for code, phrases in content.phrases.items()
    }
    assert {code: some for code, some in repeated.items() if some} == {}


@pytest.mark.shared
def test_phrases_belong_to_procedures_that_exist(content: Content, shared: Path) -> None:
    catalogue = (shared / "catalogue" / "procedures.jsonl").read_text(encoding="utf-8")
    known = set(re.findall(r'"code": "(\d\.\d{6})"', catalogue))
    known |= {record.code for record in content.procedures if record.code}
    assert sorted(set(content.phrases) - known) == []


def test_every_successor_is_named(content: Content) -> None:
    for record in content.procedures:
        if record.validity.replaced_by:
            assert record.validity.effective_to, f"{record.id}: replaced, but since when?"


def test_own_procedures_are_the_wards_business(content: Content) -> None:
    """At least eighty of them are settled, wholly or partly, by the commune."""
    assert sum("xã" in record.level for record in content.procedures) >= 80
