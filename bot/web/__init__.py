"""Pages and HTTP: citizen chat, desk, API, health."""
