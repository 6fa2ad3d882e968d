"""WCAG 2.2 AA as axe-core finds it on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STILL = "() => document.getAnimations().every((one) => one.playState !== 'running')"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


def faults(page: Page, within: str | None = None) -> list[tuple[str, list[Any]]]:
    """Each broken rule with the places that break it; ``within`` a selector, else everywhere."""
    # Half-way through a fade every colour is pale.
    page.wait_for_function(STILL)
    # The library (Quasar 2) gives the file field inside its uploader no name, nor a way to.
    context = {"include": [[within or "html"]], "exclude": [[".q-uploader"]]}
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    return [
        (one["id"], [(node["html"][:120], node["failureSummary"]) for node in one["nodes"]])
        for one in found
    ]
