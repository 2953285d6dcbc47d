"""What a person does to a publication's profile, as acts: facts written, deleted, switched off; all of it forgotten."""

import json
from collections.abc import Collection, Sequence

from reader.core.state.changes import Edit, Field
from reader.core.values.errors import CommandError
from reader.core.values.ids import PublicationId
from reader.core.values.own_facts import OwnFact, write_own_facts
from reader.core.values.publications import ForgetProfile
from reader.services.items.triage import Act
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
    """Change what is written of a publication (``own``) and what is switched off (``off``); what is written is on.

    All but ``add`` are keys. CommandError: a fact has no words by which a line could be known.
    """
    made = [fact for one in add if (fact := as_fact(one))]
    if len(made) < len(add):
        raise CommandError("A fact needs words by which a line can be known.")
    known = [(one, fact) for one in own if (fact := as_fact(one))]
    kept = tuple(one for one, fact in known if fact.key not in delete)
    for one in add:
        kept = put(kept, one)
    keys = (set(off) | set(forget)) - set(remember) - set(delete) - {fact.key for fact in made}
    gone = [tell(fact) for _, fact in known if fact.key in delete]
    verbs = (("Write", [tell(fact) for fact in made]), ("Delete", gone), ("Forget", forget), ("Remember", remember))
    label = _short("; ".join(f"{verb} {', '.join(said)}" for verb, said in verbs if said))
    edit = Edit(Field.PUBLICATION_FACTS, (publication,), write_own_facts(kept))
    switched = Edit(Field.PUBLICATION_FORGOTTEN, (publication,), json.dumps(sorted(keys), ensure_ascii=False))
    return Act(label, (edit, switched))


def forget_profile(publication: PublicationId) -> Act:
    """Begin a publication's profile anew: all that was learned so far, written by hand or switched off is gone."""
    return Act("Forget all that was learned", more=(ForgetProfile(publication),))


def _short(label: str) -> str:
    return f"{label[:79]}…" if len(label) > 80 else label
