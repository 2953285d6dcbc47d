"""``config``: the settings at the command line."""

import tomllib
from typing import Any

from reader.core.settings import SETTINGS
from reader.services.machine import folders


def test_all_settings_are_listed_with_value_default_and_meaning(reader: Any) -> None:
    reader("config", "text_size", "125")
    told = reader("config")
    assert told.status == 0
    assert not told.err
    for row in SETTINGS:
        assert f"{row.name} = " in told.out
        assert row.title in told.out
        assert row.help in told.out
        assert row.allowed in told.out
    assert "text_size = 125\n" in told.out
    assert "samples = true\n" in told.out
    records = {record["name"]: record for record in reader("config", "--json").json}
    assert list(records) == [row.name for row in SETTINGS]
    assert (records["text_size"]["value"], records["text_size"]["default"]) == (125, 100)


def test_one_is_printed_set_and_set_back(reader: Any) -> None:
    assert reader("config", "theme").out == "system\n"
    assert reader("config", "theme", "dark").out == "theme = dark\n"
    assert reader("config", "theme").out == "dark\n"
    assert reader("config", "theme", "--json").json["value"] == "dark"
    assert reader("config", "samples", "off").out == "samples = false\n"
    assert tomllib.loads(folders.settings().read_text()) == {"theme": "dark", "samples": False}
    assert reader("config", "theme", "--default", "--json").json["value"] == "system"
    assert tomllib.loads(folders.settings().read_text()) == {"samples": False}


def test_what_cannot_be_is_told_in_one_line(reader: Any) -> None:
    for arguments, status, word in (
        (["theem"], 1, "theme"),
        (["text_size", "9000"], 1, "70 to 200 %"),
        (["text_size", "-1"], 1, "70 to 200 %"),
        (["text_size", "large"], 1, "70 to 200 %"),
        (["--default"], 2, "--default"),
        (["theme", "dark", "--default"], 2, "--default"),
    ):
        told = reader("config", *arguments)
        assert told.status == status
        assert word in told.complaint
        assert not told.out
    assert not folders.settings().exists()


def test_faults_of_the_file_are_told_beside_the_list(reader: Any) -> None:
    folders.settings().parent.mkdir(parents=True)
    folders.settings().write_text('# mine\ntheem = "dark"\ntext_size = 1\n')
    told = reader("config")
    assert told.status == 0
    assert "line 2: Unknown setting `theem`" in told.err
    assert "line 3: `text_size` must be" in told.err
    assert "text_size = 100\n" in told.out
    folders.settings().write_text("theme = dark\n")
    assert reader("config", "theme").out == "system\n"
    told = reader("config", "theme", "light")
    assert told.status == 1
    assert "Nothing was stored" in told.complaint
    assert folders.settings().read_text() == "theme = dark\n"
