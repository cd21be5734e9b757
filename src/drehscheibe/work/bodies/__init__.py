"""Who meets in an alliance and by which rules: assembly, steering, working and interest groups, their seats."""
