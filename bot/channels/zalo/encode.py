"""An outbound message in Zalo's voice: plain text in parts, buttons under the last one, files."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from bot.channels.split import split_text
from bot.channels.zalo.constants import (
    BUTTONS_MAX,
    FILE_TYPES,
    IMAGE_TYPES,
    LIST_ELEMENTS_MAX,
    REQUEST_SUBTITLE_MAX,
    REQUEST_TITLE_MAX,
    TEXT_MAX,
)
from bot.channels.zalo.plain import body_of, sources_of
from bot.messages import Button, FileKind, OutboundFile, OutboundMessage

Json = dict[str, Any]
FORM_TITLE: Final = "Cán bộ xã, phường"
FORM_SUBTITLE: Final = (
    "Ông/bà bấm đây để gửi số điện thoại cho cán bộ gọi lại về phản ánh này. Không bắt buộc."
)


@dataclass(frozen=True, slots=True)
class TextPart:
    """One message of text; ``buttons`` stand under it, ``message`` is what goes over the wire."""

    text: str
    buttons: tuple[Button, ...] = ()
    as_list: bool = False

    @property
    def message(self) -> Json:
        if not self.buttons:
            return {"text": self.text}
        if self.as_list:
            return _attached(_list(self.text, self.buttons))
        buttons = [_button(button) for button in self.buttons]
        return {"text": self.text} | _attached({"buttons": buttons})


@dataclass(frozen=True, slots=True)
class FilePart:
    """One file to be uploaded first; ``image`` is shown in the talk."""

    file: OutboundFile
    image: bool
    media_type: str


@dataclass(frozen=True, slots=True)
class ContactForm:
    """Zalo's own form that hands over name and phone, in the office's name and with its picture."""

    unit: str
    picture_url: str

    @property
    def message(self) -> Json:
        """What goes over the wire; the answer comes as ``user_submit_info``."""
        return request_info(self.unit or FORM_TITLE, FORM_SUBTITLE, self.picture_url)


Part = TextPart | FilePart | ContactForm


def encode(
    message: OutboundMessage, *, lists: bool = False, form: ContactForm | None = None
) -> tuple[Part, ...]:
    """Return the parts to send in their order; empty when nothing would show.

    Up to five choices are buttons, more are numbered in the text. ``lists`` uses Zalo's list
    template for up to three choices under a short text; it is unconfirmed for this API.
    Where a number is asked for, ``form`` follows: one tap instead of typing.
    ``replaces`` changes nothing: Zalo cannot edit, so the next step is a new message.
    """
    in_text = len(message.buttons) > BUTTONS_MAX
    files, left_out = _files(message.files)
    body = "\n\n".join(
        part for part in (body_of(message, choices_in_text=in_text), left_out) if part
    )
    texts = _with_sources(split_text(body, TEXT_MAX), sources_of(message.sources))
    buttons = () if in_text else message.buttons
    parts: list[Part] = [TextPart(text) for text in texts]
    if parts and buttons:
        parts[-1] = TextPart(texts[-1], buttons, lists and _fits_a_list(texts[-1], buttons))
    asking = (form,) if parts and form is not None and message.asks_contact else ()
    return (*files, *parts, *asking)


def request_info(title: str, subtitle: str, image_url: str) -> Json:
    """The message that asks for name and phone; the answer comes as ``user_submit_info``."""
    element = {
        "title": title[:REQUEST_TITLE_MAX],
        "subtitle": subtitle[:REQUEST_SUBTITLE_MAX],
        "image_url": image_url,
    }
    return _attached({"template_type": "request_user_info", "elements": [element]})


def uploaded_image(attachment_id: str) -> Json:
    """The message that shows an uploaded picture."""
    element = {"media_type": "image", "attachment_id": attachment_id}
    return _attached({"template_type": "media", "elements": [element]})


def uploaded_file(token: str) -> Json:
    """The message that hands over an uploaded file."""
    return {"attachment": {"type": "file", "payload": {"token": token}}}


def not_sent(name: str) -> str:
    """What is said in place of a file that Zalo does not take."""
    return f"Tệp '{name}' không gửi được qua Zalo. Ông/bà nhắn 'gặp cán bộ' để được nhận cách khác."


def _with_sources(texts: list[str], sources: str) -> list[str]:
    """Sources stay with the text where there is room, else they are a message of their own."""
    if not sources:
        return texts
    if texts and len(texts[-1]) + 2 + len(sources) <= TEXT_MAX:
        return [*texts[:-1], f"{texts[-1]}\n\n{sources}"]
    return [*texts, *split_text(sources, TEXT_MAX)]


def _fits_a_list(text: str, buttons: tuple[Button, ...]) -> bool:
    # One element is the text itself.
    return len(buttons) < LIST_ELEMENTS_MAX and len(text) <= REQUEST_TITLE_MAX


def _files(files: tuple[OutboundFile, ...]) -> tuple[list[FilePart], str]:
    parts, left_out = [], []
    for file in files:
        suffix = PurePosixPath(file.path).suffix.lower()
        if file.kind is FileKind.IMAGE and suffix in IMAGE_TYPES:
            parts.append(FilePart(file, True, IMAGE_TYPES[suffix]))
        elif suffix in FILE_TYPES:
            parts.append(FilePart(file, False, FILE_TYPES[suffix]))
        else:
            left_out.append(not_sent(file.name))
    return parts, "\n".join(left_out)


def _button(button: Button) -> Json:
    # Hidden: the payload is ours and says nothing to a citizen.
    return {"title": button.title, "type": "oa.query.hide", "payload": button.payload}


def _list(text: str, buttons: tuple[Button, ...]) -> Json:
    elements = [
        {"title": b.title, "default_action": {"type": "oa.query.hide", "payload": b.payload}}
        for b in buttons
    ]
    head = {"title": text, "subtitle": ""}
    return {"template_type": "list", "elements": [head, *elements]}


def _attached(payload: Json) -> Json:
    return {"attachment": {"type": "template", "payload": payload}}
