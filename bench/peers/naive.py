"""What people write when they need a check by tomorrow: python-frontmatter, jsonschema and ftfy in sixty lines.

It tells neither lines nor columns. It is here to be measured, as the least that a linter has to compete with.
"""

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import frontmatter
import ftfy
import yaml
from jsonschema import Draft202012Validator


class Loader(yaml.CSafeLoader):
    """Dates stay strings, as in JSON."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def problems(path, validator):
    text = path.read_text(encoding="utf-8")
    try:
        post = frontmatter.loads(text, handler=frontmatter.YAMLHandler(), Loader=Loader)
    except yaml.YAMLError as error:
        yield f"front matter: {error}"
        return
    for error in validator.iter_errors(post.metadata):
        yield f"{error.json_path}: {error.message}"
    if not post.content.strip():
        yield "the body is empty"
    for value in (*strings(post.metadata), post.content):
        if ftfy.is_bad(value):
            yield "mojibake"
        if value.startswith("http") and not urlsplit(value).netloc:
            yield f"broken URL {value}"
    if post.metadata.get("quality") and post.metadata.get("published") is False:
        yield "scored, but not published"


def main():
    schema, *roots = sys.argv[1:]
    validator = Draft202012Validator(json.loads(Path(schema).read_text(encoding="utf-8")))
    found = 0
    for root in map(Path, roots):
        for path in sorted(root.rglob("*.md")) if root.is_dir() else [root]:
            for problem in problems(path, validator):
                print(f"{path}: {problem}")
                found += 1
    return found > 0


if __name__ == "__main__":
    sys.exit(main())
