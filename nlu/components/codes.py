"""Finds what has a fixed form: dossier codes, tracking codes, ratings, the n-th option."""

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

from components.patterns import DOSSIER_CODE, TRACKING_CODE
from components.text import clean, fold

_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "nhat": 1, "dau": 1}
_NUMBER = re.compile(r"\b(?:([1-5])|(" + "|".join(_NUMBERS) + r"))\b")
# '5/5', '4 sao', '3 điểm', 'cho 5': the mark itself comes before these words.
_MARK = re.compile(r"\b([1-5]|mot|hai|ba|bon|nam)\s*(?:/\s*5|sao|diem|\*|⭐)")
_STARS = re.compile("[⭐★🌟]")
_DASHES = re.compile(r"\s?[‐-―_-]\s?")
_MARKS = range(1, 6)


def dossier_code(text: str) -> re.Match[str] | None:
    """The first dossier code in ``text``."""
    return DOSSIER_CODE.search(text)


def rating(text: str) -> int | None:
    """The mark from 1 to 5 that ``text`` gives, if it gives one."""
    stars = len(_STARS.findall(text))
    if stars in _MARKS and not re.search(r"\d", text):
        return stars
    plain = fold(clean(text))
    found = _MARK.search(plain) or _NUMBER.search(plain)
    if found is None:
        return None
    word = next(group for group in found.groups() if group)
    return int(word) if word.isdigit() else _NUMBERS[word]


def option(text: str) -> int | None:
    """Which of the offered choices ``text`` names (1 = the first; -1 = the last)."""
    plain = fold(clean(text))
    if re.search(r"\bcuoi|duoi cung\b", plain):
        return -1
    found = _NUMBER.search(plain)
    if found is None:
        return None
    return int(found.group(1)) if found.group(1) else _NUMBERS[found.group(2)]


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
            found = self._codes(text) + self._numbers(text, intent)
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
    def _numbers(text: str, intent: str | None) -> list[dict[str, Any]]:
        if intent == "rate" and (mark := rating(text)) is not None:
            return [_entity("rating", 0, len(text), str(mark))]
        if intent == "choose_option" and (chosen := option(text)) is not None:
            return [_entity("option", 0, len(text), str(chosen))]
        return []


def _entity(name: str, start: int, end: int, value: str) -> dict[str, Any]:
    return {"entity": name, "start": start, "end": end, "value": value, "confidence_entity": 1.0}
