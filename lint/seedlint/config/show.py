"""What holds for one path, as plain data for people and programs (``--show-settings``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from seedlint.config.model import SUFFIXES, ActiveRule, Binding, shown
from seedlint.config.resolve import Config


def show_settings(config: Config, path: str, metadata: Callable[[], Any] = dict) -> dict[str, Any]:
    """The settings of the document at ``path`` under ``config``: JSON data with the names of the configuration's keys.

    ``config`` is the path of the configuration file (None without one); ``rules`` holds the active ones with their
    severity and all their options; ``schema`` is what the configuration binds, not what the document declares.
    """
    settings = config.resolve(path, metadata)
    return {
        "path": path,
        "config": None if config.path is None else shown(config.path),
        "root": config.root,
        "preset": config.preset,
        "fail-on": settings.fail_on.value,
        "min-severity": settings.min_severity.value,
        "max-file-size": settings.max_file_size,
        "include": list(_include(config)),
        "exclude": list(config.file.exclude or ()),
        "respect-gitignore": config.respect_gitignore,
        "force-exclude": config.force_exclude,
        "schema": None if settings.schema is None else _schema(settings.schema),
        "rules": {active.rule.name: _rule(active) for active in settings.rules},
    }


def _include(config: Config) -> Sequence[str]:
    return [f"*{suffix}" for suffix in SUFFIXES] if config.file.include is None else config.file.include


def _schema(binding: Binding) -> dict[str, str]:
    place = "--schema" if binding.place is None else ":".join(map(str, binding.place))
    return {"schema": shown(binding.target), "from": place}


def _rule(active: ActiveRule) -> dict[str, Any]:
    rule, severity = active
    options = {name: getattr(rule, option.attribute) for name, option in rule.options().items()}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()}
    return {"severity": severity.value, **plain}
