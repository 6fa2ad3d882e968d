"""The bot's own process: ``python -m bot``, started and watched by ``motcua serve``."""

import logging
import sys

import uvicorn

from bot.app import create_app
from bot.settings import SettingsError, load_settings
from bot.store import StoreError
from knowledge.errors import KnowledgeError


def main() -> None:
    """Serve on the settings' host and port."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # These write URLs or texts that may hold a token or a citizen's words.
    for name in ("httpx", "httpcore", "telegram", "sentence_transformers", "presidio-analyzer"):
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        settings = load_settings()
        app = create_app(settings)
    except (SettingsError, StoreError, KnowledgeError) as error:
        sys.exit(str(error))
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
