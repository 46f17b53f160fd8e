"""The defects of the catalogue, each as a function that puts one into good text at a place that is known.

Written from the catalogue, not from the rules: nothing here knows how a rule looks for what is planted.
"""

from __future__ import annotations

import base64
import random
import re
import string
import unicodedata
from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from seedlint.language.table import table

SAME_SPAN, SAME_START, SOMEWHERE = "span", "start", "somewhere"
"""What a finding must have in common with what was planted: both ends, its first character, any of its characters."""

Span = tuple[int, int]


class Material(NamedTuple):
    """Good text of one language: paragraphs without markup."""

    language: str
    paragraphs: tuple[str, ...]


class Planted(NamedTuple):
    """A document with a defect at ``span``; ``before`` is the document without."""

    text: str
    span: Span
    before: str = ""
    path: str = "document.txt"


Plant = Callable[[Material, random.Random, dict[str, Material]], "Planted | None"]


class Defect(NamedTuple):
    """A kind of defect: the rule that is to find it, how it is planted, and where it is to be found.

    ``also`` are rules that explain the same place better in some texts, so that a finding of theirs counts, too.
    """

    rule: str
    plant: Plant
    variant: str = ""
    place: str = SAME_START
    is_statistical: bool = False
    languages: tuple[str, ...] = ()
    means: str = ""
    also: tuple[str, ...] = ()


