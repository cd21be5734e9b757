"""Papers as PDF: Typst templates of the apps, filled with plain data, made in a short child process."""
