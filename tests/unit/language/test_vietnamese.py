"""Syllables that Vietnamese spelling can make, and those that it cannot."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.language.vietnamese import is_impossible, likely_form, reading
from seedlint.rules.language.impossible_syllable import ImpossibleSyllable
from seedlint.text.marks import unmark

POSSIBLE = """
hoà hòa thuỷ thủy quý quí kỹ kĩ mỹ mĩ lý lí gì giếng giặt giữa nghiêng ngoằn ngoèo khuỷu khúc khuya quyển quỳnh uyên
yêu yếm ý ỷ ứ ừ ừm ậc ọe oẳng ẩm ướt ngượng rượu hươu bướu chuối đuổi nguội quốc quọ quoắt quạu khuâng thuở huơ huýt
tuýp xoong loẻng xoẻng eng éc ụt ịt lộp độp tách ếch xích nhích lệch chệch được đường nước nươc đắk lắk măng cụt mít
tuyếc
"""
IMPOSSIBLE = {
    "vậi": "vậy",
    "đâi": "đây",
    "thấi": "thấy",
    "xâi": "xây",
    "lấi": "lấy",
    "đẩi": "đẩy",
    "nghành": "ngành",
    "ngiên": "nghiên",
    "ngĩ": "nghĩ",
    "gế": "ghế",
    "đuợc": "được",
    "truờng": "trường",
    "hòc": None,
    "bằt": None,
    "kỉch": None,
    "đươ": None,
}
LEFT_ALONE = ["ôtô", "xêmina", "kiôt", "crôm", "ơiii", "quáaa", "ă", "đ", "đc", "piô", "façade", "naïve", "đak"]


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_possible(word: str) -> None:
    assert not is_impossible(word)


@pytest.mark.parametrize("word", IMPOSSIBLE)
def test_impossible(word: str) -> None:
    assert is_impossible(word)
    assert likely_form(word) == IMPOSSIBLE[word]
    assert reading(normalize("NFD", word)) == (IMPOSSIBLE[word] or "")


@pytest.mark.parametrize("word", LEFT_ALONE)
def test_not_judged(word: str) -> None:
    assert reading(word) is None


def test_capitalised_words_are_judged_only_where_the_likely_form_is_known() -> None:
    assert reading("Vậi") == "Vậy"
    assert reading("Bằt") is None
    assert reading("VẬI") is None


@pytest.mark.parametrize(
    "sample",
    [
        "Chúng tôi ⟦thấi⟧ rằng việc nài rất khó, nhưng mọi người đều cố gắng để kịp thời hạn.\n",
        "⟦Vậi⟧ là mùa xuân đã đến, hoa nở khắp nơi và trẻ em được nghỉ học.\n",
        "Họ ⟦lấi⟧ nước từ giếng, rồi ⟦đẩi⟧ xe qua cầu để về nhà trước khi trời tối.\n",
        "Một ⟦nghành⟧ học mới được mở ở trường đại học của thành phố trong năm nay.\n",
        "Mã `vậi` trong mã nguồn không được tính, nhưng ⟦vậi⟧ ở ngoài thì được báo cáo.\n",
        "Từ x_vậi và vậi1 là tên biến, không phải là từ của tiếng Việt ở trong câu này.\n",
        "Ngày mai trời sẽ đẹp, gió nhẹ, và thuyền có thể ra khơi từ lúc bình minh.\n",
        "Ở Đắk Lắk và Gia Lai, cà phê được thu hoạch vào cuối năm; người Ê Đê gọi đó là mùa vui.\n",
        "Cô ấy nói: ờ, ừm, ậm ừ một lúc rồi mới trả lời được câu hỏi của thầy giáo.\n",
        "Xe ô tô, ôtô, xe buýt, tuýp thuốc, quần soóc và nồi xoong đều được bán ở đây.\n",
    ],
)
def test_documents(sample: str) -> None:
    text, spans = unmark(sample)
    found = ImpossibleSyllable().check(Document(Source("a.md", text.encode())))
    assert [finding.span for finding in found] == list(spans)


@pytest.mark.parametrize("front_matter", ["lang: hr", "lang: pl", "title: x"])
def test_silent_outside_vietnamese(front_matter: str) -> None:
    text = f"---\n{front_matter}\n---\nŁódź, đâi, vậi, naïve, façade, Straße: kaжe.\n"
    assert not list(ImpossibleSyllable().check(Document(Source("a.md", text.encode()))))
