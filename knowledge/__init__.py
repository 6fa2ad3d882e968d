"""What the assistant knows, and how it finds it; imports nothing of the rest."""
