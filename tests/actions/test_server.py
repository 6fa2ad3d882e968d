"""The action server offers exactly the actions that the domain calls."""

from rasa_sdk.executor import ActionExecutor

from tests.actions.acting import DOMAIN


def test_the_domain_s_actions_are_all_there_and_no_other() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(DOMAIN["actions"])
