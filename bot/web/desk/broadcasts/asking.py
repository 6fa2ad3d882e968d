"""Questions before what cannot be taken back: how many people, at what hour, with what evidence."""

import datetime as dt
from dataclasses import dataclass

from nicegui import events, ui

from bot.broadcasts import BroadcastError
from bot.broadcasts.hours import in_ward_time, is_quiet, next_open, typed_time
from bot.broadcasts.limits import limits
from bot.broadcasts.todos import Proof
from bot.plans.limits import FILE_BYTES
from bot.store.models import utc_now
from bot.web.desk.confirm import answer_of
from bot.web.desk.markup import Words, box
from bot.web.desk.wording import number


@dataclass(frozen=True)
class Go:
    """Yes, with the number that was typed; ``urgent`` in quiet hours."""

    typed: str
    urgent: bool


async def ask_to_send(title: str, told: str, people: int) -> Go | None:
    """Ask whether to send; above a size the number of people is typed by hand."""
    quiet = is_quiet(utc_now())
    with ui.dialog().props('aria-labelledby="ask"') as dialog, box("div", "dialog"):
        Words("h2", title, id="ask")
        Words("p", told)
        if quiet:
            opens = in_ward_time(next_open(utc_now()))
            Words("p", f"Đang giờ yên tĩnh, hết lúc {opens}. Việc không gấp thì hẹn giờ.", "bad")
        field = ui.input(f"Gõ {people} để xác nhận").props("outlined dense inputmode=numeric")
        field.set_visibility(people >= limits().typed_from)
        with box("div", "buttons"):
            ui.button("Thôi", on_click=lambda: dialog.submit(None)).props("outline no-caps")
            yes = ui.button(
                "Gửi khẩn" if quiet else "Gửi",
                on_click=lambda: dialog.submit(Go(str(field.value or ""), quiet)),
            ).props("unelevated no-caps")
    if people >= limits().typed_from:
        yes.bind_enabled_from(field, "value", lambda typed: str(typed or "").strip() == str(people))
    answer = await answer_of(dialog)
    return answer if isinstance(answer, Go) else None


async def ask_for_time() -> dt.datetime | None:
    """Ask when to send, in the ward's own time; None when it was left.

    Raises:
        BroadcastError: what was typed is no time.
    """
    first = next_open(utc_now() + dt.timedelta(hours=1)).astimezone(limits().zone)
    with ui.dialog().props('aria-labelledby="when"') as dialog, box("div", "dialog"):
        Words("h2", "Hẹn giờ gửi", id="when")
        quiet = limits().quiet
        Words(
            "p",
            f"Giờ địa phương. Không hẹn từ {quiet.begins:%H:%M} đến {quiet.ends:%H:%M}.",
            "note",
        )
        field = ui.input("Ngày giờ", value=f"{first:%Y-%m-%dT%H:%M}")
        field.props("outlined dense type=datetime-local")
        with box("div", "buttons"):
            ui.button("Thôi", on_click=lambda: dialog.submit(None)).props("outline no-caps")
            ui.button("Hẹn giờ", on_click=lambda: dialog.submit(field.value)).props(
                "unelevated no-caps"
            )
    answer = await answer_of(dialog)
    if not answer:
        return None
    try:
        return typed_time(str(answer))
    except ValueError as error:
        raise BroadcastError(str(error)) from None


async def ask_for_proof(title: str) -> Proof | None:
    """Ask for the link or the photo that shows that a task was done."""
    kept: dict[str, bytes] = {}

    async def arrived(event: events.UploadEventArguments) -> None:
        kept.clear()
        kept[event.file.name] = await event.file.read()
        ready()

    def ready() -> None:
        yes.set_enabled(bool(kept or str(link.value or "").strip()))

    with ui.dialog().props('aria-labelledby="proof"') as dialog, box("div", "dialog"):
        Words("h2", title, id="proof")
        Words("p", "Cần đường liên kết bài đã đăng, hoặc ảnh đã chụp.", "note")
        link = ui.input("Đường liên kết", on_change=ready).props("outlined dense type=url")
        photo = ui.upload(
            label=f"Ảnh, tệp PDF (nhiều nhất {FILE_BYTES // 2**20} MB)",
            auto_upload=True,
            max_files=1,
            max_file_size=FILE_BYTES,
            on_upload=arrived,
            on_rejected=lambda: ui.notify(
                f"Tệp quá lớn, nhiều nhất {FILE_BYTES // 2**20} MB.", type="warning"
            ),
        ).props('flat bordered accept=".jpg,.jpeg,.png,.webp,.pdf"')
        photo.classes("upload")
        ui.button("Chọn ảnh hoặc tệp", on_click=lambda: photo.run_method("pickFiles")).props(
            "outline no-caps"
        )
        people = ui.number("Số người tiếp cận (nếu biết)", min=0, precision=0)
        people.props("outlined dense")
        with box("div", "buttons"):
            ui.button("Thôi", on_click=lambda: dialog.submit(None)).props("outline no-caps")
            yes = ui.button("Xong việc", on_click=lambda: dialog.submit("yes")).props(
                "unelevated no-caps"
            )
            yes.set_enabled(False)
    answer = await answer_of(dialog)
    if answer is None:
        return None
    name, content = next(iter(kept.items()), ("", b""))
    reached = None if people.value is None else int(people.value)
    return Proof(str(link.value or "").strip(), name, content, reached)


def told_before(people: int, channel: str) -> str:
    """How far it goes, in one sentence."""
    return f"Tin đi tới {number(people)} người trên kênh {channel}."
