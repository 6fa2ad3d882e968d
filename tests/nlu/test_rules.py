"""The rules: every intent leads somewhere, every action exists, the form's lists agree."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from bot.messages import Outcome
from bot.messages.texts import message
from tests.nlu.conftest import NLU

Rules = list[dict[str, Any]]
BUILT_IN = {"action_deactivate_loop", "action_listen"}
FORM_SLOTS = ("feedback_what", "feedback_where", "feedback_who", "feedback_contact")
# What the form takes as an answer in at least one slot although a rule exists for it elsewhere.
ANSWERS = {"affirm", "deny"}
READ_BY_ACTIONS = {"procedure", "place", "date", "page", "kind", "question"}


def _intents(rule: dict[str, Any]) -> Iterator[str]:
    for step in rule["steps"]:
        for option in step.get("or", [step]):
            if "intent" in option:
                yield option["intent"]


def _actions(rule: dict[str, Any]) -> Iterator[str]:
    return (step["action"] for step in rule["steps"] if "action" in step)


def _in_form(rule: dict[str, Any]) -> bool:
    return {"active_loop": "feedback_form"} in rule.get("condition", [])


def test_every_intent_has_a_rule(domain: dict[str, Any], rules: Rules) -> None:
    outside = {intent for rule in rules if not rule.get("condition") for intent in _intents(rule)}
    assert outside == {*domain["intents"], "nlu_fallback"}


def test_no_intent_has_two_rules_in_the_same_place(rules: Rules) -> None:
    for place in (True, False):
        intents = [
            intent
            for rule in rules
            if _in_form(rule) == place and "feedback_ready" not in str(rule.get("condition"))
            for intent in _intents(rule)
        ]
        assert len(intents) == len(set(intents))


def test_every_action_of_a_rule_is_in_the_domain(domain: dict[str, Any], rules: Rules) -> None:
    known = {*domain["actions"], *domain["forms"], *BUILT_IN}
    assert {action for rule in rules for action in _actions(rule)} <= known


def test_every_action_of_the_domain_is_used(domain: dict[str, Any], rules: Rules) -> None:
    used = {action for rule in rules for action in _actions(rule)} | {"validate_feedback_form"}
    used |= {f"action_ask_{slot}" for slot in FORM_SLOTS}
    assert set(domain["actions"]) == used - BUILT_IN - set(domain["forms"])


@pytest.mark.parametrize("slot", FORM_SLOTS)
def test_a_side_question_is_never_an_answer(
    domain: dict[str, Any], rules: Rules, slot: str
) -> None:
    """The slot's not_intent list and the rules inside the form name the same intents."""
    (mapping,) = [m for m in domain["slots"][slot]["mappings"] if m["type"] == "from_text"]
    inside = {intent for rule in rules if _in_form(rule) for intent in _intents(rule)}
    assert set(mapping["not_intent"]) | ANSWERS == inside | ANSWERS


def test_what_a_citizen_tells_is_always_an_answer(domain: dict[str, Any]) -> None:
    """A bare fact, the nuisance itself, anger or what nobody understood fills the form."""
    for slot in FORM_SLOTS:
        for mapping in domain["slots"][slot]["mappings"]:
            refused = set(mapping.get("not_intent", []))
            assert not refused & {"inform", "give_feedback", "abuse", "nonsense", "nlu_fallback"}


def test_every_side_question_goes_back_to_the_form(rules: Rules) -> None:
    for rule in filter(_in_form, rules):
        if list(_intents(rule)):
            last = rule["steps"][-1]["active_loop"]
            assert (last == "feedback_form") == ("feedback_form" in list(_actions(rule)))


def test_every_slot_of_the_form_is_asked(domain: dict[str, Any]) -> None:
    assert tuple(domain["forms"]["feedback_form"]["required_slots"]) == FORM_SLOTS
    for slot in FORM_SLOTS:
        asked, outcome = message(f"ask_{slot}")
        assert outcome is Outcome.FORM
        assert "ông/bà" in asked.text.lower()


def test_only_what_the_rules_need_influences_them(domain: dict[str, Any]) -> None:
    loud = {name for name, slot in domain["slots"].items() if slot["influence_conversation"]}
    assert loud == {"feedback_ready"}


def test_every_entity_fills_a_slot(domain: dict[str, Any]) -> None:
    filled = {
        mapping["entity"]
        for slot in domain["slots"].values()
        for mapping in slot["mappings"]
        if mapping["type"] == "from_entity"
    }
    # What a button names, or is only read in passing, the action server takes from the message.
    assert filled == set(domain["entities"]) - READ_BY_ACTIONS


def test_a_session_is_twelve_hours_and_carries_nothing(domain: dict[str, Any]) -> None:
    assert domain["session_config"] == {
        "session_expiration_time": 720,
        "carry_over_slots_to_new_session": False,
    }


def test_endpoints_are_loopback_by_setting() -> None:
    endpoints = yaml.safe_load((NLU / "endpoints.yml").read_text(encoding="utf-8"))
    assert endpoints["action_endpoint"]["url"] == "${MOTCUA_ACTION_URL}"
    assert endpoints["tracker_store"]["db"] == "${MOTCUA_TRACKER_DB}"
