"""Documents made of records of fields: each record is one item, whatever stands first in it."""

import pytest
from reading_documents import read_bytes

from reader.core.revision.corrections import Act, Correction
from reader.core.values.issues import Issue, Kind
from reader.split import split_document

RULE = "-" * 78
LISTING = rf"""From: no-reply@archive.example
To: reader@mail.example
Subject: cs.XX daily Subj-class mailing 100001 2
Date: Mon, 5 May 2031 02:00:00 +0000
Content-Type: text/plain; charset=us-ascii

{RULE}
Submissions to:
Examples of Everything
{RULE}
\\
arXiv:3105.00001
Date: Fri, 2 May 2031 18:10:00 GMT   (110kb)

Title: Counting what cannot be counted, with an application to the counting of
  things
Authors: Per Lund, Ana Kimura
Categories: cs.XX cs.YY
\\
  We count things that are said to be beyond counting. The method needs two
fingers, and scales to ten. Experiments on clouds and on grains of sand show
that it is not slower than the usual ways of giving up.
\\ ( https://arxiv.org/abs/3105.00001 ,  110kb)
{RULE}
\\
arXiv:3105.00002
Date: Sat, 3 May 2031 08:11:00 GMT   (84kb)

Title: Short proofs of long theorems
Authors: Lia Ferrari
Categories: cs.XX
Comments: 4 pages
\\
  Long theorems deserve short proofs. We give three of them, and explain why a
fourth one that was announced earlier does not exist.
\\ ( https://arxiv.org/abs/3105.00002 ,  84kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%
{RULE}
\\
arXiv:3104.09999
replaced with revised version Sun, 4 May 2031 10:00:00 GMT   (12kb)

Title: On revisions
Authors: Otto Brandt and Mei Wong
Categories: cs.XX
\\ ( https://arxiv.org/abs/3104.09999 ,  12kb)
%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---
For subscribe options, see the page of the archive.
"""
ECONOMICS = """nep-riv New Economics Papers on Rivers
Issue of 2031-05-05

 1. The price of clear water
    By: Lund, Per (University of Hillside); Kimura, Ana
    Abstract: We estimate what towns pay for clear water. Prices rise with
      the distance from the spring and fall with the number of towns that
      share a pipe. The findings hold in wet and in dry years.
    Keywords: water, prices, pipes
    JEL: Q25 H41
    URL: https://d.example/RePEc:riv:wpaper:31-01
 2. Locks, weirs and the timing of trade
    By: Brandt, Otto
    Abstract: Locks slow down boats. We show that the wait at a lock moves
      trade from noon to the evening, and that towns above the lock keep
      longer hours.
    Keywords: trade, locks
    JEL: R41
    URL: https://d.example/RePEc:riv:wpaper:31-02
 3. Who owns the bank?
    By: Ferrari, Lia; Wong, Mei
    Abstract: Property along a river moves when the river does. We gather
      court cases over two hundred years and find that the law follows the
      water, but slowly.
    Keywords: property, law
    JEL: K11
    URL: https://d.example/RePEc:riv:wpaper:31-03
"""
NOTIFICATION = """Your weekly notification, 14 May 2031

[1] Bibcode: 2031Test..101..001K
Title: Spiral arms in cold dusty discs seen with a very wide
  interferometer
Authors: Kimura, Ana; Lund, Per O.
Journal: Testing Astronomy, Vol. 101, pp. 1-12
Link: https://ads.example/abs/2031Test..101..001K

[2] Bibcode: 2031Test..101..013B
Title: Little moons around small planets
Authors: Brandt, Otto; Ferrari, Lia
Journal: Testing Astronomy, Vol. 101, pp. 13-19
Link: https://ads.example/abs/2031Test..101..013B

[3] Bibcode: 2031Test..102..044W
Title: A survey of slow winds
Authors: Wong, Mei
Journal: Testing Astronomy, Vol. 102, pp. 44-61
Link: https://ads.example/abs/2031Test..102..044W
"""
CITED = """New articles related to research by Ana Kimura

A very deep river model for shallow water
P Lund, O Brandt - Journal of Testing, 2031
We describe a river model with very many layers that predicts shallow water better than models made for it …
Save  Share

Tides without moons
L Ferrari, M Wong, R Castellano - arXiv preprint arXiv:3105.01234, 2031
Moons are not needed for tides. We simulate a planet without one, and find small tides that the wind drives …
Save  Share

The sound of dry wells
M Wong - Annals of Wells, 2031
Wells that are dry have a tone of their own. We record ninety of them and find that the tone follows the depth …
Save  Share
"""
DIGEST = f"""Send River-talk mailing list submissions to
	talk@list.example

Today's Topics:

   1. The lower lock is shut (Ana Kimura)
   2. Re: The lower lock is shut (Per Lund)
   3. Meeting in June (Lia Ferrari)


{RULE[:70]}

Message: 1
Date: Mon, 5 May 2031 09:00:00 +0000
From: Ana Kimura <ana@mail.example>
To: talk@list.example
Subject: [River-talk] The lower lock is shut

Hello,

the lower lock is shut until Friday, since one of its gates was hit by a
barge that came down too fast in the morning.

Ana

{RULE[:30]}

Message: 2
Date: Mon, 5 May 2031 11:30:00 +0000
From: Per Lund <per@mail.example>
To: talk@list.example
Subject: Re: [River-talk] The lower lock is shut

Until Friday? I was told that it opens on Thursday, and the boats that wait
above the weir were told the same thing by the keeper.

{RULE[:30]}

Message: 3
Date: Tue, 6 May 2031 08:15:00 +0000
From: Lia Ferrari <lia@mail.example>
To: talk@list.example
Subject: [River-talk] Meeting in June

We meet on the first Sunday of June, as always at the old mill. Bring a cup
and something to sit on, since the chairs went with the flood.

{RULE[:30]}

Subject: Digest Footer

_______________________________________________
River-talk mailing list
talk@list.example

{RULE[:30]}

End of River-talk Digest, Vol 7, Issue 5
****************************************
"""
PREPRINTS = """Alerts for your collections

---
Rivers
---

How trout remember the way that they came from the sea

Per Lund, Ana Kimura, and Otto Brandt

TestRxiv posted 5 May 2031 doi:10.5555/2031.05.01.000001

[Abstract] [PDF]



Algae, Snails, and Stones

Lia Ferrari and Mei Wong

TestRxiv posted 4 May 2031 doi:10.5555/2031.05.01.000002

[Abstract] [PDF]



---
Lakes
---

Perch are not what they used to be in lakes that warm

Rita Castellano, Mei Wong, and Per Lund

TestRxiv posted 3 May 2031 doi:10.5555/2031.05.01.000003

[Abstract] [PDF]



---
This message was sent to reader@mail.example.
"""
PROCEEDINGS = """# Papers of TestConf 2031

## Reading and writing

### Letters that Read Themselves

- **Authors**: Per Lund, Ana Kimura
- **Abstract**: We train letters to read themselves. They agree with people in four of five cases, and are faster.
- **PDF**: [link](https://testconf.example/p1.pdf)

### A Grammar for Sighs

- **Authors**: Lia Ferrari
- **Abstract**: Sighs have a grammar. We collect ten thousand of them and show that a small one explains the pauses.
- **PDF**: [link](https://testconf.example/p2.pdf)

## Listening

### Ears of Glass

- **Authors**: Otto Brandt, Mei Wong
- **Abstract**: Glass hears well. We build microphones from old windows and record whole streets with them.
- **PDF**: [link](https://testconf.example/p3.pdf)
"""
SHOPS = """Harbour news

Our shops are open again
By: the harbour office

The shops along the quay are open again from Monday. They were shut for a week because of the flood, and most of them
have dried what they could.

A new crane

The crane that was ordered in spring has come. It lifts forty tons, and is painted in the colours of the town, which
not everybody likes.
"""


