from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.clean import clean_address, clean_author, clean_line, clean_text, clean_title


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_holds_nul_surrogates_or_other_controls(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert all(char in "\t\n" or not (char < " " or "\x7f" <= char < "\xa0") for char in cleaned)
    assert clean_text(cleaned) == cleaned


def test_nul_and_lone_surrogates_leave_a_mark_and_words_stay_apart() -> None:
    assert clean_text("a\0b\ud800c\x07d\x0be\r\nf\rg") == "a\ufffdb\ufffdcd e\nf\ng"


def test_titles_are_one_line_without_signs_that_turn_the_text_around() -> None:
    assert clean_title(" evil\u202etxt.exe \n second\tline ") == "eviltxt.exe second line"
    assert clean_line("\u2066x\u2069\u200f") == "x"


def test_caps() -> None:
    assert len(clean_title("x" * 5_000)) == 1_000
    assert len(clean_author("x" * 5_000)) == 500
    assert clean_address("https://x.org/" + "a" * 8_000) == ""
    assert clean_address(" https://x.org/\na b ") == "https://x.org/ab"
