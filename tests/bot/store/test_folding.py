"""Search without accents, the same on SQLite and PostgreSQL."""

import pytest
from sqlalchemy import select

from bot.store import Direction, Message, Store
from bot.store.folding import contains, folded
from knowledge.text import fold
from tests.bot import people

TEXTS = (
    "Xin GIẤY xác nhận hộ nghèo",
    "Đường ngõ Bạch Đằng hỏng đèn",
    "ăâđêôơư ÁÀẢÃẠ ẮẰẲẴẶ ẤẦẨẪẬ ÉÈẺẼẸ ẾỀỂỄỆ ÍÌỈĨỊ ÓÒỎÕỌ ỐỒỔỖỘ ỚỜỞỠỢ ÚÙỦŨỤ ỨỪỬỮỰ ÝỲỶỸỴ",
    "giảm 100% phí_x",
)


@pytest.fixture
def told(store: Store) -> Store:
    who = people.conversation(store)
    with store.session() as session:
        for text in TEXTS:
            session.add(Message(conversation_id=who.id, direction=Direction.CITIZEN, text=text))
    return store


def test_the_database_folds_as_the_search_does(told: Store) -> None:
    with told.session() as session:
        rows = session.execute(select(Message.id, folded(Message.text)).order_by(Message.id))
        assert [bare for _, bare in rows] == [fold(text) for text in TEXTS]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("giay xac nhan", TEXTS[:1]),
        ("GIẤY", TEXTS[:1]),
        ("duong ngo bach dang", TEXTS[1:2]),
        ("100%", TEXTS[3:]),
        ("phi_x", TEXTS[3:]),
        ("phixx", ()),
        ("' OR 1=1", ()),
    ],
)
def test_words_are_found(told: Store, words: str, found: tuple[str, ...]) -> None:
    with told.session() as session:
        rows = session.scalars(select(Message.text).where(contains(Message.text, words)))
        assert tuple(rows) == found
