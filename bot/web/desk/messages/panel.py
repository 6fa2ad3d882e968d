"""Previews side by side; other pages put this panel under their own fields."""

from nicegui import ui

from bot.messages.rendering import file_name
from bot.messages.voices import ChannelName
from bot.messages.voices.base import File
from bot.web.desk.markup import Words, box
from bot.web.desk.messages.rendering import Shown

NAMES = {
    ChannelName.TELEGRAM: "Telegram",
    ChannelName.ZALO: "Zalo (tin nhắn)",
    ChannelName.ZALO_ARTICLE: "Zalo (bài viết)",
    ChannelName.FACEBOOK: "Facebook",
    ChannelName.WEB: "Trang web",
    ChannelName.SMS: "Tin nhắn SMS",
    ChannelName.LOUDSPEAKER: "Loa truyền thanh",
    ChannelName.NOTICE: "Thông báo dán (A4)",
    ChannelName.LEAFLET: "Tờ gấp",
    ChannelName.BANNER: "Băng rôn, khẩu hiệu",
    ChannelName.TALK: "Bài nói họp thôn, tổ",
    ChannelName.OFFICE: "Văn phòng điện tử",
}
_FILES = {
    ".txt": "Tải văn bản",
    ".docx": "Tải Word",
    ".pdf": "Tải PDF",
    ".html": "Tải trang web",
    ".json": "Tải bài viết",
    "-nhap.wav": "Tải âm thanh nháp",
}


def preview_panel(messages: list[Shown], *, files: bool = True) -> None:
    """Draw ``messages`` into the element that is open; a blocked one shows why instead of files.

    Without ``files`` nothing can be taken away: the wording is not in use yet.
    """
    with box("div", "previews"):
        for one in messages:
            _preview(one, files=files)


def _preview(one: Shown, *, files: bool) -> None:
    rendered = one.checked.rendered
    with box("section", "message", aria_label=NAMES[one.channel]):
        Words("h3", NAMES[one.channel])
        figures = " · ".join(f"{value:g} {name}" for name, value in rendered.figures.items())
        Words("p", figures, "note")
        for remark in rendered.remarks:
            Words("p", remark[:1].upper() + remark[1:] + ".", "note")
        if not one.checked.passed:
            Words("p", "Bị chặn, chưa gửi được:", "note bad")
            with box("ul", "reasons"):
                for reason in one.checked.reasons:
                    Words("li", reason)
        if one.pictures:
            with box("div", "pages"):
                for number, picture in enumerate(one.pictures, start=1):
                    box("img", src=picture, alt=f"{NAMES[one.channel]}, trang {number}")
        else:
            Words("div", rendered.text, "preview", tabindex="0")
        if files and one.checked.passed:
            with box("div", "take"):
                for file in rendered.files:
                    _download(one, file)


def _download(one: Shown, file: File) -> None:
    name = f"{file_name(one.name)}-{one.channel}{file.suffix}"
    button = ui.button(
        _FILES.get(file.suffix, f"Tải {file.suffix}"),
        on_click=lambda: ui.download.content(file.data, name),
    )
    button.props("outline no-caps dense")
