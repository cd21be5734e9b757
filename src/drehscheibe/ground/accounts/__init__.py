"""Logins: a person's address, password, passkeys and codes. What she may do is told by tenancy."""
