"""Pages of mails: an alliance's post and its sendings, and the mailbox of the demo."""
