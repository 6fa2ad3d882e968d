"""Liveness, readiness of each part by name, and metrics without anybody's words."""

from pathlib import Path

from sqlalchemy import text

from bot.store import Store
from tests.bot.people import ToldChannel
from tests.bot.scripted_dialogue import ScriptedDialogue
from tests.bot.web.conftest import Web

PARTS = {"store", "knowledge", "rasa", "actions", "web"}


async def test_alive_whatever_else_is_down(web: Web, dialogue: ScriptedDialogue) -> None:
    dialogue.stop()
    response = await web.http.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_ready_when_every_part_is(web: Web) -> None:
    response = await web.http.get("/readyz")
    assert response.json() == dict.fromkeys(PARTS, True)
    assert response.status_code == 200


async def test_a_part_that_is_down_is_named(web: Web, dialogue: ScriptedDialogue) -> None:
    dialogue.stop()
    response = await web.http.get("/readyz")
    assert response.status_code == 503
    assert response.json() == dict.fromkeys(PARTS, True) | {"rasa": False, "actions": False}


async def test_a_model_that_is_not_loaded_is_not_ready(
    web: Web, dialogue: ScriptedDialogue
) -> None:
    dialogue.ready = False
    response = await web.http.get("/readyz")
    assert (response.status_code, response.json()["rasa"]) == (503, False)


async def test_a_channel_that_lost_its_platform_is_named(web: Web) -> None:
    telegram = ToldChannel("telegram")
    telegram.connected = False  # type: ignore[attr-defined]
    web.services.channels["telegram"] = telegram
    response = await web.http.get("/readyz")
    assert (response.status_code, response.json()["telegram"]) == (503, False)


def _break(store: Store) -> None:
    """As after a fault of the disk."""
    store.close()
    path = Path(str(store.engine.url.database))
    path.write_bytes(b"this is no database at all, but long enough to be looked at")


async def test_a_store_that_fails_is_named_and_not_an_error_page(web: Web) -> None:
    """Readiness exists for exactly this moment."""
    _break(web.services.store)
    response = await web.http.get("/readyz")
    assert response.status_code == 503
    assert response.json()["store"] is False


async def test_metrics_count_turns_and_hold_nobody_s_words(web: Web) -> None:
    await web.chat("một câu rất riêng", "nguoi-rat-rieng")
    response = await web.http.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain")
    assert 'motcua_turns_total{channel="web",outcome="answered"}' in response.text
    assert "motcua_turn_seconds_bucket" in response.text
    assert "rieng" not in response.text
    assert "riêng" not in response.text
    with web.services.store.session() as session:
        assert session.execute(text("SELECT count(*) FROM message")).scalar() == 2
