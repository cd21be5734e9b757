"""Models by noun: needs, projects and what belongs to them, measures and the yearly plan, positions."""

from .handover import HandoverTick
from .indicators import Indicator, IndicatorReading
from .measures import AnnualPlan, FocusReview, Measure, MeasureUpdate
from .needs import Need, NeedPaper, NeedSupport
from .positions import Position, PositionVoice
from .projects import Contribution, Milestone, Part, Programme, Project, ProjectPhoto, ProjectTask

__all__ = [
    "AnnualPlan", "Contribution", "FocusReview", "HandoverTick", "Indicator", "IndicatorReading", "Measure", "MeasureUpdate",
    "Milestone", "Need", "NeedPaper", "NeedSupport", "Part", "Position", "PositionVoice", "Programme", "Project",
    "ProjectPhoto", "ProjectTask",
]  # fmt: skip
