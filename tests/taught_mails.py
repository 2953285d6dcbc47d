"""Mails of two made-up publications in which a call stands like an item; that is what their reader corrects."""

from reader.core.revision.corrections import Act, Correction

CALL = "Enjoying these letters so far? Tell two of your neighbours"
HARBOUR, QUAY = "harbour.example.org", "quay.example.org"
SHIPS = ("ferry", "pilot boat", "dredger", "tug", "lightship", "barge")
PLACES = ("the old pier", "the north mole", "the fish market", "the outer harbour", "the dry dock", "the lock")
TELLS = (
    "It was lifted, dried and given two captains, who are not on speaking terms so far.",
    "It can be seen from the hills by night, and it is dimmed at ten in the evening.",
    "The harbour office has a plan for it, and asks everybody for patience until June.",
    "Nobody knows what it will be for, but forty miles of rope were bought last week.",
)


def story(number: int, place: int) -> tuple[str, str]:
    """Title and text of a story; no two issues have one in common."""
    ship, where = SHIPS[(number + place) % len(SHIPS)], PLACES[(2 * number + place) % len(PLACES)]
    title = f"A {ship} was seen at {where}, on day {number}"
    return title, f"{TELLS[(number * 3 + place) % len(TELLS)]} So says the keeper of {where} on day {number}."


def mail(number: int, list_id: str = HARBOUR) -> bytes:
    """The issue of this number, which is of the same day of May."""
    parts = [
        f'<h3><a href="https://harbour.example/{number}/{place}">{title}</a></h3><p>{body}</p>'
        for place, (title, body) in enumerate(story(number, place) for place in range(4))
    ]
    parts.insert(2, f"<h3>{CALL}</h3>")
    name = list_id.partition(".")[0].capitalize()
    return (
        f"From: {name} Letters <letters@{list_id}>\nList-Id: <{list_id}>\nSubject: {name} Letters {number}\n"
        f"Message-ID: <{number}@{list_id}>\nDate: Mon, {number} May 2024 07:08:09 +0000\n"
        f"Content-Type: text/html; charset=utf-8\n\n<html><body><h1>{name} Letters</h1>{''.join(parts)}</body></html>"
    ).encode()


def titles(number: int) -> list[str]:
    """The titles of an issue's items, the call not among them."""
    return [story(number, place)[0] for place in range(4)]


SET_ASIDE = Correction(Act.BOILERPLATE, CALL)
