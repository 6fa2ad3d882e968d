"""Adds to every training line its unaccented copy, so that the data files stay clean."""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.text import fold


def unaccented_copies(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Copies of the (line, intent) pairs that have accents.

    None is made where two intents would meet ('đúng' and 'dừng' are both 'dung').
    """
    intents: dict[str, set[str]] = {}
    for text, intent in lines:
        intents.setdefault(fold(text).lower(), set()).add(intent)
    copies = ((fold(text), intent) for text, intent in lines if fold(text) != text)
    return [(copy, intent) for copy, intent in copies if len(intents[copy.lower()]) == 1]


class UnaccentedCopiesImporter(RasaFileImporter):
    """Reads the project's files as Rasa does; many citizens type without accents."""

    def get_nlu_data(self, language: str | None = "vi") -> TrainingData:
        """The training lines and, for each with accents, its copy without."""
        data = super().get_nlu_data(language)
        lines = [(e.get(TEXT), e.get(INTENT)) for e in data.intent_examples if e.get(TEXT)]
        copies = [
            Message({TEXT: copy, INTENT: intent}) for copy, intent in unaccented_copies(lines)
        ]
        return data.merge(TrainingData(training_examples=copies))
