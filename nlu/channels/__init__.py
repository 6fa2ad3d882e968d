"""Ways into Rasa beside its own."""
