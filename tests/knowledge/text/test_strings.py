"""The texts within a record are found however deep they stand."""

from knowledge.text import strings_in


def test_texts_are_found_in_their_order_and_nothing_else() -> None:
    data = {
        "name": "một",
        "fee": 5000,
        "steps": [{"text": "hai", "when": None}, ["ba"]],
        "post": True,
    }
    assert list(strings_in(data)) == ["một", "hai", "ba"]
