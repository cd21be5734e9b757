"""One table of jobs, written in the transaction of their cause, and the worker that runs them."""
