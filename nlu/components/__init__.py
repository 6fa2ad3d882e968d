"""The project's own code that runs inside Rasa's environment (Python 3.10)."""
