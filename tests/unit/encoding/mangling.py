"""Texts in many languages and the means to break them."""

from __future__ import annotations

import re
from itertools import pairwise

from seedlint.diagnostics import Finding
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.base import DocumentRule
from seedlint.text.decode import encode
from seedlint.text.span import Edit, Span, apply

SENTENCES = {
    "arabic": "تنشر البلدية كل صباح ارتفاع الماء في الميناء.",
    "azerbaijani": "Şəhər kitabxanası yeni oxucular üçün gecə də açıqdır.",
    "bengali": "নদীর জল আজ সকালে অনেক বেড়েছে।",
    "chinese": "港口每天早上公布水位，人人都可以查看。",
    "croatian": "Željeznička postaja bit će zatvorena šest tjedana, kažu u općini.",
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy celou noc.",
    "english": "The harbour’s “open table” — a first — costs £40 or €45 a year…",
    "finnish": "Käyttäjät löysivät yöllä järven jäältä työkalun.",
    "french": "L’été dernier, la mairie a déjà payé 40\N{NO-BREAK SPACE}€ à l’école, où chaque élève reçoit un goûter.",
    "german": "Die Straße über den Fluß bleibt für größere Fahrzeuge „gesperrt“, heißt es.",
    "greek": "Το λιμάνι δημοσιεύει κάθε πρωί τη στάθμη του νερού.",
    "hebrew": "הנמל מפרסם בכל בוקר את מפלס המים.",
    "hindi": "बंदरगाह हर सुबह पानी का स्तर बताता है।",
    "hungarian": "A kikötő minden reggel közzéteszi a vízszintet, és bárki megnézheti.",
    "icelandic": "Höfnin birtir vatnshæðina á hverjum morgni, þótt fáir skoði hana.",
    "japanese": "港では毎朝、水位を公表しています。",
    "korean": "항구는 매일 아침 수위를 발표한다.",
    "polish": "Każdego ranka źródło w porcie podaje, że poziom wody się zmienił.",
    "portuguese": "A câmara não publica as medições à noite; só de manhã, após as três.",
    "romanian": "Înălțimea apei este afișată în fiecare dimineață lângă gară.",
    "russian": "Порт каждое утро публикует уровень воды, и любой может его увидеть.",
    "serbian": "Лука сваког јутра објављује водостај, каже његов ђак.",
    "spanish": "El año pasado la estación midió más lluvia que nunca: ¿quién lo creería?",
    "swedish": "Hamnen visar vattenståndet på en skärm där båtarna ligger förtöjda.",
    "thai": "ท่าเรือประกาศระดับน้ำทุกเช้า",
    "turkish": "Liman her sabah su düzeyini açıklıyor; çocuklar da ölçüm yapıyor, işte böyle.",
    "ukrainian": "Щоранку порт оприлюднює рівень води, і його може побачити кожен.",
    "vietnamese": "Mỗi buổi sáng, cảng công bố mực nước để mọi người đều biết.",
}
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def mangled(text: str, codec: str, layers: int = 1) -> str:
    """``text`` in UTF-8 read as ``codec``; bytes that it does not have become C1 controls."""
    for _ in range(layers):
        text = "".join(_character(byte, codec) for byte in text.encode())
    return text


def _character(byte: int, codec: str) -> str:
    try:
        return bytes((byte,)).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


def mangled_in_place(text: str, codec: str, layers: int = 1) -> tuple[str, list[Span]]:
    """The same with the spans of the broken runs: each stretch beyond ASCII becomes one."""
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    ends = [0, *(end for match in _BEYOND_ASCII.finditer(text) for end in match.span()), len(text)]
    for index, (start, end) in enumerate(pairwise(ends)):
        part = text[start:end]
        if index % 2:
            part = mangled(part, codec, layers)
            spans.append(Span(length, length + len(part)))
        parts.append(part)
        length += len(part)
    return "".join(parts), spans


def document(text: str, path: str = "example.md") -> Document:
    return Document(Source(path, encode(text)))


def findings(rule: DocumentRule, text: str, path: str = "example.md") -> list[Finding]:
    return sorted(rule.check(document(text, path)))


def edits(found: list[Finding]) -> list[Edit]:
    return [edit for finding in found if finding.fix is not None for edit in finding.fix.edits]


def fixed(text: str, found: list[Finding]) -> str:
    return apply(text, edits(found))
