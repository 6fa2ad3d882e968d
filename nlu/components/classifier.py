"""Rasa's logistic regression on TF-IDF weights instead of raw counts.

Raw counts let frequent n-grams (a procedure's name) outvote the few that carry the question: with
the first data, raw counts gave 0.89 / 0.86 on accented / unaccented sentences, TF-IDF 0.94 / 0.91.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

_IDF = "idf.npy"


def _counts(messages: list[Message]) -> csr_matrix:
    """One row of n-gram counts per message: both count featurizers' sentence features."""
    rows = [message.get_sparse_features(attribute=TEXT)[1].features for message in messages]
    return vstack(rows).tocsr().astype(np.float64)


def _inverse_document_frequency(counts: csr_matrix) -> np.ndarray:
    """ln((1 + documents) / (1 + documents with the n-gram)) + 1, as scikit-learn smooths it."""
    return np.log((1 + counts.shape[0]) / (1 + np.diff(counts.tocsc().indptr))) + 1


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TfidfLogisticRegression(LogisticRegressionClassifier):
    """Logistic regression over the TF-IDF of the count featurizers' sentence features."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's settings, and ``C``, the inverse strength of the regularisation."""
        return {**LogisticRegressionClassifier.get_default_config(), "C": 100}

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        """Rasa's constructor fixes C = 1; the regression is made anew with the configured one."""
        super().__init__(config, name, model_storage, resource)
        self.idf: np.ndarray | None = None
        self.clf = LogisticRegression(
            C=self.config["C"],
            solver=self.config["solver"],
            max_iter=self.config["max_iter"],
            tol=self.config["tol"],
            class_weight="balanced",
            random_state=self.config["random_state"],
        )

    def _create_X(self, messages: list[Message]) -> csr_matrix:  # noqa: N802 - Rasa's name
        """Rows of (1 + ln count) · idf, each of length 1."""
        weights = _counts(messages)
        weights.data = 1 + np.log(weights.data)
        return normalize(weights.multiply(self.idf).tocsr())

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the weights of the n-grams, then the regression; save both."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self.idf = _inverse_document_frequency(_counts(examples))
        return super().train(training_data)

    def persist(self) -> None:
        """Save the regression as Rasa does, and the weights beside it."""
        super().persist()
        with self._model_storage.write_to(self._resource) as folder:
            np.save(folder / _IDF, self.idf)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TfidfLogisticRegression:
        """Load both, or fail: Rasa's own loader would go on with an untrained regression."""
        component = super().load(config, model_storage, resource, execution_context, **kwargs)
        with model_storage.read_from(resource) as folder:
            component.idf = np.load(folder / _IDF)
        return component
