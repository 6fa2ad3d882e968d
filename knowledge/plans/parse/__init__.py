"""Read a plan's lines into the record of ``knowledge.records.plan``."""
