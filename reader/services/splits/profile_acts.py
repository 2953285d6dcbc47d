"""Profile acts: a person writes facts of a publication, deletes them, switches them off, or forgets all of them."""

import json
from collections.abc import Collection, Sequence

from reader.core.state.changes import Changes, Edit, Field, Origin
from reader.core.values.errors import CommandError
from reader.core.values.ids import PublicationId
from reader.core.values.own_facts import OwnFact, write_own_facts
from reader.core.values.publications import ForgetProfile
from reader.services.items.triage import Act
from reader.services.splits.desk import Desk
from reader.split import as_fact, put, tell


def write_profile(
    publication: PublicationId,
    own: Sequence[OwnFact],
    off: Collection[str],
    *,
    forget: Collection[str] = (),
    remember: Collection[str] = (),
    add: Sequence[OwnFact] = (),
    delete: Collection[str] = (),
) -> Act:
    """Make the act that changes a publication's written facts (``own``) and those switched off; written ones are on.

    All but ``add`` are keys. CommandError: a fact has no words by which a line could be known.
    """
    made = [fact for one in add if (fact := as_fact(one))]
    if len(made) < len(add):
        raise CommandError("A rule needs words.")
    known = [(one, fact) for one in own if (fact := as_fact(one))]
    kept = tuple(one for one, fact in known if fact.key not in delete)
    for one in add:
        kept = put(kept, one)
    keys = (set(off) | set(forget)) - set(remember) - set(delete) - {fact.key for fact in made}
    gone = [tell(fact) for _, fact in known if fact.key in delete]
    verbs = (
        ("Write", [tell(fact) for fact in made]),
        ("Delete", gone),
        ("Switch off", forget),
        ("Switch on", remember),
    )
    label = _short("; ".join(f"{verb} {', '.join(said)}" for verb, said in verbs if said))
    edit = Edit(Field.PUBLICATION_FACTS, (publication,), write_own_facts(kept))
    switched = Edit(Field.PUBLICATION_FORGOTTEN, (publication,), json.dumps(sorted(keys), ensure_ascii=False))
    return Act(label, (edit, switched))


def forget_profile(publication: PublicationId) -> Act:
    """Make the act that forgets all that was learned of a publication, written by hand or switched off."""
    return Act("Forget all splitting rules", more=(ForgetProfile(publication),))


def change_profile(
    desk: Desk,
    publication: PublicationId,
    *,
    forget: Collection[str] = (),
    remember: Collection[str] = (),
    add: Sequence[OwnFact] = (),
    delete: Collection[str] = (),
    origin: Origin,
) -> Changes:
    """Switch facts off and on by their keys, write some by hand and delete written ones, as one act.

    CommandError: nothing is known by a key, or a fact has no words.
    """
    off, own = desk.reader.forgotten(publication), desk.reader.own_facts(publication)
    mine = {fact.key for one in own if (fact := as_fact(one))}
    known = {fact.key for fact in desk.everything(publication).facts} | off
    for keys, among, state in ((forget, known, "learned"), (remember, off, "switched off"), (delete, mine, "written")):
        for key in keys:
            if key not in among:
                raise CommandError(f"This newsletter has no {state} rule with the key “{key[:80]}”.")
    act = write_profile(publication, own, off, forget=forget, remember=remember, add=add, delete=delete)
    return desk.library.change(act.wishes, origin=origin, label=act.label).result()


def _short(label: str) -> str:
    return f"{label[:79]}…" if len(label) > 80 else label
