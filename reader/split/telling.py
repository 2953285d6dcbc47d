"""A publication's profile in plain words."""

from reader.core.corrections import Act
from reader.core.profiles import Profile, Sort

# What a block of a learned form is, after "Blocks like … are".
FORM_TOLD = {
    Act.TITLE: "titles of items",
    Act.TITLE_BELOW: "titles of the items above them",
    Act.KICKER: "lines over the titles of items",
    Act.SPLIT: "beginnings of items",
    Act.JOIN: "no beginnings of items",
    Act.BODY: "text",
    Act.HEADING: "headings",
}
_LINE_TOLD = {
    Act.TITLE: "is the title of an item",
    Act.TITLE_BELOW: "is the title of the item above it",
    Act.KICKER: "stands over the title of an item",
    Act.SPLIT: "begins an item",
    Act.JOIN: "begins no item",
    Act.BODY: "is text",
}


def describe(profile: Profile) -> tuple[str, ...]:
    """The profile in plain sentences."""
    headings = [fact.told for fact in profile.of(Sort.HEADING)]
    notices = [fact for fact in profile.of(Sort.LINE) if fact.act is Act.BOILERPLATE]
    lines = [fact for fact in profile.of(Sort.LINE) if fact.act is not Act.BOILERPLATE]
    markers = [fact.told for fact in profile.of(Sort.MARKER)]
    sponsors = [fact.told for fact in profile.of(Sort.SPONSOR)]
    told = [f"Headings: {', '.join(headings)}"] if headings else []
    told += [fact.told for fact in profile.of(Sort.LAYOUT)]
    told += [f"Under {f.told}: {' and '.join(f.kinds)}" for f in profile.of(Sort.HEADING) if f.kinds]
    told += [f"{len(notices)} {'line is' if len(notices) == 1 else 'lines are'} boilerplate"] if notices else []
    told += [f"Markers: {', '.join(markers)}"] if markers else []
    told += [f"Advertisements say: {', '.join(sponsors)}"] if sponsors else []
    told += [f"“{fact.told}” {_LINE_TOLD[fact.act]}" for fact in lines if fact.act]
    told += [fact.told for fact in (*profile.of(Sort.FORM), *profile.of(Sort.KIND))]
    return tuple(told)
