"""Feeds as a subscription list names them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed to follow: its name, its address, the folder it stood in ("News/Local") and what else the list said."""

    title: str | None
    address: str
    folder: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
