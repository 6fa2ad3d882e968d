"""Settings: documented, checked, one line a fault, and never a secret in it."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, TelegramMode, load_settings

NAMES = [str(field.validation_alias) for field in Settings.model_fields.values()]
SECRET = "123456:AAE-mat-khau-rat-kin"
MALFORMED = {
    "MOTCUA_PORT": ["http", "0", "65536", "-1", "80 80"],
    "MOTCUA_RASA_PORT": ["x"],
    "MOTCUA_ACTIONS_PORT": ["70000"],
    "MOTCUA_DATABASE_URL": ["mysql://root:kín@db/x", "motcua.db", "postgresql://u:kín@h/db"],
    "MOTCUA_STALE_DAYS": ["0", "nửa năm"],
    "MOTCUA_TURN_SECONDS": ["0", "-1", "nhanh"],
    "TELEGRAM_API_BASE_URL": ["127.0.0.1:9000", "ftp://x"],
    "TELEGRAM_MODE": ["push", "POLLING"],
    "TELEGRAM_STAFF_CHAT_ID": ["@nhom"],
    "ZALO_API_BASE_URL": ["openapi.zalo.me"],
    "ZALO_OAUTH_BASE_URL": ["x"],
    "ZALO_SIGNATURE_ID": ["user_id"],
    "ZALO_BUSINESS_API_BASE_URL": ["business.openapi.zalo.me"],
    "ZALO_BOT_API_BASE_URL": ["x"],
    "ZALO_BOT_TOKEN": ["kín/../x"],
    "ZALO_CALLBACK_URL": ["hoidap.example.gov.vn"],
    "ZALO_PKCE_VERIFIER": ["kín", "x" * 42],
    "ZALO_MAX_AGE_SECONDS": ["-1", "ba giờ"],
    "ZALO_PAID_MESSAGES": ["có"],
    "ZALO_LIST_TEMPLATE": ["2"],
}
CONTRACT = {
    *("MOTCUA_DATA", "MOTCUA_HOST", "MOTCUA_PORT", "MOTCUA_DATABASE_URL", "MOTCUA_REDIS_URL"),
    *("MOTCUA_UNIT", "MOTCUA_EMBEDDING_MODEL", "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE_URL"),
    *("TELEGRAM_MODE", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_STAFF_CHAT_ID", "ZALO_APP_ID"),
    *("ZALO_APP_SECRET", "ZALO_OA_ID", "ZALO_OA_SECRET_KEY", "ZALO_REFRESH_TOKEN"),
    *("ZALO_API_BASE_URL", "ZALO_OAUTH_BASE_URL", "ZALO_SIGNATURE_ID"),
}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the developer's own, no .env but the test's."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_every_name_of_the_contract_is_a_setting() -> None:
    assert set(NAMES) >= CONTRACT


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.data) == ("127.0.0.1", 8080, Path("var"))
    assert settings.database == "sqlite:///var/motcua.db"
    assert settings.telegram_mode is TelegramMode.POLLING
    assert settings.telegram_bot_token is None
    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert settings.actions_url == "http://127.0.0.1:5055"


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, some in MALFORMED.items() for value in some]
)
def test_a_malformed_value_is_one_line_that_names_it_and_keeps_its_value_back(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    told = str(refused.value)
    assert told.startswith(f"{name}: ")
    assert "\n" not in told
    assert "kín" not in told


def test_a_database_address_that_cannot_be_read_is_a_malformed_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would otherwise stop the bot with a traceback at its first use of the store."""
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql+psycopg://motcua:kín@127.0.0.1:cổng/x")
    with pytest.raises(SettingsError, match="MOTCUA_DATABASE_URL") as refused:
        load_settings()
    assert "kín" not in str(refused.value)


@pytest.mark.parametrize("secret", [None, "", "có dấu", "x" * 257, "a b"])
def test_webhook_mode_needs_a_proper_secret_and_never_shows_it(
    monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", SECRET)
    monkeypatch.setenv("TELEGRAM_MODE", "webhook")
    if secret is not None:
        monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", secret)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    told = str(refused.value)
    assert told.startswith("TELEGRAM_WEBHOOK_SECRET")
    assert "\n" not in told
    assert SECRET not in told
    assert not secret or secret not in told


def test_webhook_mode_with_a_secret_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", SECRET)
    monkeypatch.setenv("TELEGRAM_MODE", "webhook")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "A-b_9")
    assert load_settings().telegram_mode is TelegramMode.WEBHOOK


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["", "   "])
def test_empty_means_unset(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert load_settings() == Settings()
    monkeypatch.delenv(name)
    assert load_settings() == Settings()


def test_secrets_stay_out_of_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = [name for name in NAMES if name.endswith(("TOKEN", "SECRET", "SECRET_KEY"))]
    assert len(secrets) == 6
    for name in secrets:
        monkeypatch.setenv(name, SECRET)
    settings = load_settings()
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()}"


def test_the_env_file_is_read_and_the_environment_goes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        "MOTCUA_UNIT='UBND xã Đông Á'\nMOTCUA_PORT=9000\n# lời ghi\nLA_LAM=1\n", encoding="utf-8"
    )
    assert (load_settings().unit, load_settings().port) == ("UBND xã Đông Á", 9000)
    monkeypatch.setenv("MOTCUA_PORT", "9001")
    assert load_settings().port == 9001


def test_an_env_file_in_another_encoding_is_one_line(tmp_path: Path) -> None:
    """Notepad of an old machine writes it so."""
    (tmp_path / ".env").write_bytes("MOTCUA_UNIT=UBND xã Đông Á\n".encode("utf-16"))
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert ".env" in str(refused.value)


def test_a_byte_order_mark_does_not_hide_the_first_setting(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MOTCUA_PORT=9000\n", encoding="utf-8-sig")
    assert load_settings().port == 9000


def test_the_command_line_s_data_folder_goes_before_the_environment_s(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path / "env"))
    settings = load_settings(data=tmp_path / "chosen")
    assert settings.data == tmp_path / "chosen"
    assert settings.database == f"sqlite:///{tmp_path / 'chosen' / 'motcua.db'}"


def test_addresses_lose_their_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://127.0.0.1:9000/")
    assert load_settings().telegram_api_base_url == "http://127.0.0.1:9000"
