"""The outbox: a row for every message that must leave, delivered once."""
