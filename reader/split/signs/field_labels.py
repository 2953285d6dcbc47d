"""Reads the labels of fields in several languages; each row says what a line with such a label states."""

import re
from enum import StrEnum
from typing import NamedTuple


class Fact(StrEnum):
    """A fact that a line of a record states."""

    TITLE = "title"
    AUTHORS = "authors"
    DATE = "date"
    IDENTIFIER = "identifier"
    VENUE = "venue"
    PLACE = "place"
    SUBJECTS = "subjects"
    ADDRESS = "address"
    ABSTRACT = "abstract"
    COMMENT = "comment"
    NUMBER = "number"


class Labelled(NamedTuple):
    """A line with a known label: what it says, and where its value begins."""

    fact: Fact
    value: str
    start: int


_ROWS: tuple[tuple[Fact, str], ...] = (
    (Fact.TITLE, "title|paper title|article title|talk title|subject|paper|package|project|topic"),
    (Fact.TITLE, "titel|titre|título|titulo|titolo|betreff|objet|asunto|oggetto|заголовок|название|тема"),
    (Fact.TITLE, "标题|題名|题目|論文名|タイトル|件名|제목"),
    (Fact.AUTHORS, "authors|author|author(s)|by|from|speaker|speakers|presenter|presenters|editor|editors|creator"),
    (Fact.AUTHORS, "maintainer|submitter|autor|autoren|auteur|auteurs|autores|autore|autori|von|автор|авторы"),
    (Fact.AUTHORS, "作者|著者|저자|发件人"),
    (Fact.DATE, "date|published|publication date|posted|submitted|date submitted|date posted|received|updated|year"),
    (Fact.DATE, "last revised|date written|accepted|released|when|deadline|datum|fecha|data|veröffentlicht|publié"),
    (Fact.DATE, "publicado|дата|日期|日付|発行日|날짜"),
    (Fact.IDENTIFIER, "arxiv|arxiv id|doi|pmid|pmcid|id|identifier|message-id|handle|repec|bibcode|isbn|issn|number"),
    (Fact.IDENTIFIER, "paper id|paper number|eprint|report number|report-no|ssrn id"),
    (Fact.VENUE, "journal|journal-ref|journal ref|journal reference|published in|source|in|booktitle"),
    (Fact.VENUE, "publisher|publication|zeitschrift|revue|revista|rivista|журнал|期刊|会议|掲載誌"),
    (Fact.PLACE, "venue|conference|where|room|location|ort|lieu|lugar|luogo|место|地点|場所|장소"),
    (Fact.SUBJECTS, "categories|category|subjects|subject class|keywords|key words|tags|topics|jel|jel classification"),
    (Fact.SUBJECTS, "msc-class|acm-class|areas|area|fields|trove categories|mots-clés|palabras clave|schlagwörter"),
    (Fact.SUBJECTS, "ключевые слова|关键词|分类|キーワード"),
    (Fact.ADDRESS, "url|link|links|pdf|full text|arxiv link|paper link|paper url|download|homepage|website|web|code"),
    (Fact.ADDRESS, "github|project page|available at|permalink|html|changes url|lien|enlace|ссылка|链接|リンク|링크"),
    (Fact.ABSTRACT, "abstract|summary|description|tl;dr|tldr|synopsis|about|details|zusammenfassung|résumé|resumen"),
    (Fact.ABSTRACT, "riassunto|resumo|аннотация|摘要|概要|要旨|초록"),
    (Fact.COMMENT, "comments|comment|note|notes|license|licence|language|type|pages|affiliation|affiliations|to|cc"),
    (Fact.COMMENT, "email|e-mail|phone"),
    (Fact.COMMENT, "reply-to|content-type|author information|copyright|erratum in|comment in|organization|institution"),
    (Fact.COMMENT, "conflict of interest statement|status|version|urgency|citations|cited by|kommentar|备注|コメント"),
    (Fact.NUMBER, "message|record|entry|nachricht|mensaje"),
)
_FACTS = {name: fact for fact, names in _ROWS for name in names.split("|")}
_BULLET = re.compile(r"(?:[-*•·+‣] |\(?\d{1,3}[.)] |\[\d{1,3}\] )+")
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:\uff1a]{0,30}?) ?(?:::|[:\uff1a]) ?")


def read_label(text: str) -> Labelled | None:
    """The value of a line whose label is known ("- Authors: A. Lee, B. Roy"); None for any other line."""
    bullet = _BULLET.match(text)
    found = _LABELLED.match(text, bullet.end() if bullet else 0)
    fact = _FACTS.get(found["label"].casefold()) if found else None
    if found is None or fact is None or text.startswith("//", found.end()):
        return None
    return Labelled(fact, text[found.end() :], found.end())


def value_start(text: str) -> int:
    """Where the words of a line begin, behind its bullet, number or known label."""
    labelled = read_label(text)
    if labelled is not None and labelled.value:
        return labelled.start
    bullet = _BULLET.match(text)
    return bullet.end() if bullet and bullet.end() < len(text) else 0
