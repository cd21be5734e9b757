"""Models for the crossing attempts; installed by the settings of the tests only."""
