"""Finds what has a fixed form: codes, ratings, the n-th option, places and days."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from components.numbers import option, rating
from components.patterns import DOSSIER_CODE, TRACKING_CODE
from components.spans import dates, places

_DASHES = re.compile(r"\s?[‐-―_-]\s?")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CodeExtractor(GraphComponent, EntityExtractorMixin):
    """Adds entities whose form is fixed; runs after the intent is known."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CodeExtractor:
        """Rasa's way of making the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the found entities to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            intent = (message.get(INTENT) or {}).get("name")
            found = self._codes(text) + self._numbers(text, intent) + self._spans(text)
            entities = message.get(ENTITIES, []) + self.add_extractor_name(found)
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    @staticmethod
    def _codes(text: str) -> list[dict[str, Any]]:
        found = []
        if match := DOSSIER_CODE.search(text):
            value = _DASHES.sub("-", match.group()).upper()
            found.append(_entity("dossier_code", match.start(), match.end(), value))
        elif match := TRACKING_CODE.search(text):
            value = f"PA-{match.group(1).upper()}"
            found.append(_entity("tracking_code", match.start(), match.end(), value))
        return found

    @staticmethod
    def _spans(text: str) -> list[dict[str, Any]]:
        if text.startswith("/") or DOSSIER_CODE.search(text):
            return []
        return [
            _entity(name, start, end, text[start:end])
            for name, found in (("place", places(text)), ("date", dates(text)))
            for start, end in found
        ]

    @staticmethod
    def _numbers(text: str, intent: str | None) -> list[dict[str, Any]]:
        if intent == "rate" and (mark := rating(text)) is not None:
            return [_entity("rating", 0, len(text), str(mark))]
        if intent == "choose_option" and (chosen := option(text)) is not None:
            return [_entity("option", 0, len(text), str(chosen))]
        return []


def _entity(name: str, start: int, end: int, value: str) -> dict[str, Any]:
    return {"entity": name, "start": start, "end": end, "value": value, "confidence_entity": 1.0}
