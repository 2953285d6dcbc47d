"""The table of settings: each row alone decides what is a value of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.setting_kinds import Setting
from reader.core.settings import SETTINGS, Settings, setting_named
from reader.core.values.errors import SettingError

ROWS = pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2)


@ROWS
def test_a_row_says_all_that_a_person_must_know(row: Setting) -> None:
    assert row.title
    assert row.help.endswith(".")
    assert len(row.help) < 120
    assert row.allowed
    assert row.checked(row.default) == row.default
    assert Settings().value_of(row) == row.default
    assert setting_named(row.name) is row


@ROWS
def test_what_is_no_value_is_refused_with_what_may_be(row: Setting) -> None:
    for value in (None, [], {}, 1.5, -1, 10**9, "", "no such value;", "\n"):
        with pytest.raises(SettingError, match=row.name) as refused:
            row.checked(value)
        assert row.allowed in str(refused.value)


@ROWS
@given(value=ANYTHING)
def test_any_value_is_kept_as_it_is_or_refused(row: Setting, value: object) -> None:
    try:
        checked = row.checked(value)
    except SettingError:
        return
    assert checked == value
    assert type(checked) is type(value)
    assert row.told(checked)


@ROWS
def test_steps_lead_to_values_and_what_is_written_can_be_typed(row: Setting) -> None:
    for by in (1, -1):
        value, seen = row.default, set()
        while value not in seen:
            seen.add(value)
            assert row.checked(value) == value
            assert row.parsed(str(value)) == value
            value = row.beside(value, by)
        assert len(seen) > 1


def test_numbers_stay_at_their_ends_and_words_go_round() -> None:
    assert Settings.text_size.beside(200, 1) == 200
    assert Settings.text_size.beside(104, 1) == 110
    assert Settings.text_size.beside(104, -1) == 100
    assert Settings.theme.beside("dark", 1) == "system"
    assert Settings.mark_read_after.beside(60, 1) == "never"
    assert Settings.mark_read_after.beside("never", 1) == "never"
    assert Settings.mark_read_after.beside("never", -1) == 60
    assert Settings.text_family.beside("Charter", 1) == "standard"


def test_values_are_told_in_words() -> None:
    assert Settings.text_size.told(125) == "125 %"
    assert Settings.backups_daily.told(1) == "1 day"
    assert Settings.mark_read_after.told(0) == "at once"
    assert Settings.samples.told(False) == "off"
    assert Settings.samples.parsed("off") is False
    assert Settings.text_size.parsed("125 %") == 125
    assert Settings.open_at_start.told("last-place") == "last place"


@pytest.mark.parametrize("name", ["x'; color: red", 'a"b', "a, b", "a}b", " Arial", "x" * 101, "a\nb"])
def test_a_typeface_cannot_end_its_style(name: str) -> None:
    with pytest.raises(SettingError):
        Settings.text_family.checked(name)
    assert Settings.text_family.checked("文泉驛正黑 Mono") == "文泉驛正黑 Mono"


def test_an_unknown_name_is_told_with_what_may_be_meant() -> None:
    with pytest.raises(SettingError, match="Did you mean `theme`"):
        setting_named("theem")
    with pytest.raises(SettingError, match="reader config"):
        Settings(zzz=1)


def test_settings_are_values() -> None:
    dark = Settings().with_values({"theme": "dark", "text_size": 110})
    assert (dark.theme, dark.text_size, dark.line_width) == ("dark", 110, 68)
    assert dark.with_values({"theme": None, "text_size": None}) == Settings() == Settings(theme="system")
    assert hash(Settings(theme="system")) == hash(Settings())
    assert Settings().theme == "system", "nothing is changed in place"
