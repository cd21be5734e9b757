"""What an alliance does: projects, planned, running and done."""