UNSPACED = ("zh", "ja", "th")
CASED = ("en", "vi", "es", "fr", "de", "pt", "ru", "it", "nl", "pl", "cs", "sv", "tr", "uk", "el")
LATIN = ("en", "vi", "es", "fr", "de", "pt", "it", "nl", "pl", "cs", "sv", "tr")
SPACED = (*CASED, "ko", "ar", "he", "hi")
MARKED = ("hi", "th", "ar", "he")
"""Languages whose letters carry marks of their own, so that a word is not a row of letters."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2}[.!?])[ ](?=[^\W\d_])")
_CAPITAL_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?]) (?=[^\W\d_a-z]+)")
_BLANK = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
_BEYOND = re.compile(r"[^\x00-\x7f]+")


def document(good: Material, choose: random.Random, least: int = 900, sentences: int = 0) -> str:
    """A document of at least so many characters (a third of it in scripts without blanks).

    Its paragraphs are made of one to three of the good ones, or of as many as make 900 characters.
    """
    enough = least // 3 if good.language in ("zh", "ja") else least
    order = choose.sample(good.paragraphs, len(good.paragraphs))
    joint = "" if good.language in ("zh", "ja") else " "
    made: list[str] = []
    while order and sum(map(len, made)) < enough:
        paragraph = order.pop()
        for _ in range((sentences or choose.randint(1, 3)) - 1):
            if order and len(paragraph) + len(order[-1]) < 900:
                paragraph += joint + order.pop()
        made.append(paragraph)
    return "\n\n".join(made) + "\n"


def spots(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return list(pattern.finditer(text))


def put(before: str, place: Span, new: str, path: str = "document.txt", mark: Span | None = None) -> Planted:
    """The document with ``new`` in place of a piece; ``mark`` is the defect within ``new``, by default all of it."""
    start, end = mark or (0, len(new))
    text = before[: place[0]] + new + before[place[1] :]
    return Planted(text, (place[0] + start, place[0] + end), before, path)


def inside_word(characters: Sequence[str]) -> Plant:
    """One of ``characters`` between two letters of a word."""

    def plant(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
        before = document(good, choose)
        found = spots(_WORD, before)
        if not found:
            return None
        word = choose.choice(found)
        place = choose.randrange(word.start() + 1, word.end())
        return put(before, (place, place), choose.choice(characters))

    return plant


def between_words(pieces: Sequence[str], mark: Span | None = None) -> Plant:
    """One of ``pieces`` in place of a blank."""

    def plant(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
        before = document(good, choose)
        found = spots(_BLANK, before)
        return put(before, choose.choice(found).span(), choose.choice(pieces), mark=mark) if found else None

    return plant


def own_line(lines: Callable[[str, random.Random], str | None], path: str = "document.txt") -> Plant:
    """A line between two paragraphs, or after the last."""

    def plant(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
        before = document(good, choose)
        line = lines(good.language, choose)
        if line is None:
            return None
        place = choose.choice([match.end() for match in re.finditer(r"\n\n|\n\Z", before)])
        if place == len(before):
            return put(before, (place, place), f"\n{line}\n", path, (1, 1 + len(line)))
        return put(before, (place, place), f"{line}\n\n", path, (0, len(line)))

    return plant


# --- encoding ---------------------------------------------------------------------------------------------------------


def read_as(text: str, encoding: str, layers: int) -> str:
    """What a program shows that takes UTF-8 for ``encoding``; bytes that it does not have become C1 controls."""
    for _ in range(layers):
        text = "".join(bytes((byte,)).decode(encoding, "ignore") or chr(byte) for byte in text.encode())
    return text


def _sequences(text: str) -> int:
    return sum(map(len, _BEYOND.findall(text)))


def _stretches(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_BEYOND.finditer(text, start, end))


def misread_once(encoding: str, layers: int) -> Plant:
    """One stretch beyond ASCII that was read in the wrong encoding; English gets an apostrophe or a dash first."""

    def plant(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
        before = document(good, choose)
        if good.language == "en":
            word = choose.choice(spots(_WORD, before))
            piece = choose.choice(["’s", "™", " – ", "é", " café", "…"])
            before = before[: word.end()] + piece + before[word.end() :]
            found = _stretches(before, word.end(), word.end() + len(piece))
        else:
            found = _stretches(before, 0, len(before))
        if not found:
            return None
        stretch = choose.choice(found)
        return put(before, stretch.span(), read_as(stretch[0], encoding, layers))

    return plant


def misread_paragraph(encoding: str, layers: int) -> Plant:
    """A paragraph with three characters beyond ASCII or more, all read in the wrong encoding."""

    def plant(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
        before = document(good, choose)
        blocks = [block for block in re.finditer(r"[^\n]+", before) if _sequences(block[0]) >= 3]
        if not blocks:
            return None
        block = choose.choice(blocks)
        broken = _BEYOND.sub(lambda stretch: read_as(stretch[0], encoding, layers), block[0])
        first = _BEYOND.search(broken)
        assert first is not None
        return put(before, block.span(), broken, mark=first.span())

    return plant


def decomposed(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    found = [
        match
        for match in re.finditer(r"[^\x00-\x7f]", before)
        if unicodedata.normalize("NFC", unicodedata.normalize("NFD", match[0])) == match[0]
        and unicodedata.normalize("NFD", match[0]) != match[0]
    ]
    if not found:
        return None
    letter = choose.choice(found)
    return put(before, letter.span(), unicodedata.normalize("NFD", letter[0]))


LOOKALIKES = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))


def mixed_scripts(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """One letter of a word from the other alphabet, Latin or Cyrillic."""
    before = document(good, choose)
    swap = LOOKALIKES if good.language in LATIN else {other: letter for letter, other in LOOKALIKES.items()}
    found = [word for word in spots(_WORD, before) if swap.keys() & set(word[0][1:])]
    if not found:
        return None
    word = choose.choice(found)
    place = choose.choice([number for number, letter in enumerate(word[0]) if number and letter in swap])
    return put(before, word.span(), word[0][:place] + swap[word[0][place]] + word[0][place + 1 :])


def direction(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """An override around a word, or an embedding that is never closed."""
    before = document(good, choose)
    found = spots(re.compile(r"[^\W\d_]+"), before)
    word = choose.choice(found)
    opener, closer = choose.choice([("\u202e", "\u202c"), ("\u202d", "\u202c"), ("\u202a", ""), ("\u2067", "")])
    return put(before, word.span(), f"{opener}{word[0]}{closer}", mark=(0, 1))


def mixed_newlines(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    place = choose.choice([match.start() for match in re.finditer("\n", before)])
    return put(before, (place, place + 1), "\r\n")


def invalid_bytes(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """A letter in windows-1252 (or a lone lead byte) amid UTF-8."""
    before = document(good, choose)
    found = spots(re.compile(r"[A-Za-zÀ-ÿ]"), before)
    if not found:
        return None
    return put(before, choose.choice(found).span(), choose.choice(["\udce9", "\udcf1", "\udce4", "\udcc3"]))


# --- typography -------------------------------------------------------------------------------------------------------


def lost_space(times: int) -> Plant:
    """No blank between sentences, ``times`` in the document; the first is looked for."""

    def plant(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
        before = document(good, choose, 2500)
        found = [
            match
            for match in _CAPITAL_SENTENCE.finditer(before)
            if re.match(r" [^\W\d_]{2,} [^\W\d_]", before[match.start() :])
            and before[match.start() + 1].isupper()
            and before[match.start() + 2].islower()
            and before[match.start() - 2].islower()
        ]
        if len(found) < times:
            return None
        chosen = sorted(choose.sample(found, times), key=lambda match: match.start())
        text = before
        for match in reversed(chosen):
            text = text[: match.start()] + text[match.end() :]
        return Planted(text, (chosen[0].start() - 1, chosen[0].start()), before)

    return plant


def lost_space_after_comma(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose, 2500)
    found = spots(re.compile(r"(?<=[^\W\d_A-Z]{2}), (?=[A-ZÀ-ÞА-Я][a-zà-ÿа-я]{2,} [a-zà-ÿа-я])"), before)
    if not found:
        return None
    place = choose.choice(found)
    return put(before, place.span(), ",")


QUOTES = {
    **dict.fromkeys(("en", "vi", "es", "pt", "tr", "it", "nl", "zh", "ko", "hi", "th"), ("“", "”")),
    **dict.fromkeys(("fr", "ru", "uk", "el", "ar"), ("«", "»")),
    **dict.fromkeys(("de", "cs"), ("„", "“")),
    "pl": ("„", "”"),
    "ja": ("「", "」"),
}
"""The quotation marks of each language (Swedish opens and closes with the same, Hebrew writes straight ones)."""
_PHRASE = re.compile(r"(?<=[^\W\d_] )[^\W\d_]{2,} [^\W\d_]{2,}(?= [^\W\d_])")
_RUN = re.compile(
    r"(?<=[\u0e01-\u0e2e\u3041-\u9fff]{2})[\u0e01-\u0e2e\u3041-\u9fff]{3}(?=[\u0e01-\u0e2e\u3041-\u9fff]{2})"
)


def quoted(good: Material, choose: random.Random, times: int) -> tuple[str, list[tuple[int, int]]] | None:
    """A document with some phrases in the language's quotation marks, and where the phrases are with their marks."""
    before = document(good, choose)
    found = spots(_RUN if good.language in UNSPACED else _PHRASE, before)
    found = found[choose.randrange(3) :: 3]  # so that no two of them touch
    if len(found) < times:
        return None
    opener, closer = QUOTES[good.language]
    inner = "\u00a0" if good.language == "fr" else ""
    text, done, places = "", 0, []
    for match in sorted(choose.sample(found, times), key=lambda match: match.start()):
        text += before[done : match.start()]
        start = len(text)
        text += f"{opener}{inner}{match[0]}{inner}{closer}"
        places.append((start, len(text)))
        done = match.end()
    return text + before[done:], places


