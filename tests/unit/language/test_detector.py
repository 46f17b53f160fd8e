"""The detector, and what is left where its installation is broken."""

from __future__ import annotations

import sys

import pytest

from seedlint.language import detector

TEXTS = {
    "de": "Die Bücherei war zwei Jahre lang geschlossen, weil das Dach repariert werden musste.",
    "fr": "La bibliothèque était fermée depuis deux ans parce que le toit devait être réparé.",
    "hi": "पुस्तकालय दो साल से बंद था क्योंकि छत की मरम्मत करनी थी।",
    "vi": "Thư viện đã đóng cửa trong hai năm vì mái nhà phải được sửa chữa.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_it_tells_languages(language: str) -> None:
    detected = detector.detect(TEXTS[language])
    assert detected is not None
    assert detected.language == language
    assert 0.8 < detected.score <= 1


@pytest.mark.parametrize("text", ["", "\n\n", "\udc80\udcff", "xxxx xxxx", "a\x00b\nc\r\nd"])
def test_it_takes_any_text(text: str) -> None:
    detected = detector.detect(text)
    assert detected is None or detected.score <= 1


def test_masks_are_no_words() -> None:
    assert detector.detect("xxxxxxxx " * 50 + TEXTS["de"]) == detector.detect(TEXTS["de"])


def _broken_load(self: object, path: str) -> None:
    raise ValueError(path)


@pytest.mark.parametrize("what", ["package", "module", "model", "path"])
def test_a_broken_installation_is_none(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    if what == "package":
        monkeypatch.setattr(detector, "find_spec", lambda _: None)
    elif what == "module":
        monkeypatch.setitem(sys.modules, "fasttext_pybind", None)
    elif what == "model":
        broken = type("fasttext", (), {"loadModel": _broken_load})
        monkeypatch.setattr(sys.modules["fasttext_pybind"], "fasttext", broken)
    else:
        monkeypatch.setattr(detector, "_MODEL", ("resources", "missing.ftz"))
    detector._detect.cache_clear()
    try:
        assert not detector.is_installed()
        assert detector.detect(TEXTS["de"]) is None
    finally:
        detector._detect.cache_clear()


def test_the_package_that_can_download_is_not_imported() -> None:
    assert detector.is_installed()
    assert "robust_downloader" not in sys.modules
