"""What settings name by default; kept apart so that reading them loads no index library."""

DEFAULT_MODEL = "multilingual-e5-small"
