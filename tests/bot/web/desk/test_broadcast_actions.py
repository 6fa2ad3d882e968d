"""What officers do with broadcasts, and may not do."""

import pytest

from bot.broadcasts import BroadcastError
from bot.broadcasts.limits import limits
from bot.broadcasts.together import approve, compose
from bot.store import AuditEntry, Broadcast, BroadcastState, Medium, Todo, ZaloArticle
from bot.web.desk.broadcasts.doing import Doing
from bot.web.desk.desk import Desk
from bot.web.desk.roles import NotAllowedError
from tests.bot.people import ToldChannel
from tests.bot.web.desk.steps import birth, person
from tests.bot.web.desk_world import DeskWorld


def test_an_officer_cannot_approve_a_broadcast(world: DeskWorld, desk: Desk) -> None:
    doing, lan, hoa = Doing(desk), person(world, "lan"), person(world, "hoa")
    made = doing.compose(lan, birth(), ("telegram", "notice"), "all")
    with pytest.raises(NotAllowedError, match="không được duyệt"):
        doing.approve(lan, f"c{made.campaign}")
    (number,) = made.broadcasts
    assert desk.campaigns.status(number)["state"] == BroadcastState.DRAFT
    assert doing.approve(hoa, f"c{made.campaign}") == 2
    assert desk.campaigns.status(number)["state"] == BroadcastState.APPROVED


def test_nobody_approves_what_they_wrote_not_even_the_admin(world: DeskWorld, desk: Desk) -> None:
    doing, admin = Doing(desk), person(world, "truong")
    made = doing.compose(admin, birth(), ("telegram",), "all")
    with pytest.raises(BroadcastError, match="không tự duyệt"):
        doing.approve(admin, f"c{made.campaign}")


def test_before_many_the_number_of_people_is_typed(world: DeskWorld, desk: Desk) -> None:
    """A crafted request meets the same question as the page's dialog."""
    world.subscribe(limits().typed_from)
    doing, lan, hoa = Doing(desk), person(world, "lan"), person(world, "hoa")
    made = doing.compose(lan, birth(), ("telegram",), "all")
    doing.approve(hoa, f"c{made.campaign}")
    (number,) = made.broadcasts
    for typed in ("", "99", "tất cả"):
        with pytest.raises(BroadcastError, match=f"gõ đúng số {limits().typed_from}"):
            doing.start(lan, number, typed, urgent=True)
    assert doing.start(lan, number, str(limits().typed_from), urgent=True) == limits().typed_from


def test_every_step_of_a_broadcast_is_in_the_log(world: DeskWorld, desk: Desk) -> None:
    world.subscribe(2)
    doing, lan, hoa = Doing(desk), person(world, "lan"), person(world, "hoa")
    made = doing.compose(lan, birth(), ("telegram",), "all")
    doing.approve(hoa, f"c{made.campaign}")
    doing.start(lan, made.broadcasts[0], urgent=True)
    doing.stop(lan, made.broadcasts[0])
    with world.store.session() as session:
        rows = session.query(AuditEntry).order_by(AuditEntry.id).all()
        steps = [(row.action, row.actor) for row in rows]
        named = {row.subject for row in rows[:2]}
    assert named == {f"broadcast:{made.campaign}"}, "looked for by one name"
    assert steps == [
        ("broadcast.compose", "lan"),
        ("broadcast.approve", "hoa"),
        ("broadcast.start", "lan"),
        ("broadcast.stop", "lan"),
    ]


def test_no_change_is_kept_whose_line_in_the_log_is_not(world: DeskWorld, desk: Desk) -> None:
    """The machine dies between the change and its line: they stand in one transaction."""
    world.subscribe(1)
    doing, lan, hoa = Doing(desk), person(world, "lan"), person(world, "hoa")

    def torn(*_: object) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        compose(world.store, birth(), ("telegram", "notice"), "all", "lan", also=torn)
    with world.store.session() as session:
        assert (session.query(Broadcast).count(), session.query(Todo).count()) == (0, 0)
    made = doing.compose(lan, birth(), ("telegram", "notice"), "all")
    (number,) = made.broadcasts
    with pytest.raises(OSError, match="no space"):
        approve(world.store, made.campaign, "hoa", also=torn)
    assert desk.campaigns.status(number)["state"] == BroadcastState.DRAFT
    doing.approve(hoa, f"c{made.campaign}")
    with pytest.raises(OSError, match="no space"):
        desk.campaigns.start(number, urgent=True, also=torn)
    assert desk.campaigns.status(number) == {
        "id": number,
        "state": BroadcastState.APPROVED,
        **dict.fromkeys(("total", "pending", "sent", "unknown", "refused", "unreachable"), 0),
    }


def test_an_article_goes_to_zalo_by_whoever_may_send_and_is_in_the_log(
    world: DeskWorld, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    doing, lan, hoa = Doing(desk), person(world, "lan"), person(world, "hoa")
    made = doing.compose(lan, birth(), (Medium.ZALO_ARTICLE,), "all")
    (todo,) = made.todos
    with pytest.raises(BroadcastError, match="Zalo đang tắt"):
        doing.publish(lan, todo)
    desk.services.channels["zalo"] = ToldChannel("zalo")
    with pytest.raises(BroadcastError, match="ZALO_PICTURE_URL"):
        doing.publish(lan, todo)
    cover = "https://example.gov.vn/bia.jpg"
    settings = desk.services.settings.model_copy(update={"zalo_picture_url": cover})
    monkeypatch.setattr(desk.services, "settings", settings)
    with pytest.raises(BroadcastError, match="đã duyệt"):
        doing.publish(lan, todo)
    doing.approve(hoa, f"c{made.campaign}")
    doing.publish(lan, todo)
    with world.store.session() as session:
        assert session.get_one(ZaloArticle, todo).queued_by == "lan"
        (row,) = session.query(AuditEntry).filter_by(action="broadcast.publish").all()
        assert row.subject == f"broadcast:todo:{todo}"
