"""Letters by noun."""
