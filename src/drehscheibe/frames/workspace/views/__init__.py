"""Pages that join the domains: dashboard, people, settings, drafts."""
