"""What was looked at besides a document to find what is wrong with it."""

from collections.abc import Iterable

from seedlint.text.record import NamedTuple


class Looks(NamedTuple):
    """The places (absolute paths) on which a result rests, for who has to know when to look again.

    ``names`` were asked for: whether something is there, and what (a file, a folder); of ``folders`` all names were
    read, of ``documents`` the content. ``steering`` are files, like schemas, that decide about many documents. At
    ``repositories`` a repository was looked for; ``common`` is the root where it is what the arguments have in common.
    """

    names: set[str]
    folders: set[str]
    documents: set[str]
    steering: set[str]
    repositories: set[str]
    common: set[str]

    @classmethod
    def none(cls) -> "Looks":
        """Nothing so far."""
        return cls(set(), set(), set(), set(), set(), set())

    def add(self, others: "Looks") -> None:
        """Note what others have looked at."""
        for own, other in zip(self, others, strict=True):
            own.update(other)

    def with_steering(self, paths: Iterable[str]) -> "Looks":
        """The same with these files that decide about many documents."""
        return self._replace(steering={*self.steering, *paths})
