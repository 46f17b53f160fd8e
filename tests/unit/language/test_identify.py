"""Which language a document is in: declared, by its script and letters, by its function words, or not known."""

from __future__ import annotations

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.language.evidence import language_of
from seedlint.language.identify import declared_language, identified_language, language

TEXTS = {
    "en": "The bridge was closed for the winter, and the people of the village had to take the long way to the market.",
    "vi": "Cây cầu đã đóng cửa suốt mùa đông, và người dân trong làng phải đi đường vòng để ra chợ.",
    "zh": "这座桥整个冬天都关闭了，村里的人们不得不绕远路去市场。",
    "ja": "橋は冬の間ずっと閉鎖され、村の人々は市場まで遠回りしなければならなかった。",
    "ko": "다리는 겨울 내내 폐쇄되었고 마을 사람들은 시장까지 먼 길을 돌아가야 했습니다.",
    "ru": "Мост был закрыт всю зиму, и жители деревни должны были ходить на рынок длинной дорогой мимо мельницы.",
    "uk": "Міст був закритий усю зиму, і жителі села мусили ходити на ринок довгою дорогою, її називають старою.",
    "bg": "Мостът беше затворен през цялата зима и хората от селото трябваше да вървят по дългия път до пазара.",
    "sr": "Мост је био затворен целе зиме и људи из села су морали да иду дужим путем до пијаце, кроз шуму и поред "
    "куће.",
    "el": "Η γέφυρα ήταν κλειστή όλο τον χειμώνα και οι άνθρωποι του χωριού έπρεπε να πάνε από τον μακρύ δρόμο.",
    "he": "הגשר היה סגור כל החורף ותושבי הכפר נאלצו ללכת בדרך הארוכה אל השוק.",
    "ar": "أغلق الجسر طوال فصل الشتاء واضطر أهل القرية إلى سلوك الطريق الطويلة للوصول إلى السوق.",
    "fa": "پل در تمام زمستان بسته بود و مردم روستا مجبور بودند از راه طولانی به بازار بروند، چون راه دیگری نبود.",
    "hi": "पुल पूरी सर्दियों में बंद रहा और गाँव के लोगों को बाज़ार जाने के लिए लंबे रास्ते से जाना पड़ा, यह कठिन है।",
    "th": "สะพานปิดตลอดฤดูหนาว และชาวบ้านต้องเดินทางอ้อมไปตลาด",
    "fr": "Le pont a été fermé pendant tout l'hiver, et les habitants du village ont dû prendre la longue route pour "
    "aller"
    " au marché qui est dans la ville.",
    "de": "Die Brücke war den ganzen Winter geschlossen, und die Leute aus dem Dorf mussten mit dem Wagen auf der "
    "langen"
    " Straße zu dem Markt fahren, der in der Stadt ist.",
    "es": "El puente estuvo cerrado todo el invierno, y los habitantes del pueblo tenían que ir por el camino largo "
    "para"
    " llegar al mercado que está en la ciudad.",
    "pt": "A ponte ficou fechada durante todo o inverno, e os moradores da aldeia não podiam ir ao mercado da cidade "
    "por"
    " um caminho mais curto do que o da serra.",
    "it": "Il ponte è rimasto chiuso per tutto l'inverno e gli abitanti del paese non potevano andare al mercato della"
    " città che con la strada più lunga, una via di montagna.",
    "nl": "De brug was de hele winter gesloten en de mensen van het dorp moesten met een omweg naar de markt in de "
    "stad,"
    " die niet meer dan een uur van het dorp is.",
    "pl": "Most był zamknięty przez całą zimę i mieszkańcy wsi nie mogli się dostać na targ, który jest w mieście, bez"
    " długiej drogi do rzeki i na drugi brzeg.",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_the_language_of_a_sentence_or_two(tag: str) -> None:
    assert language_of(TEXTS[tag] * 2) == tag


@pytest.mark.parametrize("tag", ["vi", "ru", "zh", "ja", "el"])
def test_letters_tell_the_language_without_function_words(tag: str) -> None:
    words = {
        "vi": "hệ thống điện thoại dịch vụ người trường học quyền lợi khuôn mặt",
        "ru": "мосты закрыты этажи крыша деревья рынок экипаж дымы столы",
        "zh": "桥梁关闭冬季市场村庄道路建设工程师",
        "ja": "テレビゲームカメラ東京パソコンひらがなデータ",
        "el": "γέφυρα χειμώνας χωριό δρόμος αγορά πόλη σπίτι",
    }
    assert language_of(f"{words[tag]} " * 5) == tag


def test_vietnamese_may_be_decomposed() -> None:
    from unicodedata import normalize

    assert language_of(normalize("NFD", TEXTS["vi"])) == "vi"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "int main(void) { return 0; }\n" * 50,
        "Alice, Bob, Carol, Dan, Erin, Frank, Grace, Heidi, Ivan, Judy. " * 5,
        "\udc80\udcff" * 100,
        "\U0001f600\U0001f680 " * 50,
        "ꕪꘋ ꖷ ꗞꔧ ꕀꔤ ꔻꔤ ꔤ ꗃꗡ " * 10,
        "ܡܢ ܣܒܒ ܡܘܕܝܬܐ ܒܐܝܩܪܐ " * 10,
    ],
)
def test_what_is_no_known_language(text: str) -> None:
    assert language_of(text) is None


def document(front_matter: str, body: str) -> Document:
    return Document(Source("a.md", f"---\n{front_matter}\n---\n{body}".encode()))


@pytest.mark.parametrize(
    ("front_matter", "tag"),
    [
        ("lang: pt-BR", "pt"),
        ("language: zh_Hans_CN", "zh"),
        ("locale: EN", "en"),
        ("inLanguage: fil", "fil"),
        ("lang: 7\nlocale: de", "de"),
        ("language: python", None),
        ("lang: [en, de]", None),
        ("title: Bridge", None),
    ],
)
def test_declared_language(front_matter: str, tag: str | None) -> None:
    assert declared_language(document(front_matter, "")) == tag


def test_what_is_declared_goes_before_what_the_text_looks_like() -> None:
    declared = document("lang: fr", TEXTS["en"] * 3)
    assert (language(declared), identified_language(declared)) == ("fr", "en")
    assert language(document("title: Cầu", TEXTS["vi"])) == "vi"
