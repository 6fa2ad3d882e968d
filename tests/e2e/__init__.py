"""The product as a whole: real Rasa, real action server, real bot, on loopback."""
