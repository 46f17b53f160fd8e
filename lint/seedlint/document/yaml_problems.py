"""What a YAML parser's refusal means, in plain words, and where to look."""

from __future__ import annotations

from collections.abc import Callable

from seedlint.document.tree import Problem, ProblemKind, escape_sequence, quoted
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

SECOND_DOCUMENT = "a second YAML document begins here"

_QUOTE_IT = "put the value in quotes"
_TEMPLATE = "YAML does not know templates: put the whole value in quotes, or keep templates out of the front matter"
_ALIGN = "let all keys of a mapping begin in the same column, indented with blanks"
_COLON_AND_BLANK = lazy_pattern(r":[ \t]")
_INDENT = lazy_pattern(r"[ \t]*(?:-[ \t]+)*")
_WORD = lazy_pattern(r"[^\s,\[\]{}]+")
_GLUED_KEY = lazy_pattern(r"[\w.-]+:[^\s/]")
_LONGEST_KEY = 1024
"""Of implicit keys: https://yaml.org/spec/1.2.2/#742-flow-mappings"""
_CLOSERS = {"[": "]", "{": "}"}


class _Cause(NamedTuple):
    place: Span
    message: str
    help: str | None = None


class _Refusal:
    """A parser's complaint: the problem and where it was seen; where that began which was being read."""

    def __init__(self, content: str, error: Exception) -> None:
        mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        self.content = content
        self.problem = str(getattr(error, "problem", None) or error)
        self.place = min(mark.index, len(content)) if mark is not None else 0
        self.begin = min(context.index, len(content)) if context is not None else self.place

    def line(self, place: int) -> Span:
        """The line around ``place``, without its line break."""
        start = max(self.content.rfind("\n", 0, place), self.content.rfind("\r", 0, place)) + 1
        ends = [end for end in (self.content.find("\n", place), self.content.find("\r", place)) if end >= 0]
        return Span(start, min(ends, default=len(self.content)))

    def words(self, place: int) -> Span:
        """What stands from ``place`` to the end of its line, without blanks around it."""
        text = self.content[place : self.line(place).end]
        start = place + len(text) - len(text.lstrip())
        return Span(start, max(start, place + len(text.rstrip())))

    def word(self, place: int) -> Span:
        match = _WORD.match(self.content, place)
        return Span(*match.span()) if match is not None else Span(place, place + 1)

    def before(self) -> str:
        """What stands on the line before the place."""
        return self.content[self.line(self.place).start : self.place]

    def character(self) -> str:
        return self.content[self.place : self.place + 1]


def explain(content: str, error: Exception, start: int) -> Problem:
    """What is wrong according to ``error``, which the parser raised for ``content`` (that begins at ``start``)."""
    refusal = _Refusal(content, error)
    for problem, cause_of in _CAUSES:
        if refusal.problem.startswith(problem):
            cause = cause_of(refusal)
            break
    else:
        cause = _Cause(refusal.word(refusal.place), f"YAML cannot be read here: {refusal.problem}")
    span = _visible(content, cause.place)
    line = refusal.line(span.start).of(content)
    advice = _TEMPLATE if "{{" in line or "{%" in line else cause.help
    return Problem(ProblemKind.SYNTAX, span.shifted(start), cause.message, advice)


def forbidden(character: str, place: int) -> Problem:
    """The problem of a control character at ``place``."""
    return Problem(
        ProblemKind.SYNTAX,
        Span(place, place + 1),
        f"YAML forbids the control character U+{ord(character):04X}",
        "delete the character, or write it as an escape in double quotes",
    )


def _visible(content: str, span: Span) -> Span:
    """``span``, or where that is empty, the last character before it that can be seen."""
    start, end = span.start, min(span.end, len(content))
    if start < end:
        return span
    before = content[:start].rstrip()
    return Span(len(before) - 1, len(before)) if before else Span(0, min(1, len(content)))


def _bad_start(refusal: _Refusal) -> _Cause:
    """A character that nothing can begin with."""
    place, character = refusal.place, refusal.character()
    if character == "\t":
        return _tab(refusal)
    if character == "%" and refusal.before().endswith("{"):
        return _Cause(Span(place - 1, place + 1), "'{%' begins a template where a value belongs")
    return _Cause(Span(place, place + 1), f"a value without quotes cannot begin with '{character}'", _QUOTE_IT)


def _tab(refusal: _Refusal) -> _Cause:
    return _tab_at(refusal, refusal.place)


