"""The window as a whole."""


def test_opens_on_what_is_unread(reader) -> None:  # type: ignore[no-untyped-def]
    assert reader.listing == "Unread"
    assert reader.count("unread") == len(reader.listed) > 80
