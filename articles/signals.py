"""How `articles` tells whoever listens what happened, without importing them."""

from django.dispatch import Signal

articles_stored = Signal()
"""Sent inside the storing transaction, one a batch, with `article_ids: list[int]`: stored or changed, to be read."""

articles_hidden = Signal()
"""Sent inside the transaction that withdraws, supersedes or erases, with `article_ids: list[int]`, `erased: bool`."""
