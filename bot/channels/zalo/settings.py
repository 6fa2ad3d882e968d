"""What the Zalo channel needs to know before it starts."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.zalo.constants import MAX_AGE_SECONDS
from bot.settings import Settings, ZaloSignatureId


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloSettings:
    """Settings of the channel; the secrets stay out of its ``repr``."""

    app_id: str
    app_secret: str = field(repr=False)
    oa_secret_key: str = field(repr=False)
    oa_id: str | None = None
    refresh_token: str | None = field(default=None, repr=False)
    api_base_url: str = "https://openapi.zalo.me"
    oauth_base_url: str = "https://oauth.zaloapp.com"
    business_api_base_url: str = "https://business.openapi.zalo.me"
    signature_id: ZaloSignatureId = ZaloSignatureId.APP_ID
    max_age_seconds: int = MAX_AGE_SECONDS
    paid_messages: bool = False
    list_template: bool = False
    template_id: str | None = None
    unit: str = ""
    picture_url: str | None = None
    files: Path = Path()

    @property
    def identity(self) -> str:
        """The id that goes into the signature."""
        use_oa = self.signature_id is ZaloSignatureId.OA_ID
        return (self.oa_id if use_oa else self.app_id) or ""

    @property
    def other_identity(self) -> str:
        """The id that Zalo would use if the setting were the other way round."""
        use_oa = self.signature_id is ZaloSignatureId.OA_ID
        return (self.app_id if use_oa else self.oa_id) or ""


def missing_of(settings: Settings) -> list[str]:
    """The settings without which the channel stays off."""
    needed = {
        "ZALO_APP_ID": settings.zalo_app_id,
        "ZALO_APP_SECRET": settings.zalo_app_secret,
        "ZALO_OA_SECRET_KEY": settings.zalo_oa_secret_key,
    }
    if settings.zalo_signature_id is ZaloSignatureId.OA_ID:
        needed["ZALO_OA_ID"] = settings.zalo_oa_id
    return [name for name, value in needed.items() if value is None]


def zalo_settings(settings: Settings) -> ZaloSettings | None:
    """The channel's settings; None while one that it needs is not set."""
    app_id, secret, key = (
        settings.zalo_app_id,
        settings.zalo_app_secret,
        settings.zalo_oa_secret_key,
    )
    if app_id is None or secret is None or key is None or missing_of(settings):
        return None
    first = settings.zalo_refresh_token
    return ZaloSettings(
        app_id=app_id,
        app_secret=secret.get_secret_value(),
        oa_secret_key=key.get_secret_value(),
        oa_id=settings.zalo_oa_id,
        refresh_token=first.get_secret_value() if first else None,
        api_base_url=settings.zalo_api_base_url,
        oauth_base_url=settings.zalo_oauth_base_url,
        business_api_base_url=settings.zalo_business_api_base_url,
        signature_id=settings.zalo_signature_id,
        max_age_seconds=settings.zalo_max_age_seconds,
        paid_messages=settings.zalo_paid_messages,
        list_template=settings.zalo_list_template,
        template_id=settings.zalo_zbs_template_id,
        unit=settings.ward_name,
        picture_url=settings.zalo_picture_url,
        files=settings.data,
    )
