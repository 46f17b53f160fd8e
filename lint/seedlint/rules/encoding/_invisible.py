"""Which characters without a width are right where they stand."""

from __future__ import annotations

from seedlint.text.pattern import lazy_pattern

SOFT_HYPHEN = "\xad"
ZERO_WIDTH_SPACE, NON_JOINER, JOINER, WORD_JOINER = "\u200b", "\u200c", "\u200d", "\u2060"
VOWEL_SEPARATOR = "\u180e"
FILLERS = frozenset("\u115f\u1160\u3164\uffa0")

SINGLE = frozenset("\xad\u180e\u200b\u200c\u200d\u2060") | FILLERS | frozenset(map(chr, range(0x206A, 0x2070)))
_TAGS = "\U000e0001\U000e0020-\U000e007f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
RUN = lazy_pattern(
    f"[\U0001f3f4\xad\u115f\u1160\u180e\u200b-\u200d\u2060\u206a-\u206f\u3164\uffa0{_TAGS}{_SELECTORS}](?:"
    "(?P<flag>(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,32}+\U000e007f)"
    f"|(?<=[\xad\u115f\u1160\u180e\u200b-\u200d\u2060\u206a-\u206f\u3164\uffa0{_TAGS}])"
    f"[\xad\u115f\u1160\u180e\u200b-\u200d\u2060\u206a-\u206f\u3164\uffa0{_TAGS}]*+"
    "|(?<=[\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]++"
    "|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}+"
    ")"
)
"""A run of them, or (not a defect) an emoji flag that is spelt by tags, as those of Scotland and Wales are."""

UNSPACED = lazy_pattern(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1bff\ua980-\ua9ff\uaa60-\uaadf]"
)
"""Thai, Lao, Tibetan, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham, Balinese to Batak, Javanese, Tai Viet (blocks of
Unicode 16): scripts that are written without blanks between words and mark where a line may end."""
JOINING = lazy_pattern(
    "[\u0600-\u061b\u061d-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1800-\u18af\u1900-\u1aaf\u1b00-\u1cff"
    "\ua800-\ua8ff\ua900-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U00011fff"
    "\U0001e900-\U0001e95f]"
)
"""Arabic, Syriac, N'Ko, Mongolian, the scripts of India and South-East Asia: joiners choose the shapes of letters."""
MONGOLIAN = lazy_pattern("[\u1800-\u18af]")
HANGUL = lazy_pattern("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdf]")
EMOJI = lazy_pattern(
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\u3030\u303d\u3297\u3299\ufe0f\u20e3\U0001f000-\U0001faff]"
)
EAST_ASIAN = lazy_pattern("[\u2e80-\u30ff\u3400-\u9fff\uff00-\uff9f]")


_NEAR = 4
_BREAK_AFTER = frozenset("/\\._-,:;=&?|*`~()[]{}<>—–")
_BREAK_BEFORE = frozenset("/\\_*`~|[]{}<>=@(")
"""Where authors let long names and URLs be broken, and what keeps Markdown's marks apart."""


def is_right(character: str, before: str, after: str) -> bool:
    """Whether ``character`` may stand between its visible neighbours (empty at the ends of the text)."""
    around = before + after
    if character == ZERO_WIDTH_SPACE:
        return UNSPACED.search(around) is not None or before in ("@", "#")
    if character == JOINER:
        is_emoji = bool(before and after) and EMOJI.match(before) is not None and EMOJI.match(after) is not None
        return is_emoji or JOINING.search(around) is not None
    if character == NON_JOINER:
        return JOINING.search(around) is not None or (
            before == "f" and after in ("f", "i", "l", "j", "t", "b", "k", "h")
        )
    if character == VOWEL_SEPARATOR:
        return MONGOLIAN.search(around) is not None
    return character in FILLERS and HANGUL.search(around) is not None


def is_deliberate(run: str, before: str, after: str) -> bool:
    """Whether an author may well have put ``run`` there to say where a line or a word may be broken, or where not."""
    if not before.strip() or not after.strip():
        return False
    if run == ZERO_WIDTH_SPACE:
        is_east_asian = EAST_ASIAN.match(before) is not None and EAST_ASIAN.match(after) is not None
        return is_east_asian or before in _BREAK_AFTER or after in _BREAK_BEFORE
    if run == WORD_JOINER:
        return not (before.isalpha() and after.isalpha())
    return False


def is_near_its_script(text: str, start: int, end: int) -> bool:
    """Whether a stray one stands but a few characters from a script that is written with it (`Enter` amid Persian)."""
    pattern = {ZERO_WIDTH_SPACE: UNSPACED, NON_JOINER: JOINING, JOINER: JOINING}.get(text[start:end])
    if pattern is None:
        return False
    return any(pattern.search(text, *place) for place in ((max(start - _NEAR, 0), start), (end, end + _NEAR)))
