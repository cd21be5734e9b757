"""Mails to send: rows written with their cause, sent by the worker; and the demo mailbox."""
