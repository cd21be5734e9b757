"""Pages of the profile's editors, of the inquiries, and the page behind the yearly mail."""