def issue_of(source: str, name: str = "alert.txt") -> Issue:
    return split_document(read_bytes(source.encode(), name))


def titles(issue: Issue) -> list[str | None]:
    return [item.title for item in issue.items]


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        (
            LISTING,
            "listing.eml",
            [
                "Counting what cannot be counted, with an application to the counting of things",
                "Short proofs of long theorems",
                "On revisions",
            ],
        ),
        (
            ECONOMICS,
            "nep.txt",
            ["The price of clear water", "Locks, weirs and the timing of trade", "Who owns the bank?"],
        ),
        (
            NOTIFICATION,
            "ads.txt",
            [
                "Spiral arms in cold dusty discs seen with a very wide interferometer",
                "Little moons around small planets",
                "A survey of slow winds",
            ],
        ),
        (
            CITED,
            "related.txt",
            ["A very deep river model for shallow water", "Tides without moons", "The sound of dry wells"],
        ),
        (
            DIGEST,
            "digest.txt",
            [
                "[River-talk] The lower lock is shut",
                "Re: [River-talk] The lower lock is shut",
                "[River-talk] Meeting in June",
            ],
        ),
        (
            PREPRINTS,
            "preprints.txt",
            [
                "How trout remember the way that they came from the sea",
                "Algae, Snails, and Stones",
                "Perch are not what they used to be in lakes that warm",
            ],
        ),
        (
            PROCEEDINGS,
            "proceedings.md",
            ["Letters that Read Themselves", "A Grammar for Sighs", "Ears of Glass"],
        ),
    ],
    ids=["listing", "economics", "notification", "cited", "digest", "preprints", "proceedings"],
)
def test_each_record_is_one_item_with_its_title(source: str, name: str, expected: list[str]) -> None:
    assert titles(issue_of(source, name)) == expected


