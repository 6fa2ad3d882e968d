"""Everything the assistant says by itself: short, polite, without facts of its own."""

import re
import string
import unicodedata
from pathlib import Path

import pytest
import yaml

import bot.messages.texts
from bot.messages import PAYLOAD_MAX_BYTES, Outcome, is_payload
from bot.messages.texts import message, names, sentence

ENTRIES = yaml.safe_load(
    Path(bot.messages.texts.__file__).with_name("texts.yaml").read_text(encoding="utf-8")
)
VALUES = {
    "unit": "UBND phường Mẫu",
    "code": "PA-7K2QX9",
    "contacts": "• Số 113\n• Số 114",
    "what": "Đèn đường hỏng",
    "where": "Ngõ 5, tối qua",
    "contact": "không",
    "due": "16 giờ thứ Ba 24/11",
    "messages": 12,
    "cases": 2,
    "subscriptions": 1,
    "codes": "PA-7K2QX9, PA-4M3XYZ",
    "days": 365,
    "kind": "Hạ tầng",
    "about": "Mời ông/bà thử kiến thức.",
    "count": 5,
    "name": "Tìm hiểu dịch vụ công",
    "until": "30/11/2026",
    "number": 1,
    "question": "Cổng Dịch vụ công quốc gia ở đâu?",
    "explanation": "Theo quy định.",
    "right": "Cổng",
    "source": "Nghị định",
    "score": 4,
    "place": 2,
    "people": 30,
    "prize": "Nhất",
    "time": "7 giờ 30",
    "day": "23/11/2026",
    "closed": "24/11/2026",
    "minutes": 30,
    "hours": "4",
    "topic": "VNeID",
    "status": "đang xử lý",
    "moment": "08:00 ngày 23/11/2026",
}
# Said to nobody in particular, or a remark in brackets.
NO_ADDRESS = {
    "certificate_nobody",
    "tag_all",
    "simple_mode",
    "feedback_cancelled",
    "feedback_opened",
    "feedback_no_contact",
    "feedback_nobody_named",
    "feedback_formal",
    "office_open",
    "office_opens",
    "usual_wait",
    "case_withdrawn",
    "case_released",
    "status_due",
    "dossier_known",
    "dossier_of_province",
    "dossier_of_ministry",
    "quiz_question",
    "quiz_right",
    "quiz_wrong",
    "quiz_source",
}
# Carried out by the bot itself: the dialogue must not see them.
OF_THE_BOT = {"export_my_data", "erase_my_data"}
_IMPOLITE = re.compile(r"\b(?:mày|tao|bạn|mi|quý vị|công dân)\b", re.IGNORECASE)


def _fields(entry: str) -> set[str]:
    raw = ENTRIES[entry] if isinstance(ENTRIES[entry], str) else ENTRIES[entry]["text"]
    return {name for _, name, _, _ in string.Formatter().parse(raw) if name}


def test_the_list_of_names_is_the_file_s() -> None:
    assert names() == list(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_renders_in_plain_composed_vietnamese(entry: str) -> None:
    assert _fields(entry) <= set(VALUES)
    text = sentence(entry, **VALUES)
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert not re.search(r"[{}<>*_#]|\s\n|  ", text)


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_is_short(entry: str) -> None:
    lines = sentence(entry, **VALUES).splitlines()
    assert len(lines) <= 6
    assert max(map(len, lines)) <= 200


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_addresses_people_politely(entry: str) -> None:
    text = sentence(entry, **VALUES)
    assert not _IMPOLITE.search(text)
    if entry not in NO_ADDRESS:
        assert re.search(
            r"ông/bà|\b(?:Dạ|ạ|xin|Cảm ơn|Hiện|Chuyện|Việc|Tôi)\b", text, re.IGNORECASE
        )


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_states_no_fact_of_its_own(entry: str) -> None:
    """Numbers, fees, times and links come from records, where they have a source."""
    raw = ENTRIES[entry] if isinstance(ENTRIES[entry], str) else ENTRIES[entry]["text"]
    assert not re.search(r"\d|https?:|www\.|@", raw)


MESSAGES = [entry for entry, value in ENTRIES.items() if not isinstance(value, str)]


@pytest.mark.parametrize("entry", MESSAGES)
def test_a_message_has_an_outcome_of_the_closed_list_and_buttons_that_fit(entry: str) -> None:
    said, outcome = message(entry, **VALUES)
    assert outcome in Outcome
    assert set(ENTRIES[entry]) <= {"outcome", "text", "buttons"}
    for button in said.buttons:
        assert is_payload(button.payload)
        assert len(button.payload.encode()) <= PAYLOAD_MAX_BYTES
        assert len(button.title) <= 30, "longer ones are cut on a phone"


@pytest.mark.parametrize("entry", MESSAGES)
def test_buttons_are_understood_by_the_dialogue(entry: str, project_root: Path) -> None:
    domain = yaml.safe_load((project_root / "nlu" / "domain.yml").read_text(encoding="utf-8"))
    intents = {name if isinstance(name, str) else next(iter(name)) for name in domain["intents"]}
    for _, payload in ENTRIES[entry].get("buttons", ()):
        intent = payload.lstrip("/").split("{")[0]
        assert intent in intents | OF_THE_BOT


def test_procedures_on_buttons_are_in_the_content() -> None:
    from knowledge.content import load_content

    codes = {procedure.code for procedure in load_content().procedures}
    for entry in MESSAGES:
        for _, payload in ENTRIES[entry].get("buttons", ()):
            if found := re.search(r'"procedure":"([^"]+)"', payload):
                assert found[1] in codes


def test_a_name_that_looks_like_a_placeholder_stays_a_name() -> None:
    assert "{code}" in sentence("feedback_review", **{**VALUES, "what": "{code} {0}"})
