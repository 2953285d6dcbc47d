"""Corrections are kept as JSON, and find their blocks again when a text has changed."""

import pytest

from reader.core.revision import corrections
from reader.core.revision.corrections import Act, Correction, locate
from reader.core.values.errors import CorrectionError

TEXTS = ["The quay", "Read more", "Cranes turn north in the first week of May.", "Read more", "Ropes", "Read more"]
STARTS = [0, 10, 21, 66, 77, 84]


def found(text: str, start: int = 0, texts: list[str] | None = None) -> int | None:
    return locate([Correction(Act.SPLIT, text, start)], texts or TEXTS, STARTS)[0]


@pytest.mark.parametrize("start", range(0, 100, 7))
def test_of_equal_blocks_the_nearest_to_the_old_place_is_meant(start: int) -> None:
    nearest = min((10, 66, 84), key=lambda place: abs(place - start))
    assert found("Read more", start) == STARTS.index(nearest)


def test_a_block_is_found_by_its_words_whatever_their_case_and_spaces() -> None:
    assert found("the  QUAY", 80) == 0


def test_a_block_of_which_a_word_changed_is_found() -> None:
    assert found("Cranes turned north in the first week of May.") == 2


def test_a_block_may_be_named_by_how_it_begins() -> None:
    assert found("Cranes turn") == 2


def test_the_words_of_blocks_are_told_apart_once_however_many_corrections_are_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"Crane {number} turns north in the first week of May." for number in range(40)]
    gone = [Correction(Act.SPLIT, f"Nothing like this ever stood here, {number}") for number in range(30)]
    asked: list[str] = []
    words = corrections._words

    def counted(plain: str) -> set[str]:
        asked.append(plain)
        return words(plain)

    monkeypatch.setattr(corrections, "_words", counted)
    assert locate(gone, texts, range(40)) == [None] * 30
    assert len(asked) == 40 + 30


def test_a_block_that_is_gone_is_not_found() -> None:
    assert found("Nothing of this stands in it at all") is None
    assert found("…") is None


@pytest.mark.parametrize(
    "correction",
    [
        Correction(Act.SPLIT, "Ropes", 77),
        Correction(Act.KIND, "Ropes", 0, "paper"),
        Correction(Act.ADDRESS, "x", 3, ""),
    ],
)
def test_a_correction_is_the_same_after_json(correction: Correction) -> None:
    assert Correction.from_json(correction.to_json()) == correction


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "object"),
        ({"act": "cut", "text": "Ropes"}, "split, join"),
        ({"act": "split"}, "text"),
        ({"act": "split", "text": " "}, "text"),
        ({"act": "split", "text": "Ropes", "start": -1}, "start"),
        ({"act": "split", "text": "Ropes", "start": True}, "start"),
        ({"act": "split", "text": "Ropes", "value": "x"}, "no value"),
        ({"act": "kind", "text": "Ropes"}, "needs a value"),
        ({"act": "kind", "text": "Ropes", "value": "rope"}, "paper"),
    ],
)
def test_what_is_no_correction_is_refused_in_words(data: object, told: str) -> None:
    with pytest.raises(CorrectionError, match=told):
        Correction.from_json(data)
