"""Where the pages' style sheets and scripts lie."""

from pathlib import Path

STATIC = Path(__file__).with_name("static")
