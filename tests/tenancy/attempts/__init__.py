"""Ways across: each module holds functions that try to reach rows of another alliance, or unpublished ones."""
