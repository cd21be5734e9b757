"""Where everybody finds a file that was made public."""

from django.urls import reverse

_DIGEST_SIGNS = 16


def public_address(file_id: int, digest: str, *, slug: str) -> str:
    """Return the address of a published picture; a changed picture gets a new one."""
    return reverse("public_file", kwargs={"slug": slug, "file_id": file_id, "digest": digest[:_DIGEST_SIGNS]})
