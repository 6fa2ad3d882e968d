"""Adds to every training line its unaccented copy, so that the data files stay clean."""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.copies import unaccented_copies


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
