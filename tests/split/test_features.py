import pytest

from reader.core.values.document import Block
from reader.split.signs.features import see, see_alone, usual_gap
from reader.split.signs.markup import markups_of
from reader.split.signs.section_names import section_kind
from reader.split.signs.vocabulary import Sign


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Industry", "industry"),
        ("Papers & Publications", "papers"),
        ("MLOps & LLMOps.", "mlops"),
        ("🏭 Industry News:", "industry"),
        ("Tools and Libraries", "code"),
        ("JOBS", "jobs"),
        ("Learning to rank", None),
        ("Code review at scale", None),
        ("& and /", None),
        ("", None),
    ],
)
def test_only_a_whole_line_of_section_words_is_a_section(line: str, kind: str | None) -> None:
    assert section_kind(line) == kind


def test_the_usual_gap_is_the_commonest() -> None:
    assert usual_gap([Block("x", gap=gap) for gap in (0, 1, 1, 2, 1)]) == 1
    assert usual_gap([Block("x")]) == 0


def signs(*texts: str) -> list[frozenset[Sign]]:
    blocks = [Block(text) for text in texts]
    return see(blocks, see_alone(blocks), markups_of(blocks))


def test_a_sentence_cut_by_a_formula_is_unfinished() -> None:
    cut = signs("The time that a network of this kind needs is bounded by", "T, the number of steps.")
    assert Sign.UNFINISHED in cut[1]
    whole = signs("The time that a network of this kind needs is bounded.", "Transformers are everywhere")
    assert Sign.UNFINISHED not in whole[1]


@pytest.mark.parametrize("title", ["made the most of A.I.", "Acme Corp.", "news from the U.S."])
def test_an_abbreviation_at_the_end_is_no_full_stop(title: str) -> None:
    assert Sign.ABBREVIATION in signs(title)[0]
    assert Sign.STOP not in signs(title)[0]


@pytest.mark.parametrize("line", ["#a", "#a, #b", "#a #b-c", "Tags: one, two"])
def test_tag_lines_are_recognised(line: str) -> None:
    assert Sign.TAGS in signs(line)[0]


@pytest.mark.parametrize("line", ["Read More", "Read more →", "(Continue reading)", "Read the full article »"])
def test_lines_that_end_a_post_are_recognised(line: str) -> None:
    assert Sign.READ_MORE in signs(line)[0]
    assert Sign.ENDS_READ_MORE in signs(f"This is the end of a quoted text. {line}")[0]
