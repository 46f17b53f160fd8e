"""What the URLs of an article tell: caches that hold copies of it, services that lead to it, the words in its path."""

from __future__ import annotations

import re

from seedlint.document.targets import authority_of, host_of
from seedlint.text.pattern import lazy_pattern

_CACHES = (
    "cdn.ampproject.org", "bing-amp.com", "amp.cloudflare.com", "webcache.googleusercontent.com", "web.archive.org",
    "archive.org", "archive.is", "archive.ph", "archive.today", "archive.fo", "archive.li", "perma.c"
    "c", "translate.goog",
    "ghostarchive.org", "scribd.com", "webcitation.org", "r.jina.ai", "12ft.io",
)  # fmt: skip
_BELOW_CACHES = tuple(f".{cache}" for cache in _CACHES)
_REDIRECTORS = frozenset(
    [
        "t.co",
        "bit.ly",
        "goo.gl",
        "ow.ly",
        "buff.ly",
        "dlvr.it",
        "ift.tt",
        "is.gd",
        "tinyurl.com",
        "lnkd.in",
        "fb.me",
        "trib.al",
        "shar.es",
        "flip.it",
        "apple.news",
        "apne.ws",
        "nyti.ms",
        "wapo.st",
        "on.wsj.com",
        "reut.rs",
        "bbc.in",
        "cnn.it",
        "youtu.be",
        "feedproxy.google.com",
        "feeds.feedburner.com",
        "feedburner.com",
        "rss.feedsportal.com",
        "news.google.com",
        "google.com",
        "www.google.com",
        "l.facebook.com",
        "m.facebook.com",
        "facebook.com",
        "www.facebook.com",
        "twitter.com",
        "x.com",
        "www.reddit.com",
        "reddit.com",
        "news.ycombinator.com",
        "www.msn.com",
        "msn.com",
        "news.yahoo.com",
        "finance.yahoo.com",
        "www.yahoo.com",
        "smartnews.com",
        "flipboard.com",
        "getpocket.com",
        "pocket.co",
        "www.bing.com",
        "doi.org",
        "dx.doi.org",
        "hdl.handle.net",
        "medium.com",
        "link.medium.com",
        "go.theregister.com",
        "rss.cnn.com",
        "click.linksynergy.com",
        "www.linkedin.com",
        "weibo.com",
        "t.cn",
        "url.cn",
        "mp.weixin.qq.com",
        "zalo.me",
    ]
)
"""Hosts on which anything of anybody may be found, or that lead elsewhere."""
_AMP_ON_GOOGLE = lazy_pattern(r"https?://(?:www\.)?google\.[a-z.]+/amp/", re.I)
_AMP_CACHE = lazy_pattern(r"https?://([\w-]+)\.cdn\.ampproject\.org/(?:[a-z]/)?(?:s/)?([^/?#]+)?", re.I)
_WORD = lazy_pattern(r"[^\W_]+")
_FEW = 4


def is_cached_copy(url: str) -> bool:
    """Whether ``url`` is that of a copy which a cache or an archive keeps under its own domain."""
    host = host_of(url)
    return f".{host}".endswith(_BELOW_CACHES) or ("google." in host and _AMP_ON_GOOGLE.match(url) is not None)


def is_redirector(url: str) -> bool:
    """Whether ``url`` is known to lead elsewhere, or looks like it: a short host with one short part after it."""
    if authority_of(url) is None:
        return False
    host = host_of(url)
    return host in _REDIRECTORS or len(host) <= _SHORT or "feed" in host.partition(".")[0]


_SHORT = 6


def cached_host(url: str) -> str | None:
    """The host of the page whose copy in the AMP cache ``url`` names; None where it is no such URL.

    The path names it (``/c/s/host/path``), else the first label does, in which ``-`` stands for a dot and ``--`` for a
    hyphen (ampproject.org, "AMP Cache URL Format").
    """
    match = _AMP_CACHE.match(url)
    if match is None:
        return None
    if match.group(2) and "." in match.group(2):
        return match.group(2).lower()
    return match.group(1).lower().replace("--", "\0").replace("-", ".").replace("\0", "-")


def slug_words(url: str) -> frozenset[str]:
    """The words of the longest part of the path of ``url``; empty where they are so few that they name nothing."""
    from seedlint.document.local_link import decode

    path = decode(url.partition("://")[2].partition("?")[0].partition("#")[0]).lower()
    words = max((_WORD.findall(part) for part in path.split("/")[1:]), key=len, default=[])
    return frozenset(words) if len(words) >= _FEW else frozenset()
