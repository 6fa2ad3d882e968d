"""Adds to every training line its unaccented copy, so that the data files stay clean."""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.text import fold


class UnaccentedCopiesImporter(RasaFileImporter):
    """Reads the project's files as Rasa does; citizens often type without accents, so both count."""

    def get_nlu_data(self, language: str | None = "vi") -> TrainingData:
        """The training lines and, for each with accents, its copy without."""
        data = super().get_nlu_data(language)
        copies = [
            Message({TEXT: fold(example.get(TEXT)), INTENT: example.get(INTENT)})
            for example in data.training_examples
            if example.get(TEXT)
            and example.get(INTENT)
            and fold(example.get(TEXT)) != example.get(TEXT)
        ]
        return data.merge(TrainingData(training_examples=copies))
