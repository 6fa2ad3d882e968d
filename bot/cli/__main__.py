"""``python -m bot.cli`` is the ``motcua`` command."""

from bot.cli import main

if __name__ == "__main__":
    main()
