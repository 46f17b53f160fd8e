"""seedlint: a data-quality linter and CI check for collections of documents."""

__version__ = "0.1.0"
