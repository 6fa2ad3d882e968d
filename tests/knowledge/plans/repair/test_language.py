"""The language model is a proper probability, and prefers what it was taught."""

import numpy as np

from knowledge.plans.repair.language import (
    EDGE_ID,
    Trigrams,
    capital_odds,
    choose_vocabulary,
    count_words,
    renumber,
)

TEXTS = ["Ủy ban nhân dân xã họp. Ủy ban nhân dân huyện họp.", "Nhân dân xã Hải Hòa họp ở xã."]


def _model() -> tuple[Trigrams, dict[str, int]]:
    counted = count_words(TEXTS)
    vocabulary = choose_vocabulary(count_words([]), counted)
    index = {word: number for number, word in enumerate(vocabulary)}
    return Trigrams.count(renumber(counted, vocabulary), len(vocabulary)), index


def test_probabilities_sum_to_one_after_seen_and_unseen_contexts() -> None:
    model, index = _model()
    every = np.arange(len(index))
    for u, v in (("ủy", "ban"), ("họp", "ban"), ("<s>", "<s>"), ("<unk>", "xã")):
        total = model.probability(0 * every + index[u], 0 * every + index[v], every).sum()
        assert abs(total - 1) < 1e-5


def test_what_was_taught_is_likelier() -> None:
    model, index = _model()
    u, v = np.array([index["ủy"]] * 2), np.array([index["ban"]] * 2)
    likely, unlikely = model.probability(u, v, np.array([index["nhân"], index["họp"]]))
    assert likely > 4 * unlikely
    assert index["<s>"] == EDGE_ID


def test_capitals_inside_sentences_are_counted() -> None:
    counted = count_words(TEXTS)
    odds = dict(zip(counted.words, capital_odds(counted.words, [counted]), strict=True))
    assert odds["hải"] > 0.5 > odds["dân"]