def _tab_at(refusal: _Refusal, place: int) -> _Cause:
    end = place
    while refusal.content[end : end + 1] == "\t":
        end += 1
    return _Cause(Span(place, end), "a tab where YAML wants blanks", "indent with blanks")


def _colon(refusal: _Refusal) -> _Cause:
    """A colon that would begin a mapping where none can be."""
    line, place = refusal.line(refusal.place), refusal.place
    colon = _COLON_AND_BLANK.search(refusal.before())
    if colon is not None:
        value = quoted(refusal.words(line.start + colon.end()).of(refusal.content))
        return _Cause(
            Span(place, place + 1),
            f"a colon and a blank in the value {value}, which is not in quotes",
            'put the value in quotes, as in title: "Report: done"',
        )
    key = refusal.words(line.start)
    tab = refusal.content.find("\t", line.start, key.start)
    if tab >= 0:
        return _tab_at(refusal, tab)
    if place - key.start > _LONGEST_KEY:
        return _no_key(refusal, Span(key.start, place))
    above = refusal.line(len(refusal.content[: line.start].rstrip()))
    if line.start and _indent(above.of(refusal.content)) == _indent(line.of(refusal.content)):
        return _no_key(refusal, refusal.words(above.start))
    return _Cause(Span(key.start, max(place, key.start)), "this key is indented deeper than the key above it", _ALIGN)


def _indent(line: str) -> int:
    match = _INDENT.match(line)
    return match.end() if match is not None else 0


def _no_key(refusal: _Refusal, line: Span) -> _Cause:
    """A line that should have been a key and its value."""
    text = line.of(refusal.content)
    if _COLON_AND_BLANK.search(text + " ", _LONGEST_KEY):
        return _Cause(line, f"{quoted(text)} is longer than the {_LONGEST_KEY:,} characters that a key may have")
    if _GLUED_KEY.match(text):
        return _Cause(line, f"{quoted(text)} has no key", "write a blank after the colon")
    advice = "write 'key: value', or indent the line if it continues the value above"
    return _Cause(line, f"{quoted(text)} has no key", advice)


def _no_colon(refusal: _Refusal) -> _Cause:
    return _no_key(refusal, refusal.words(refusal.begin))


def _open_quote(refusal: _Refusal) -> _Cause:
    place = refusal.begin
    quote = refusal.content[place : place + 1]
    inside = '\\"' if quote == '"' else "''"
    return _Cause(
        Span(place, place + 1),
        f"the quote {quote} is never closed",
        f"close it at the end of the value; inside the value write {inside}",
    )


def _escape(refusal: _Refusal) -> _Cause:
    start = refusal.content.rfind("\\", 0, refusal.place + 1)
    span = Span(start, min(start + 2, len(refusal.content)))
    return _Cause(
        span,
        f"{escape_sequence(span.of(refusal.content))} is no escape sequence",
        "write a backslash as \\\\, or use single quotes",
    )


def _misfit(refusal: _Refusal) -> _Cause:
    """Something that does not go on with the mapping or list that is open."""
    content, place = refusal.content, refusal.place
    before, character = refusal.before().rstrip(), refusal.character()
    words = refusal.words(place)
    if character and character in "]}":
        return _Cause(Span(place, place + 1), f"'{character}' closes nothing", _QUOTE_IT)
    if character == ":":
        return _Cause(Span(place, place + 1), "no key stands before the colon, or no blank after it")
    if before.endswith(("'", '"')):
        inside = '\\"' if before.endswith('"') else "''"
        return _Cause(words, "text after the closing quote", f"write {inside} for a quote inside the value")
    if before.endswith(("]", "}")):
        return _Cause(words, "text after the closing bracket", _QUOTE_IT)
    if before.strip(" \t-") or not character:
        return _Cause(words, "this does not belong to what stands before it", _QUOTE_IT)
    if "<document start>" in refusal.problem and content.startswith(
        "...", refusal.line(len(content[:place].rstrip())).start
    ):
        return _Cause(words, SECOND_DOCUMENT)
    if content.startswith("- ", place) and "key" in refusal.problem:
        return _Cause(words, "a list item where a key belongs", "let all items of a list begin in the same column")
    if "'-'" in refusal.problem and _COLON_AND_BLANK.search(words.of(content) + " "):
        return _Cause(
            words, "a key where a list item belongs", "begin the line with '- ', or align it with the key above"
        )
    return _Cause(words, "the indentation of this line fits no line above", _ALIGN)


