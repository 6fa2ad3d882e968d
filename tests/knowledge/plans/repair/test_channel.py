"""The channel learns what letters are read as, and finds the words behind a damaged one."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import ImportFileError
from knowledge.plans.repair.channel import LETTERS, count_pairs, train_channel
from knowledge.plans.repair.lexicon import Lexicon
from knowledge.plans.repair.pairing import read_pairs, word_pairs

PAIRS = [("ctia", "của"), ("chic", "chức"), ("dén", "đến"), ("dén", "đền"), ("cia", "của")] * 20


def test_letters_read_as_several_characters_or_none() -> None:
    channel = train_channel(count_pairs(PAIRS))
    read_as = {text: channel.column(text)[LETTERS.index("ủ")] for text in ("ti", "i", "q")}
    assert read_as["ti"] > -2
    assert read_as["i"] > -2
    assert read_as["q"] < -5


def test_unseen_strings_go_by_their_look() -> None:
    channel = train_channel(count_pairs(PAIRS))
    column = channel.column("Ọ")
    assert np.argmax(column) == LETTERS.index("ọ")
    assert column[LETTERS.index("ô")] > column[LETTERS.index("k")]


def test_search_of_whole_words_and_beginnings() -> None:
    channel = train_channel(count_pairs(PAIRS))
    vocabulary = ["của", "chức", "đến", "đền", "dân"]
    lexicon = Lexicon(vocabulary)
    assert vocabulary[lexicon.search("ctia", channel)[0].words[0]] == "của"
    ends = lexicon.search("ctiachic", channel, ends=True)
    assert len(ends) == 8
    assert vocabulary[ends[3].words[0]] == "của"


def test_pairs_of_lines_give_pairs_of_words() -> None:
    lines = [("trén dia ban", "trên địa bàn"), ("dia bantinh dia", "địa bàn tỉnh địa")]
    assert list(word_pairs(lines)) == [
        ("trén", "trên"), ("dia", "địa"), ("ban", "bàn"), ("dia", "địa"), ("dia", "địa"),
    ]  # fmt: skip


def test_a_bad_pair_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("a\tb\nno tab\n", encoding="utf-8")
    with pytest.raises(ImportFileError, match=r"pairs\.tsv, dòng 2"):
        read_pairs(tmp_path / "pairs.tsv")
