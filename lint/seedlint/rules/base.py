"""All that the author of a rule imports."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from seedlint.diagnostics import Applicability, Finding, Fix, Related, Severity
from seedlint.document.directives import Directive, Name, Verb
from seedlint.document.document import Document
from seedlint.text.record import NamedTuple
from seedlint.text.span import Edit, Span

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.verdict import Verdict

__all__ = [
    "Applicability",
    "Bad",
    "Directive",
    "DirectiveRule",
    "Document",
    "DocumentRule",
    "Edit",
    "Finding",
    "Fix",
    "Good",
    "Name",
    "Option",
    "Outcome",
    "Related",
    "Rule",
    "Severity",
    "Span",
    "UrlRule",
    "Verb",
]

T = TypeVar("T", bool, int, float, str, tuple[str, ...])


class Option(Generic[T]):
    """A setting of a rule: a class attribute whose value on an instance is the configured one.

    The type of ``default`` is the type of the option: bool, int, float, str, or a tuple of strings (a list in
    the configuration). ``minimum`` bounds numbers, ``choices`` closes a set of strings.
    """

    def __init__(
        self, default: T, help: str, *, minimum: float | None = None, choices: tuple[str, ...] | None = None
    ) -> None:
        self.default: T = default
        self.help = help
        self.minimum = minimum
        self.choices = choices
        self.attribute = ""
        self.name = ""

    def __set_name__(self, owner: type, attribute: str) -> None:
        self.attribute = attribute
        self.name = attribute.replace("_", "-")

    @overload
    def __get__(self, rule: None, owner: type) -> "Option[T]": ...
    @overload
    def __get__(self, rule: object, owner: type) -> T: ...
    def __get__(self, rule: object | None, owner: type) -> "Option[T] | T":
        if rule is None:
            return self
        # What stands in the dictionary of the instance goes before this descriptor: it is asked only once.
        value: T = rule.__dict__.setdefault(self.attribute, self.default)
        return value


class Good(NamedTuple):
    """An example document in which the rule stays silent.

    ``files`` are the texts of the files around it by path; without any, nothing is known of what is around it.
    ``verdicts`` (each a :class:`~seedlint.verdict.Verdict`) is what is known of its URLs, by the URL as it is written.
    """

    text: str
    path: str = "example.md"
    options: dict[str, Any] = {}
    schema: dict[str, Any] | None = None
    files: dict[str, str] | None = None
    verdicts: dict[str, Any] | None = None


class Bad(NamedTuple):
    """An example document with defects; ``⟦ ⟧`` enclose the exact span of each finding.

    ``fixed`` is the whole text after all fixes of the findings (safe and unsafe) were applied. ``messages``, where
    given, are the findings' messages in order. ``schema`` is a JSON Schema to bind to the document; ``files`` and
    ``verdicts`` as in :class:`Good`.
    """

    text: str
    fixed: str | None = None
    messages: tuple[str, ...] = ()
    path: str = "example.md"
    options: dict[str, Any] = {}
    schema: dict[str, Any] | None = None
    files: dict[str, str] | None = None
    verdicts: dict[str, Any] | None = None


class Rule:
    """What all kinds of rules have in common.

    The class docstring of a rule is its page: the first line says in one sentence what it flags; then follow the
    sections ``## Why it matters``, ``## How to fix``, and where true ``## Known limits`` and ``## Fix safety``. The
    name is the file's name in kebab case, the family is the folder. ``examples`` are the rule's tests.

    Rules are pure: one instance serves many documents and keeps nothing of them.
    """

    name: ClassVar[str]
    family: ClassVar[str]
    severity: ClassVar[Severity]
    """The severity without configuration (single findings may be worth less: ``Finding.severity``)."""

    default: ClassVar[bool] = True
    """False for rules that are applied only where they are selected by their own names."""

    def __init_subclass__(cls) -> None:
        *_, family, module = cls.__module__.split(".")
        cls.name = module.replace("_", "-")
        cls.family = family

    def __init__(self, **options: Any) -> None:
        for attribute, value in options.items():
            if not isinstance(getattr(type(self), attribute, None), Option):
                raise TypeError(f"{self.name} has no option {attribute}")
            self.__dict__[attribute] = value

    @classmethod
    def options(cls) -> dict[str, Option[Any]]:
        """The rule's options by their names in the configuration (kebab case)."""
        found = {}
        for klass in reversed(cls.__mro__):
            for value in vars(klass).values():
                if isinstance(value, Option):
                    found[value.name] = value
        return found

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        """Examples, at least one good and one bad; made when they are asked for, so that they cost nothing else."""
        raise NotImplementedError


class DocumentRule(Rule):
    """A rule that looks at one document at a time."""

    needs_text: ClassVar[bool] = True
    """False for rules that also speak about files whose bytes are not text at all (UTF-16)."""

    def check(self, document: Document) -> Iterable[Finding]:
        """Yield the findings in ``document``, in any order."""
        raise NotImplementedError


class UrlRule(Rule):
    """A rule about what is at the end of a URL, which only a run on the network knows (``--online``).

    Each URL is asked for once, however many documents and rules want to know; the rule then judges every place.
    """

    def targets(self, document: Document) -> "Iterable[Link]":
        """The links of ``document`` of which the rule wants to know: all that lead to the web."""
        from seedlint.document.web import web_links  # most runs stay offline

        return web_links(document)

    def judge(self, document: Document, link: "Link", verdict: "Verdict") -> Iterable[Finding]:
        """Yield what there is to say of ``link``, one of the targets, now that ``verdict`` is known.

        Nothing is asked about URLs that are simply there, or that nobody asked for.
        """
        raise NotImplementedError


class Outcome(NamedTuple):
    """What became of one directive.

    ``unused`` are those of its names that did nothing although their rules were applied; ``idle`` those among them
    that never can, because no comment suppresses findings of these rules. ``known`` is all that a directive may name.
    """

    unused: tuple[Name, ...]
    idle: tuple[Name, ...]
    known: Collection[str]


class DirectiveRule(Rule):
    """A rule about the comments that suppress findings. Its own findings are suppressed by no comment."""

    def judge(self, directive: Directive, outcome: Outcome) -> Iterable[Finding]:
        """Yield the findings about ``directive``, after all other rules were applied to its document."""
        raise NotImplementedError
