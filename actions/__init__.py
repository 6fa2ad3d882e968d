"""The action server: thin actions between the dialogue and the services."""
