"""Plain HTML elements with text. Text set here is never read as markup, whoever wrote it."""

from typing import Any
from urllib.parse import urlsplit

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement


class Words(TextElement):
    """One HTML element that holds only text."""

    def __init__(self, tag: str, text: str, classes: str = "", **attributes: str) -> None:
        super().__init__(tag=tag, text=text)
        dressed(self, classes, **attributes)


def box(tag: str = "div", classes: str = "", **attributes: str) -> ui.element:
    """An HTML element that holds other elements."""
    return dressed(ui.element(tag), classes, **attributes)


def dressed(element: ui.element, classes: str = "", **attributes: str) -> ui.element:
    """Give ``element`` classes and attributes; ``aria_label`` stands for ``aria-label``."""
    if classes:
        element.classes(classes)
    for name, value in attributes.items():
        element.props[name.rstrip("_").replace("_", "-")] = value
    return element


def attribute(element: ui.element, name: str, value: Any) -> None:
    """Set an attribute, or take it away when ``value`` is None; nothing is sent if unchanged."""
    if element.props.get(name) != value:
        element.props.set_optional(name, value)


def toggled(element: ui.element, name: str, on: bool) -> None:
    """Give or take a class."""
    if on != (name in element.classes):
        element.classes(add=name) if on else element.classes(remove=name)


def outside_link(text: str, url: str | None) -> None:
    """A link that opens apart; what is no web address is shown as text, never followed."""
    if url is None or urlsplit(url).scheme not in ("http", "https"):
        Words("span", text)
        return
    link = Words("a", text, href=url, target="_blank", rel="noopener noreferrer")
    with link:
        Words("span", " (mở trang khác)", "unseen")
