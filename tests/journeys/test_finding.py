"""Search, filter, states, words in the text."""

from driving import Driver


def test_search_finds_words_and_phrases_in_titles_and_texts(reader: Driver) -> None:
    reader.press("/").type("lottery ticket").press("Enter")
    assert any("Lottery Ticket" in title for title in reader.listed)
    assert len(reader.listed) == 2
    reader.press("/").type('"ticket lottery"').press("Enter")
    assert reader.listed == []
    reader.sees("Nothing found")


def test_search_while_typing_takes_the_last_word_as_a_beginning(reader: Driver) -> None:
    reader.press("/").type("quant")
    assert "Unveiling our new Quantum AI campus" in reader.listed


def test_hits_are_marked_in_the_text(reader: Driver) -> None:
    reader.press("/").type("spleeter").press("Enter")
    reader.press("/").type("pruning").press("Enter")
    marks = reader.window.detail.page.extraSelections()
    marked = {mark.cursor.selectedText().casefold() for mark in marks}
    assert marked == {"pruning"}


def test_a_query_combines_words_and_states(reader: Driver) -> None:
    reader.press("/").type("kind:paper transformer").press("Enter s")
    starred = reader.title
    reader.press("/").type("is:starred").press("Enter")
    assert reader.listed == [starred]


def test_what_cannot_be_understood_is_said(reader: Driver) -> None:
    reader.press("/").type("is:shiny").press("Enter")
    reader.sees("shiny")
    reader.press("Esc").press("/").type('c++ ( " NEAR *').press("Enter")
    assert reader.window.isVisible()


def test_filter_narrows_this_list_and_escape_widens_it(reader: Driver) -> None:
    reader.press("g p")
    papers = reader.listed
    reader.press("f").type("trans").press("Enter")
    assert 0 < len(reader.listed) < len(papers)
    assert set(reader.listed) <= set(papers)
    assert reader.listing == "Papers"
    reader.press("Esc")
    assert reader.listed == papers


def test_states_go_round(reader: Driver) -> None:
    reader.press("] [ e")
    everything = reader.listed
    reader.press("F")
    assert len(reader.listed) == len(everything) - 1
    reader.press("F")
    assert reader.listed == []
    reader.press("F")
    assert reader.listed == everything


def test_find_in_the_text(reader: Driver) -> None:
    reader.press("g p Ctrl+F").type("we")
    assert reader.window.detail.page.textCursor().selectedText().casefold() == "we"
    reader.press("Esc")
    assert reader.window.detail.find_bar.isHidden()
    assert reader.window.focusWidget() is reader.window.detail.page


def test_a_search_shows_where_its_hits_stand(reader: Driver) -> None:
    from reader.ui.models.item_list import PLACE_ROLE

    reader.press("/").type("transgan").press("Enter")
    index = reader.window.items.index(0, 0)
    assert "#197" in index.data(PLACE_ROLE)


def test_hits_are_marked_in_title_and_note_too(reader: Driver) -> None:
    reader.press("/").type("transgan").press("Enter a").type("why TransGAN scales").press("Esc")
    reader.press("/").type("transgan").press("Enter")
    places = [mark.cursor.selectionStart() for mark in reader.window.detail.page.extraSelections()]
    words = [mark.cursor.selectedText() for mark in reader.window.detail.page.extraSelections()]
    assert set(words) == {"TransGAN"}
    shown = reader.window.detail.page.document().toRawText()
    assert min(places) == shown.index("TransGAN"), "the first mark is in the title"
    reader.press("o G")  # what is out of sight is not painted
    places = [mark.cursor.selectionStart() for mark in reader.window.detail.page.extraSelections()]
    assert max(places) == shown.rindex("TransGAN"), "the last one is in the note"
