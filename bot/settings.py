"""Every setting, from the environment or ``.env``; a wrong one stops the start with one line."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.defaults import DEFAULT_MODEL

_NO_UNIT = "Xã/phường của ông/bà"
_BOT_USERNAME = re.compile(r"@?[A-Za-z]\w{3,31}", re.ASCII)
_BOT_TOKEN = re.compile(r"[A-Za-z0-9:_-]+")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(Exception):
    """A setting is missing or malformed; the message is one line that names it."""


class TelegramMode(StrEnum):
    """How Telegram's updates reach us."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class ZaloSignatureId(StrEnum):
    """Which id Zalo puts into its webhook signature; unconfirmed, hence a setting."""

    APP_ID = "app_id"
    OA_ID = "oa_id"


class Settings(BaseSettings):
    """The product's settings; ``docs/settings.md`` describes each, and a test compares the two."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    data: Path = Field(Path("var"), validation_alias="MOTCUA_DATA")
    host: str = Field("127.0.0.1", validation_alias="MOTCUA_HOST")
    port: int = Field(8080, ge=1, le=65535, validation_alias="MOTCUA_PORT")
    rasa_port: int = Field(5005, ge=1, le=65535, validation_alias="MOTCUA_RASA_PORT")
    actions_port: int = Field(5055, ge=1, le=65535, validation_alias="MOTCUA_ACTIONS_PORT")
    database_url: str | None = Field(None, validation_alias="MOTCUA_DATABASE_URL")
    redis_url: str | None = Field(None, validation_alias="MOTCUA_REDIS_URL")
    unit: str = Field(_NO_UNIT, min_length=1, validation_alias="MOTCUA_UNIT")
    embedding_model: str = Field(
        DEFAULT_MODEL, min_length=1, validation_alias="MOTCUA_EMBEDDING_MODEL"
    )
    stale_days: int = Field(180, ge=1, validation_alias="MOTCUA_STALE_DAYS")
    calendar: Path | None = Field(None, validation_alias="MOTCUA_CALENDAR")
    service: Path | None = Field(None, validation_alias="MOTCUA_SERVICE")
    retention_days: int = Field(365, ge=30, validation_alias="MOTCUA_RETENTION_DAYS")
    quick_seconds: float = Field(1.5, gt=0, validation_alias="MOTCUA_QUICK_SECONDS")
    hamlets: str | None = Field(None, validation_alias="MOTCUA_HAMLETS")
    contest: Path | None = Field(None, validation_alias="MOTCUA_CONTEST")
    status_url: str | None = Field(None, validation_alias="MOTCUA_STATUS_URL")
    public_url: str | None = Field(None, validation_alias="MOTCUA_PUBLIC_URL")
    hold_hours: float = Field(4.0, gt=0, validation_alias="MOTCUA_HOLD_HOURS")
    turn_seconds: float = Field(8.0, gt=0, validation_alias="MOTCUA_TURN_SECONDS")

    telegram_bot_token: SecretStr | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_base_url: str = Field(
        "https://api.telegram.org", validation_alias="TELEGRAM_API_BASE_URL"
    )
    telegram_mode: TelegramMode = Field(TelegramMode.POLLING, validation_alias="TELEGRAM_MODE")
    telegram_webhook_secret: SecretStr | None = Field(
        None, validation_alias="TELEGRAM_WEBHOOK_SECRET"
    )
    telegram_webhook_url: str | None = Field(None, validation_alias="TELEGRAM_WEBHOOK_URL")
    telegram_bot_username: str | None = Field(None, validation_alias="TELEGRAM_BOT_USERNAME")
    telegram_staff_chat_id: int | None = Field(None, validation_alias="TELEGRAM_STAFF_CHAT_ID")

    zalo_app_id: str | None = Field(None, validation_alias="ZALO_APP_ID")
    zalo_app_secret: SecretStr | None = Field(None, validation_alias="ZALO_APP_SECRET")
    zalo_oa_id: str | None = Field(None, validation_alias="ZALO_OA_ID")
    zalo_oa_secret_key: SecretStr | None = Field(None, validation_alias="ZALO_OA_SECRET_KEY")
    zalo_refresh_token: SecretStr | None = Field(None, validation_alias="ZALO_REFRESH_TOKEN")
    zalo_api_base_url: str = Field("https://openapi.zalo.me", validation_alias="ZALO_API_BASE_URL")
    zalo_oauth_base_url: str = Field(
        "https://oauth.zaloapp.com", validation_alias="ZALO_OAUTH_BASE_URL"
    )
    zalo_signature_id: ZaloSignatureId = Field(
        ZaloSignatureId.APP_ID, validation_alias="ZALO_SIGNATURE_ID"
    )
    zalo_business_api_base_url: str = Field(
        "https://business.openapi.zalo.me", validation_alias="ZALO_BUSINESS_API_BASE_URL"
    )
    zalo_callback_url: str | None = Field(None, validation_alias="ZALO_CALLBACK_URL")
    zalo_pkce_verifier: SecretStr | None = Field(None, validation_alias="ZALO_PKCE_VERIFIER")
    # Repeated deliveries keep their time and come up to two hours late.
    zalo_max_age_seconds: int = Field(10_800, ge=0, validation_alias="ZALO_MAX_AGE_SECONDS")
    zalo_paid_messages: bool = Field(False, validation_alias="ZALO_PAID_MESSAGES")
    zalo_list_template: bool = Field(False, validation_alias="ZALO_LIST_TEMPLATE")
    zalo_zbs_template_id: str | None = Field(None, validation_alias="ZALO_ZBS_TEMPLATE_ID")
    zalo_picture_url: str | None = Field(None, validation_alias="ZALO_PICTURE_URL")

    zalo_bot_token: SecretStr | None = Field(None, validation_alias="ZALO_BOT_TOKEN")
    zalo_bot_api_base_url: str = Field(
        "https://bot-api.zaloplatforms.com", validation_alias="ZALO_BOT_API_BASE_URL"
    )
    zalo_bot_staff_chat_ids: str | None = Field(None, validation_alias="ZALO_BOT_STAFF_CHAT_IDS")

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object, info: object) -> object:
        """``NAME=`` in a .env file means that the setting is not set."""
        if isinstance(value, str) and not value.strip():
            field = cls.model_fields[info.field_name]  # type: ignore[attr-defined]
            return field.default
        return value

    @field_validator("telegram_bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _BOT_TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("only letters, digits, ':', '_' and '-'")
        return value

    @field_validator("telegram_bot_username")
    @classmethod
    def _looks_like_a_username(cls, value: str | None) -> str | None:
        if value is not None and not _BOT_USERNAME.fullmatch(value):
            raise ValueError("a username of Telegram: 5-32 letters, digits and '_'")
        return value

    @field_validator("zalo_bot_token")
    @classmethod
    def _fits_into_an_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _BOT_TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("only letters, digits, ':', '_' and '-'")
        return value

    @field_validator("zalo_pkce_verifier")
    @classmethod
    def _is_a_verifier(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _VERIFIER.fullmatch(value.get_secret_value()):
            raise ValueError("43 to 128 of A-Z a-z 0-9 - . _ ~")
        return value

    @field_validator("telegram_webhook_url", "zalo_callback_url", "zalo_picture_url", "status_url")
    @classmethod
    def _is_optional_web_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_public_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise ValueError("must be an address such as https://hoidap.example.gov.vn")
        return value.rstrip("/")

    @field_validator(
        "telegram_api_base_url",
        "zalo_api_base_url",
        "zalo_oauth_base_url",
        "zalo_business_api_base_url",
        "zalo_bot_api_base_url",
    )
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must start with sqlite:/// or postgresql+psycopg://")
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            make_url(value)
        except (ValueError, ArgumentError):
            raise ValueError("is no address of a database; look at host and port") from None
        return value

    @model_validator(mode="after")
    def _webhook_needs_a_secret(self) -> Self:
        if self.telegram_bot_token is None or self.telegram_mode is not TelegramMode.WEBHOOK:
            return self
        secret = self.telegram_webhook_secret
        if secret is None or not _SECRET_TOKEN.fullmatch(secret.get_secret_value()):
            raise ValueError(
                "TELEGRAM_WEBHOOK_SECRET: needed in webhook mode, 1-256 of A-Z a-z 0-9 _ -"
            )
        return self

    @property
    def ward_name(self) -> str:
        """The ward's name for what goes out in its name; '' while it is not set."""
        return "" if self.unit == _NO_UNIT else self.unit

    @property
    def hamlet_names(self) -> tuple[str, ...]:
        """The ward's hamlets and neighbourhoods, as they are called."""
        return tuple(name.strip() for name in (self.hamlets or "").split(",") if name.strip())

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{self.data / 'motcua.db'}"

    @property
    def knowledge(self) -> Path:
        """The folder of the library and the index."""
        return self.data / "knowledge"

    @property
    def model_folder(self) -> Path:
        """Where the merged encoder is kept."""
        return self.knowledge / "model"

    @property
    def rasa_url(self) -> str:
        """Where the Rasa server listens, always on loopback."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Where the action server listens, always on loopback."""
        return f"http://127.0.0.1:{self.actions_port}"


def load_settings(**overrides: object) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: one line naming the first setting that is wrong, never its value.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except UnicodeDecodeError:
        raise SettingsError(".env: not UTF-8 text; save it as UTF-8") from None
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        name = str(fault["loc"][0]) if fault["loc"] else ""
        message = fault["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {message}" if name else message) from None