def test_a_record_states_authors_date_address_and_kind() -> None:
    first, second, last = issue_of(LISTING, "listing.eml").items
    assert (first.author, first.date) == ("Per Lund, Ana Kimura", "2031-05-02")
    assert first.url == "https://arxiv.org/abs/3105.00001"
    assert second.kind is Kind.PAPER
    assert second.body.startswith("Long theorems deserve short proofs.")
    assert second.body.endswith("does not exist.")
    assert (last.author, last.body) == ("Otto Brandt and Mei Wong", "")


def test_authors_before_a_source_are_the_authors() -> None:
    assert [item.author for item in issue_of(CITED).items] == [
        "P Lund, O Brandt",
        "L Ferrari, M Wong, R Castellano",
        "M Wong",
    ]


def test_a_message_of_a_digest_keeps_its_text_and_its_sender() -> None:
    first, *_, last = issue_of(DIGEST).items
    assert first.author == "Ana Kimura"
    assert first.body.startswith("Hello, the lower lock is shut")
    assert first.body.endswith("Ana")
    assert last.body.endswith("since the chairs went with the flood.")
    assert first.kind is not Kind.PAPER


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [(PREPRINTS, "alert.txt", ["Rivers", "Lakes"]), (PROCEEDINGS, "p.md", ["Reading and writing", "Listening"])],
    ids=["rulers", "headings"],
)
def test_names_between_records_are_headings(source: str, name: str, expected: list[str]) -> None:
    assert [section.title for section in issue_of(source, name).sections] == expected


def test_an_identifier_is_the_address_where_no_link_stands() -> None:
    assert issue_of(PREPRINTS).items[0].url == "https://doi.org/10.5555/2031.05.01.000001"


def test_a_title_can_be_corrected_among_records() -> None:
    document = read_bytes(NOTIFICATION.encode(), "ads.txt")
    place = document.text.index("Journal: Testing Astronomy, Vol. 101, pp. 13-19")
    text = "Journal: Testing Astronomy, Vol. 101, pp. 13-19"
    issue = split_document(document, corrections=[Correction(Act.SPLIT, text, place)])
    assert len(issue.items) == 4
    assert issue.items[0].title == "Spiral arms in cold dusty discs seen with a very wide interferometer"


def test_stories_with_a_byline_are_no_records() -> None:
    assert issue_of(SHOPS).layout != "records"
