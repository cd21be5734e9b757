"""The design system: theme, frames, components, small scripts. It knows no domain."""