def _flow(refusal: _Refusal) -> _Cause:
    """A list or mapping in brackets that does not go on as it should."""
    bracket = refusal.content[refusal.begin : refusal.begin + 1]
    closer = _CLOSERS.get(bracket, bracket)
    if closer not in refusal.content[refusal.begin : refusal.line(refusal.place).end]:
        return _Cause(
            Span(refusal.begin, refusal.begin + 1), f"this '{bracket}' is never closed", f"close it with '{closer}'"
        )
    word = refusal.word(refusal.place)
    return _Cause(word, f"{quoted(word.of(refusal.content))} where a comma or '{closer}' belongs", _QUOTE_IT)


def _no_content(refusal: _Refusal) -> _Cause:
    place, character = refusal.place, refusal.character()
    if not refusal.content[place:].strip():
        last = max(len(refusal.content[:place].rstrip()) - 1, 0)
        return _Cause(Span(last, last + 1), "a bracket is never closed", "close it, or put the value in quotes")
    if character and character in ",]}" and not _COLON_AND_BLANK.search(refusal.before()[-2:]):
        return _Cause(Span(place, place + 1), f"a value is missing before '{character}'", _QUOTE_IT)
    return _Cause(Span(place, place + 1), f"a value without quotes cannot begin with '{character}'", _QUOTE_IT)


def _no_name(refusal: _Refusal) -> _Cause:
    sign = refusal.content[refusal.begin : refusal.begin + 1]
    kind = "alias" if sign == "*" else "anchor"
    return _Cause(Span(refusal.begin, refusal.begin + 1), f"'{sign}' begins an {kind}, but no name follows", _QUOTE_IT)


def _list_in_line(refusal: _Refusal) -> _Cause:
    place = Span(refusal.place, refusal.place + 1)
    return _Cause(
        place, "a list item on the line of its key", "begin the list on the next line, or put the value in quotes"
    )


def _question_mark(refusal: _Refusal) -> _Cause:
    return _Cause(Span(refusal.place, refusal.place + 1), "a value without quotes cannot begin with '? '", _QUOTE_IT)


def _block_header(refusal: _Refusal) -> _Cause:
    sign = refusal.content[refusal.begin : refusal.begin + 1]
    return _Cause(
        refusal.words(refusal.place),
        f"text after the '{sign}' that begins a block of lines",
        "begin the text on the next line, or put the value in quotes",
    )


def _tag(refusal: _Refusal) -> _Cause:
    start = refusal.content.rfind("!", 0, refusal.place + 1)
    return _Cause(refusal.word(max(start, 0)), "'!' begins a tag, and this one has no meaning", _QUOTE_IT)


def _directive(refusal: _Refusal) -> _Cause:
    return _Cause(
        refusal.words(refusal.begin), "a line that begins with '%' is a directive, and this one is not known", _QUOTE_IT
    )


def _second_document(refusal: _Refusal) -> _Cause:
    return _Cause(refusal.words(refusal.place), SECOND_DOCUMENT, "a file holds one document")


_CAUSES: tuple[tuple[str, Callable[[_Refusal], _Cause]], ...] = (
    ("found character that cannot start any token", _bad_start),
    ("found character '", _bad_start),  # PyYAML without libyaml
    ("found a tab character", _tab),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("found unexpected end of stream", _open_quote),
    ("found unexpected document", _open_quote),
    ("found unknown escape character", _escape),
    ("did not find expected hexdecimal number", _escape),
    ("expected escape sequence", _escape),
    ("found invalid Unicode character escape", _escape),
    ("did not find expected key", _misfit),
    ("did not find expected '-' indicator", _misfit),
    ("did not find expected <document start>", _misfit),
    ("expected <block end>", _misfit),
    ("did not find expected ',' or", _flow),
    ("expected ',' or", _flow),
    ("did not find expected node content", _no_content),
    ("expected the node content", _no_content),
    ("did not find expected alphabetic or numeric character", _no_name),
    ("expected alphabetic or numeric character", _no_name),
    ("block sequence entries are not allowed", _list_in_line),
    ("sequence entries are not allowed", _list_in_line),
    ("mapping keys are not allowed", _question_mark),
    ("did not find expected comment or line break", _block_header),
    ("found an indentation indicator equal to 0", _block_header),
    ("found undefined tag handle", _tag),
    ("did not find expected whitespace or line break", _tag),
    ("did not find expected tag", _tag),
    ("found unknown directive", _directive),
    ("found incompatible YAML", _directive),
    (SECOND_DOCUMENT, _second_document),
)
