"""The numbers of searching are checked, so that a slip in the file stops the start."""

import pytest
from pydantic import ValidationError

from knowledge.search.settings import DecisionLimits, SearchSettings


def test_the_file_is_valid_and_its_thresholds_are_in_order() -> None:
    decision = SearchSettings.default().decision
    assert decision.scope < decision.clarify < decision.answer


@pytest.mark.parametrize("changes", [{"choices": 5}, {"choices": 1}, {"anwser": 1.0}])
def test_a_wrong_number_is_refused(changes: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        DecisionLimits.model_validate(SearchSettings.default().decision.model_dump() | changes)
