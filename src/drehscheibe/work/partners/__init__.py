"""The partners of an alliance: organisations, groups and people, what they agreed to and what they bring."""
