"""The first hour of an instance: who runs it, does its mail work, which alliance is the first."""
