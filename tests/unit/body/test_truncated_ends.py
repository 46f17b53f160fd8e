"""The quick look at the end of a text never says no where the pattern would find something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.rules.body import _debris, truncated_text

LANGUAGES = [("en",), ("en", "de"), ("en", "vi", "es", "fr", "de", "pt"), ("en", "ru", "ja"), ("en", "zh", "ko")]


@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
@given(data=st.data())
def test_what_is_cut_is_looked_at(languages: tuple[str, ...], data: st.DataObject) -> None:
    more = [form for word in _debris.words(languages, "more") for form in (word, word.upper(), word.title())]
    marks = ["...", "…", "[", "]", "(", ")", "»", ">", "→", ".", ":", " ", "\t", "\n", "! ", "? ", "。", "a", "the end"]
    text = "".join(data.draw(st.lists(st.sampled_from([*marks, *more]), max_size=12)))
    end = text[-truncated_text._LONGEST_END :]
    if truncated_text._ending(languages).search(end) is not None:
        assert truncated_text._may_be_cut(end, languages)
