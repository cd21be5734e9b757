"""What an alliance released of its figures, and links to its page."""

from ..models import PageShare, ReleasedFigures


def released(year: int) -> ReleasedFigures | None:
    """Return what the offices see of a year now."""
    return ReleasedFigures.objects.filter(year=year, withdrawn_at=None).select_related("released_by").first()


def shares() -> list[PageShare]:
    """Return who has a link to the page, those ended last."""
    rows = PageShare.objects.select_related("link", "made_by")
    return sorted(rows, key=lambda row: (row.ended_at is not None, -row.pk))
