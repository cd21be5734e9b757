"""Django's two database engines with guarded compilers; see ../guard.py."""