def flipped_quote(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """``of”John Smith”`` for ``of “John Smith”``."""
    made = quoted(good, choose, 3)
    if made is None:
        return None
    before, places = made
    start = choose.choice(places)[0]
    return put(before, (start - 1, start + 1), "”", mark=(0, 1))


def unbalanced_quote(side: int) -> Plant:
    def plant(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
        """The opening or the closing mark is gone; the other one is left alone."""
        made = quoted(good, choose, 3)
        if made is None:
            return None
        before, places = made
        start, end = choose.choice(places)
        if side == 0:
            return put(before, (start, end), before[start : end - 1], mark=(0, 1))
        inner = before[start + 1 : end]
        return put(before, (start, end), inner, mark=(len(inner) - 1, len(inner)))

    return plant


def mixed_quotes(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    made = quoted(good, choose, 4)
    if made is None:
        return None
    before, places = made
    start, end = choose.choice(places)
    return put(before, (start, end), '"' + before[start + 1 : end - 1] + '"', mark=(0, 1))


def treebank_quotes(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    found = spots(_PHRASE, before)
    if len(found) < 2:
        return None
    chosen = sorted(choose.sample(found, 2), key=lambda match: match.start())
    text = before
    for match in reversed(chosen):
        text = f"{text[: match.start()]}`` {match[0]} ''{text[match.end() :]}"
    return Planted(text, (chosen[0].start(), chosen[0].start() + 2), before)


def tokenized(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """A blank before every comma and full stop."""
    before = document(good, choose, 1500)
    marks = re.compile(r"(?<=[^\W\d_])([,.])(?=\s|\Z)")
    first = marks.search(before)
    if len(spots(marks, before)) < 6 or first is None:
        return None
    return Planted(marks.sub(r" \1", before), (first.start(), first.start() + 2), before)


def empty_clause(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    found = spots(re.compile(r"(?<=[^\W\d_]), (?=[^\W\d_])"), before)
    if not found:
        return None
    new = choose.choice([", , ", " ( ) "])
    return put(before, choose.choice(found).span(), new, mark=(0, 3) if new[0] == "," else (1, 4))


def no_capitals(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose, 3500, 6)
    if len(re.findall(r"[.!?](?=\s)", before)) < 12:
        return None
    text = before.lower()
    return Planted(text, (0, 1), before)


def doubled_mark(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    found = spots(re.compile(r"(?<=[^\W\d_])[.。！!?？](?=\s)"), before)
    if not found:
        return None
    wide = good.language in ("zh", "ja")
    return put(before, choose.choice(found).span(), choose.choice(["！！", "？？"] if wide else ["!!", "??"]))


def narrow_mark(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    found = spots(re.compile(r"(?<=[\u4e00-\u9fff])[，；：？！](?=[\u4e00-\u9fff])"), before)
    if not found:
        return None
    mark = choose.choice(found)
    return put(before, mark.span(), dict(zip("，；：？！", ",;:?!", strict=True))[mark[0]])


def trailing_blank(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    place = choose.choice(
        [match.start() for match in re.finditer(r"\n", before) if match.start() and before[match.start() - 1] != "\n"]
    )
    return put(before, (place, place), choose.choice([" ", "   ", "\t"]))


def leading_blank(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    return put(document(good, choose), (0, 0), " ")


def no_final_newline(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    return Planted(before[:-1], (len(before) - 1, len(before) - 1), before)


# --- body -------------------------------------------------------------------------------------------------------------


def giant_paragraph(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose, 9000 if good.language in ("zh", "ja") else 3500)
    lines = before.split("\n\n")
    giant, count = "", 0
    while len(giant) < 2200 and count < len(lines):
        giant += ("" if good.language in ("zh", "ja") else " ") * bool(giant) + lines[count].strip()
        count += 1
    if len(giant) < 2200:
        return None
    head = choose.sample(good.paragraphs, 1)[0]
    rest = "\n\n".join((giant, *lines[count:]))
    return Planted(f"{head}\n\n{rest}", (len(head) + 2, len(head) + 2 + len(giant)), f"{head}\n\n{before}")


def body_metadata(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    date = f"20{choose.randrange(10, 26)}-{choose.randrange(1, 13):02}-{choose.randrange(1, 29):02}"
    key = choose.choice([" date {} ", "date {} ", "published {} ", " Posted {} "]).format(date)
    return put(document(good, choose), (0, 0), key)


def byline(language: str, choose: random.Random) -> str:
    date = f"20{choose.randrange(10, 26)}-{choose.randrange(1, 13):02}-{choose.randrange(1, 29):02}"
    return choose.choice(
        [f"{date} {choose.randrange(40)} By", f"{date} 0 By admin", f"{date} {choose.randrange(9)} By Li Na"]
    )


BOILERPLATE = {
    "en": (
        "Please enable JavaScript to view this page.",
        "Share on Facebook",
        "This website uses cookies.",
        "12 Comments",
        "Read more",
        "Sign in to comment",
    ),
    "zh": ("责任编辑：王芳", "点击查看更多", "相关阅读", "分享到微信", "请启用JavaScript"),
    "vi": ("Chia sẻ Facebook", "Đọc thêm", "12 bình luận", "Xem thêm"),
    "es": ("Compartir en Facebook", "Leer más", "12 comentarios", "Aceptar cookies"),
    "fr": ("Partager sur Facebook", "Lire la suite", "12 commentaires", "Accepter les cookies"),
    "de": ("Auf Facebook teilen", "Weiterlesen", "12 Kommentare", "Cookies akzeptieren"),
    "pt": ("Compartilhar no Facebook", "Leia mais", "12 comentários", "Aceitar cookies"),
    "ru": ("Поделиться в Facebook", "Читать далее", "12 комментариев", "Принять файлы cookie"),
    "ja": ("続きを読む", "Facebookでシェア", "JavaScriptを有効にしてください"),
    "ko": ("더 보기", "페이스북에 공유하기", "JavaScript를 활성화하세요"),
}


def boilerplate(language: str, choose: random.Random) -> str | None:
    return choose.choice(BOILERPLATE[language]) if language in BOILERPLATE else None


def html_residue(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """A tag or an entity in plain text."""
    before = document(good, choose)
    found = spots(_BLANK if good.language in SPACED else _RUN, before)
    if not found:
        return None
    place = choose.choice(found).start()
    return put(
        before,
        (place, place),
        choose.choice(["<br>", "&nbsp;", "<br />", "&amp;quot;", "&#8217;", "</p>", "</div>", "<span>"]),
    )


def double_escaped(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    found = spots(_BLANK if good.language in SPACED else _RUN, before)
    if not found:
        return None
    place = choose.choice(found).start()
    return put(before, (place, place), choose.choice(["&amp;quot;", "&amp;nbsp;", "&amp;#8217;"]), "document.md")


def template_residue(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    found = spots(_BLANK if good.language in SPACED else _RUN, before)
    if not found:
        return None
    place = choose.choice(found).start()
    pieces = ["{{ first_name }}", "${title}", "[object Object]", "{{user.name}}"]
    piece = choose.choice(pieces)
    return put(before, (place, place), f" {piece}", mark=(1, 1 + len(piece)))


def lorem(language: str, choose: random.Random) -> str:
    return "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor."


def truncated(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """The last line breaks off."""
    before = document(good, choose)
    last = before.rstrip("\n").rfind("\n") + 1
    room = len(before) - 1 - last
    cut = last + max(8, int(room * 0.7))
    while cut < len(before) - 2 and not before[cut].isspace() and good.language in SPACED:
        cut += 1
    end = choose.choice(["...", "…", " [...]", " […]"])
    return put(before, (cut, len(before)), end + "\n", mark=(len(end) - len(end.lstrip()), len(end)))


def repeated_line(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    lines = [line for line in before.split("\n\n") if len(line) >= 45]
    if not lines:
        return None
    line = choose.choice(lines).strip()
    return put(before, (len(before), len(before)), f"\n{line}\n", mark=(1, 1 + len(line)))


_SIX_WORDS = re.compile(r"(?<=[^\n] )(?:[^\W\d_]+ ){6}")


def looped(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """One phrase again and again within a paragraph, over a third of the words."""
    before = document(good, choose)
    found = [phrase for phrase in spots(_SIX_WORDS, before) if before.count(phrase[0]) == 1]
    if not found:
        return None
    phrase = choose.choice(found)
    new = phrase[0] * (3 + len(before) // (3 * len(phrase[0])))
    return put(before, phrase.span(), new)


def blob(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    before = document(good, choose)
    data = bytes(choose.randrange(256) for _ in range(120))
    new = choose.choice([base64.b64encode(data).decode(), data.hex()])
    place = choose.choice([match.end() for match in re.finditer(r"\n\n", before)] or [0])
    return put(before, (place, place), f"{new}\n\n", mark=(0, len(new)))


# --- language ---------------------------------------------------------------------------------------------------------


def foreign_paragraph(good: Material, choose: random.Random, others: dict[str, Material]) -> Planted | None:
    """A paragraph of another language between those of this one."""
    near = {"es", "pt", "it", "fr", "ru", "uk", "cs", "pl", "nl", "de", "sv"}
    other = choose.choice(
        [name for name in sorted(others) if name != good.language and not ({name, good.language} <= near)]
    )
    long = [line for line in others[other].paragraphs if sum(map(str.isalpha, line)) >= 130]
    if not long:
        return None
    before = document(good, choose, 1500)
    place = choose.choice([match.end() for match in re.finditer(r"\n\n", before)] or [0])
    line = choose.choice(long)
    return put(before, (place, place), f"{line}\n\n", mark=(0, len(line)))


def language_mismatch(good: Material, choose: random.Random, others: dict[str, Material]) -> Planted | None:
    """The front matter names another language."""
    other = choose.choice([name for name in sorted(others) if name != good.language])
    text = document(good, choose, 1500)
    before = f"---\nlang: {good.language}\n---\n{text}"
    start = before.index("lang: ")
    return put(before, (start + 6, start + 6 + len(good.language)), other, "document.md")


COMMONEST = {
    "en": "the of and to a in is that for it was on are as with "
    "be by this at from or an have not you they his but we can",
    "vi": "và của là có không được các một những cho trong người với này đã "
    "khi để ở đến về từ như cũng ra sẽ đó phải nhiều mà vào",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si",
    "fr": "de la le et les des en un du une que est dans qui a par pour au il sur pas plus ne se ce son avec ou l d",
    "de": "der die und in den von zu das mit sich des auf für ist "
    "im dem nicht ein eine als auch es an werden aus er hat sie nach",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à",
    "ru": "и в не на что с он как по это а к у из за от о но его для же все так то было я мы бы вы был",
}
"""The thirty commonest words of a language or so."""


def without_function_words(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """The commonest words of the language are gone: those above and those whose shares seedlint knows."""
    before = document(good, choose, 5000)
    known = {row[2] for row in table("function-words") if row[0] == good.language}
    words = "|".join(sorted({*COMMONEST[good.language].split(), *known}))
    gone = re.compile(rf"(?i)(?<![^\W_])(?:{words})(?![^\W_]) ?")
    text = gone.sub("", before)
    return Planted(text, (0, 1), before) if len(text.split()) >= 220 else None


def impossible_syllable(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
    """``vậi`` for ``vậy``: y became i after â."""
    before = document(good, choose, 2500)
    found = spots(re.compile(r"(?<![^\W\d_])[bcdđghklmnpqrstvx]*[âấầẩẫậ](?:y)(?![^\W\d_])"), before)
    if not found:
        return None
    word = choose.choice(found)
    return put(before, word.span(), word[0][:-1] + "i")


# --- privacy ----------------------------------------------------------------------------------------------------------

PREFECTURES = (
    "110105",
    "120103",
    "130102",
    "210203",
    "310104",
    "320102",
    "330106",
    "420106",
    "440305",
    "500103",
    "510104",
    "610113",
)


def resident_number(choose: random.Random) -> str:
    birth = f"{choose.randrange(1940, 2015)}{choose.randrange(1, 13):02}{choose.randrange(1, 29):02}"
    number = f"{choose.choice(PREFECTURES)}{birth}{choose.randrange(1, 1000):03}"
    # ISO 7064, MOD 11-2, by Horner's rule.
    total = 0
    for digit in number:
        total = (total + int(digit)) * 2 % 11
    last = (12 - total) % 11
    return number + ("X" if last == 10 else str(last))


def card_number(choose: random.Random) -> str:
    prefix, length = choose.choice(
        [("4", 16), ("51", 16), ("55", 16), ("37", 15), ("622848", 19), ("3530", 16), ("6011", 16)]
    )
    number = prefix + "".join(choose.choice(string.digits) for _ in range(length - 1 - len(prefix)))
    total = sum(
        int(digit) if place % 2 else sum(map(int, str(2 * int(digit)))) for place, digit in enumerate(reversed(number))
    )
    number += str(-total % 10)
    if length == 15:
        return f"{number[:4]} {number[4:10]} {number[10:]}"
    mark = choose.choice([" ", "-"])
    return mark.join(number[place : place + 4] for place in range(0, length, 4))


def secret(choose: random.Random) -> str:
    def some(alphabet: str, count: int) -> str:
        return "".join(choose.choice(alphabet) for _ in range(count))

    lower, upper, both = (
        string.ascii_lowercase + string.digits,
        string.ascii_uppercase,
        string.ascii_letters + string.digits,
    )
    return choose.choice(
        [
            "AKIA" + some(upper + "234567", 16),
            "ghp_" + some(both, 36),
            "github_pat_" + some(both, 22) + "_" + some(both, 59),
            "glpat-" + some(both, 20),
            "xoxb-" + some("123456789", 12) + "-" + some("123456789", 12) + "-" + some(both, 24),
            "sk_live_" + some(both, 24),
            "AIza" + some(both, 35),
            "npm_" + some(both, 36),
            "hf_" + some(string.ascii_letters, 34),
            "dop_v1_" + some("0123456789abcdef", 64),
            "LTAI" + some(both, 20),
            "SG." + some(both, 22) + "." + some(both, 43),
            "shpat_" + some("0123456789abcdef", 32),
            "PMAK-" + some("0123456789abcdef", 24) + "-" + some("0123456789abcdef", 34),
            "pypi-AgEIcHlwaS5vcmc" + some(both, 90) + some(lower, 3),
        ]
    )


def amid(make: Callable[[random.Random], str]) -> Plant:
    """Something between two words (or two characters, where words have no blanks)."""

    def plant(good: Material, choose: random.Random, _: dict[str, Material]) -> Planted | None:
        before = document(good, choose)
        found = spots(_BLANK if good.language in SPACED else _RUN, before)
        if not found:
            return None
        place = choose.choice(found).start()
        piece = make(choose)
        around = " " if good.language in SPACED else choose.choice(["", "："])
        return put(before, (place, place), f"{around}{piece}", mark=(len(around), len(around) + len(piece)))

    return plant


def address(choose: random.Random) -> str:
    name = "".join(choose.choice(string.ascii_lowercase) for _ in range(6))
    host = choose.choice(["harbour-news.org", "mail.kueste.de", "shuju.cn"])
    return f"{name}.{choose.choice(['li', 'kim', 'novak'])}@{host}"


# --- the catalogue ----------------------------------------------------------------------------------------------------

_STRETCH = "a stretch beyond ASCII, whole; of a paragraph, the start of its first one"
_SUSPECTED = ("suspected-mojibake",)
_FIRST = "the first place in the document, which stands for all"
_WHOLE = "the first character of the document, which stands for all of it"

DEFECTS: tuple[Defect, ...] = (
    *(
        Defect(
            "mojibake",
            misread_once(codec, layers),
            f"{codec}, {layers} deep",
            SAME_SPAN,
            means=_STRETCH,
            also=_SUSPECTED,
        )
        for codec, layers in product(("cp1252", "latin-1"), (1, 2, 3))
    ),
    *(
        Defect("mojibake", misread_paragraph(codec, layers), f"{codec}, {layers} deep, a paragraph", also=_SUSPECTED)
        for codec, layers in product(("cp1250", "cp1253", "cp1254", "cp1257", "cp437"), (1, 2))
    ),
    *(
        Defect("mojibake", misread_paragraph(codec, 1), f"{codec}, a paragraph", also=_SUSPECTED)
        for codec in ("mac_roman", "cp1251", "koi8-r")
    ),
    Defect(
        "lossy-mojibake",
        between_words([" ï¿½ ", " â€ "], (1, 3)),
        languages=LATIN,
        place=SOMEWHERE,
        means="any of what is left",
    ),
    Defect("lossy-mojibake", inside_word(["锟斤拷", "烫烫烫"]), "Han", languages=("zh", "ja"), place=SAME_SPAN),
    Defect("replacement-character", inside_word(["\ufffd"])),
    Defect("control-character", inside_word(["\x00", "\x0b", "\x1a", "\x7f", "\ufdd0"]), "C0"),
    Defect(
        "control-character",
        inside_word(["\x80", "\x92", "\x95"]),
        "C1",
        languages=CASED,
        also=("mojibake", "suspected-mojibake"),
    ),
    Defect("bidi-control", direction),
    Defect("byte-order-mark", inside_word(["\ufeff"])),
    Defect("invisible-character", inside_word(["\u200b", "\u2060", "\u00ad", "\u180e", "\U000e0041"]), languages=CASED),
    Defect("private-use-character", inside_word(["\ue000", "\uf0b7", "\uf8f0"])),
    Defect(
        "mixed-script-word", mixed_scripts, languages=(*LATIN, "ru", "uk"), place=SAME_SPAN, means="the word, whole"
    ),
    Defect("not-normalized", decomposed, languages=(*CASED, "ko", "ja")),
    Defect("odd-whitespace", between_words(["\u2028", "\u0085", "\u00a0\u00a0", "\u3000"]), languages=LATIN),
    Defect("mixed-newlines", mixed_newlines),
    Defect("invalid-utf8", invalid_bytes),
    Defect("missing-space", lost_space(1), "once", languages=CASED),
    Defect("missing-space", lost_space(3), "three times", languages=CASED),
    Defect("missing-space", lost_space_after_comma, "after a comma", languages=CASED),
    Defect("misdirected-quote", flipped_quote, languages=("en", "vi", "es", "pt", "tr", "it", "nl")),
    Defect("unbalanced-quote", unbalanced_quote(0), "no closing mark", languages=tuple(QUOTES)),
    Defect("unbalanced-quote", unbalanced_quote(1), "no opening mark", languages=tuple(QUOTES)),
    Defect("mixed-quotes", mixed_quotes, languages=("en", "vi", "es", "pt", "it")),
    Defect("treebank-quotes", treebank_quotes, languages=SPACED, means=_FIRST),
    Defect("tokenized-text", tokenized, languages=CASED, means=_FIRST),
    Defect("empty-clause", empty_clause, languages=CASED, place=SOMEWHERE, means="any of its characters"),
    Defect("no-capitals", no_capitals, languages=CASED, is_statistical=True, means=_WHOLE),
    Defect("repeated-punctuation", doubled_mark),
    Defect("mixed-width-punctuation", narrow_mark, languages=("zh",)),
    Defect("trailing-whitespace", trailing_blank, means=_FIRST),
    Defect("leading-blank", leading_blank),
    Defect("missing-final-newline", no_final_newline, means="the end of the document"),
    Defect("giant-paragraph", giant_paragraph, is_statistical=True),
    Defect("body-metadata", body_metadata, languages=CASED, means="the first character of the document"),
    Defect("byline-debris", own_line(byline)),
    Defect("boilerplate-line", own_line(boilerplate), languages=tuple(BOILERPLATE)),
    Defect("html-residue", html_residue, "plain text"),
    Defect("html-residue", double_escaped, "escaped twice, Markdown"),
    Defect("template-residue", template_residue, "placeholder"),
    Defect("template-residue", own_line(lorem), "lorem ipsum"),
    Defect("truncated-text", truncated, place=SOMEWHERE, means="any of the dots"),
    Defect("repeated-line", repeated_line),
    Defect(
        "looped-phrase", looped, languages=SPACED, place=SOMEWHERE, is_statistical=True, means="any place in the loop"
    ),
    Defect("opaque-blob", blob, place=SAME_SPAN),
    Defect("language-mismatch", language_mismatch, is_statistical=True, means="the value that names the language"),
    Defect("foreign-paragraph", foreign_paragraph, is_statistical=True),
    Defect(
        "missing-function-words", without_function_words, languages=tuple(COMMONEST), is_statistical=True, means=_WHOLE
    ),
    Defect("impossible-syllable", impossible_syllable, languages=("vi",), place=SAME_SPAN, means="the syllable, whole"),
    Defect("resident-id", amid(resident_number), place=SAME_SPAN, means="the number, whole"),
    Defect("payment-card", amid(card_number), place=SAME_SPAN, means="the number, whole"),
    Defect("secret", amid(secret), place=SAME_SPAN, means="the secret, whole"),
    Defect("email-address", amid(address), place=SAME_SPAN, means="the address, whole"),
)
