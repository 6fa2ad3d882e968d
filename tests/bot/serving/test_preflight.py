"""What stops the start: a taken port, no space; each one line that says what to do."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.serving.preflight import NEEDED_BYTES, StartError, check
from bot.settings import Settings, load_settings


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture
def ports() -> list[int]:
    return _free_ports(3)


@pytest.fixture
def settings(ports: list[int], tmp_path: Path) -> Settings:
    port, rasa, actions = ports
    return load_settings(
        data=tmp_path / "var", host="127.0.0.1", port=port, rasa_port=rasa, actions_port=actions
    )


@pytest.fixture
def taken(ports: list[int], request: pytest.FixtureRequest) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", ports[request.param])):
        yield ports[request.param]


def test_free_ports_and_space_are_fine_and_make_the_data_folder(settings: Settings) -> None:
    check(settings)
    assert settings.data.is_dir()


@pytest.mark.parametrize(
    ("taken", "name"),
    [(0, "MOTCUA_PORT"), (1, "MOTCUA_RASA_PORT"), (2, "MOTCUA_ACTIONS_PORT")],
    indirect=["taken"],
)
def test_a_port_in_use_is_named_with_its_setting(settings: Settings, taken: int, name: str) -> None:
    with pytest.raises(StartError) as refused:
        check(settings)
    told = str(refused.value)
    assert told.startswith(f"{name}: port {taken} is in use")
    assert "\n" not in told


def test_a_port_just_left_is_free_at_once(settings: Settings) -> None:
    """A second start right after Ctrl-C: connections of the first may still be closing."""
    with socket.create_server(("127.0.0.1", settings.port)) as server:
        client = socket.create_connection(("127.0.0.1", settings.port))
        accepted, _ = server.accept()
        accepted.close()
        client.close()
    check(settings)


def test_no_space_is_told_in_megabytes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=NEEDED_BYTES - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StartError) as refused:
        check(settings)
    told = str(refused.value)
    assert told.startswith("MOTCUA_DATA: only 499 MB free")
    assert "500 MB are needed" in told
    assert "\n" not in told


def test_a_host_that_is_none_is_not_told_to_be_a_port_in_use(
    settings: Settings,
) -> None:
    with pytest.raises(StartError, match="MOTCUA_HOST"):
        check(settings.model_copy(update={"host": "khong-co-may-nay.invalid"}))


def test_two_parts_on_one_port_are_told_before_anything_starts(settings: Settings) -> None:
    with pytest.raises(StartError, match="MOTCUA_RASA_PORT"):
        check(settings.model_copy(update={"rasa_port": settings.port}))


def test_a_data_folder_that_cannot_be_made_is_one_line(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StartError, match="MOTCUA_DATA"):
        check(settings.model_copy(update={"data": tmp_path / "file" / "var"}))
