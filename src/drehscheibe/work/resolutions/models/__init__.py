"""Models by noun: votes and ballots, the box of secret ones, what was done about a decision."""

from .ballots import Ballot, SecretBox, VoteMail, VotePaper
from .register import DecisionStep
from .votes import Vote, Voter

__all__ = ["Ballot", "DecisionStep", "SecretBox", "Vote", "VoteMail", "VotePaper", "Voter"]
