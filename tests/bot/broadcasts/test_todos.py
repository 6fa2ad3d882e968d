"""What people carry out: done only with evidence, and then one activity."""

import datetime as dt
import io
from pathlib import Path

import pytest
from PIL import Image

from bot.broadcasts import BroadcastError
from bot.broadcasts.todos import Proof, Todos
from bot.broadcasts.together import approve, compose
from bot.broadcasts.voicing import from_officer
from bot.store import Activity, Evidence, Todo, TodoState
from tests.bot import people
from tests.bot.broadcasts.conftest import MORNING, Sending
from tests.bot.broadcasts.test_together import NOTICE

LINK = "https://www.facebook.com/phuongmau/posts/1"


@pytest.fixture
def todos(sending: Sending, tmp_path: Path) -> Todos:
    return Todos(sending.store, tmp_path)


@pytest.fixture
def task(sending: Sending) -> int:
    made = compose(sending.store, from_officer(*NOTICE), ("facebook",), "all", "Lan")
    approve(sending.store, made.campaign, "Hoa")
    return made.todos[0]


def _photo() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(kept, "JPEG")
    return kept.getvalue()


def test_without_evidence_it_stays_open(sending: Sending, todos: Todos, task: int) -> None:
    with pytest.raises(BroadcastError, match="cần đường liên kết hoặc ảnh"):
        todos.finish(task, Proof(link="  "), "Lan")
    with sending.store.session() as session:
        assert session.get_one(Todo, task).state is TodoState.OPEN


def test_a_link_and_a_photo_close_it_and_make_one_activity(
    sending: Sending, todos: Todos, task: int, tmp_path: Path
) -> None:
    proof = Proof(link=LINK, name="../../ảnh đăng.jpg", content=_photo(), people=250)
    todos.finish(task, proof, "Lan")
    with sending.store.session() as session:
        todo = session.get_one(Todo, task)
        assert (todo.state, todo.done_by, todo.evidence_link) == (TodoState.DONE, "Lan", LINK)
        assert (tmp_path / "files" / str(todo.evidence_file)).is_file()
        (activity,) = session.query(Activity).all()
        assert (activity.source, activity.reached) == (f"todo:{task}", 250)
        assert session.query(Evidence).count() == 2
    with pytest.raises(BroadcastError, match="trạng thái 'done'"):
        todos.finish(task, proof, "Lan")


@pytest.mark.parametrize(
    ("proof", "told"),
    [
        (Proof(link="javascript:alert(1)"), "liên kết"),
        (Proof(name="anh.jpg", content=b"MZ not a picture"), "."),
        (Proof(name="anh.jpg", content=b"\xff\xd8" + bytes(50 * 2**20)), "50 MB"),
        (Proof(link=LINK, people=-1), "số người"),
    ],
    ids=["script", "no picture", "50 MB", "fewer than nobody"],
)
def test_bad_evidence_is_refused_and_changes_nothing(
    sending: Sending, todos: Todos, task: int, proof: Proof, told: str
) -> None:
    with pytest.raises(BroadcastError, match=told):
        todos.finish(task, proof, "Lan")
    with sending.store.session() as session:
        assert session.get_one(Todo, task).state is TodoState.OPEN
        assert session.query(Activity).count() == 0


def test_somebody_has_it_by_a_day(sending: Sending, todos: Todos, task: int) -> None:
    person = people.staff(sending.store, "Tâm")
    todos.assign(task, person.id, MORNING.date() + dt.timedelta(days=3))
    with pytest.raises(BroadcastError, match="hạn đã qua"):
        todos.assign(task, person.id, MORNING.date() - dt.timedelta(days=1))
    with pytest.raises(BroadcastError, match="không có cán bộ"):
        todos.assign(task, 999, None)
    with sending.store.session() as session:
        assert session.get_one(Todo, task).assigned_id == person.id


def test_an_unapproved_one_is_not_done(sending: Sending, todos: Todos) -> None:
    made = compose(sending.store, from_officer(*NOTICE), ("notice",), "all", "Lan")
    with pytest.raises(BroadcastError, match="'draft'"):
        todos.finish(made.todos[0], Proof(link=LINK), "Lan")
    todos.drop(made.todos[0], "Lan")
    with pytest.raises(BroadcastError, match="không có việc số 404"):
        todos.drop(404, "Lan")
