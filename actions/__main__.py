"""Start the action server on loopback: ``python -m actions``."""

import logging
import sys

from pydantic import ValidationError
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.bands import bands
from actions.services import services
from bot.settings import SettingsError, load_settings
from knowledge.errors import KnowledgeError


def main() -> None:
    """Load the knowledge first, so that the first citizen does not wait for it."""
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    try:
        services()
        bands()
        port = load_settings().actions_port
    except (KnowledgeError, SettingsError) as error:
        sys.exit(str(error))
    except ValidationError as error:
        sys.exit(f"nlu/config.yml, bands: {error}")
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor)
    app.run(
        host="127.0.0.1",
        port=port,
        single_process=True,
        motd=False,
        access_log=False,
    )


if __name__ == "__main__":
    main()
