"""Public pages that cost almost nothing while nothing has changed."""
