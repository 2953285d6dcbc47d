"""The table of formats: the command line, the window and its preview are loops over it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reader.services.exports.facts.records import ItemRecord, WholeRecord, WorkRecord
from reader.services.exports.formats.bibtex import write_bibtex
from reader.services.exports.formats.csl import write_csl
from reader.services.exports.formats.csv_table import write_csv, write_readwise
from reader.services.exports.formats.html_page import write_html
from reader.services.exports.formats.json_list import write_json
from reader.services.exports.formats.markdown_list import write_markdown
from reader.services.exports.formats.ris import write_ris
from reader.services.exports.formats.web_annotation import write_annotations


@dataclass(frozen=True, slots=True)
class Format:
    """An export format.

    ``works``, ``items`` or ``wholes`` writes one file of records, ``has_notes`` says that a folder gets one file an
    item instead (Obsidian has nothing else). ``is_complete``: the whole library can be made of it again.
    """

    name: str
    title: str
    ending: str
    help: str
    works: Callable[[Iterable[WorkRecord]], Iterator[str]] | None = None
    items: Callable[[Iterable[ItemRecord]], Iterator[str]] | None = None
    wholes: Callable[[Iterable[WholeRecord]], Iterator[str]] | None = None
    has_notes: bool = False
    is_complete: bool = False

    @property
    def is_folder_only(self) -> bool:
        """Whether the format is always a folder, never one file."""
        return self.works is None and self.items is None and self.wholes is None


FORMATS = {
    format.name: format
    for format in (
        Format("bibtex", "BibTeX", ".bib", "for LaTeX, JabRef, Zotero; one entry per work", works=write_bibtex),
        Format("ris", "RIS", ".ris", "for reference managers; one record per work", works=write_ris),
        Format("csl-json", "CSL-JSON", ".json", "for Zotero and pandoc; one record per work", works=write_csl),
        Format(
            "markdown",
            "Markdown",
            ".md",
            "a document, or in a folder one file per item",
            items=write_markdown,
            has_notes=True,
        ),
        Format("html", "HTML", ".html", "a page to read and to print", items=write_html),
        Format("csv", "CSV", ".csv", "a table for spreadsheets; one row per item", items=write_csv),
        Format(
            "json",
            "JSON",
            ".json",
            "everything, for other programs and to import again; one object per item",
            wholes=write_json,
            is_complete=True,
        ),
        Format(
            "web-annotation",
            "Web Annotation",
            ".jsonld",
            "W3C JSON-LD; one annotation per highlight, and one per work with a note or tags",
            wholes=write_annotations,
        ),
        Format("readwise", "Readwise", ".csv", "highlights for Readwise; one row per highlight", works=write_readwise),
        Format(
            "obsidian", "Obsidian", "", "notes in a folder of a vault; what you write in them stays", has_notes=True
        ),
    )
}
