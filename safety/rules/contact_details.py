"""Whether some words hold a way to find one person: a number, an address of e-mail or of a home.

Numbers of helplines never count: people must be able to pass them on.
"""

import re

from core.text import folded

_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|1[0-2])\2(?:(?:19|20)\d\d|\d\d))(?!\d)"
)
_URL = re.compile(r"\bhttps?://\S{1,2000}")
_LINK = re.compile(r"\b(?:https?://(?:www\.)?|www\.)[^\s()<>\[\]\"']{1,2000}")

# A run of digits as people write telephone numbers: no letter, money or other digit beside it.
_NUMBER = re.compile(
    r"(?<![\w£$€#])(?<!\d[.,/:-])(\+?\(?\d[\d ()./\u2010-\u2015-]{6,24}\d)(?![\w%])"
)
_CHAT = re.compile(r"\b(?:wa\.me|t\.me|api\.whatsapp\.com|m\.me|snapchat\.com/add)/")

#: A number for the whole country (03) or a free one (080) belongs to an organisation, as do the
#: short ones, which have too few digits to be looked at.
#: Source: Ofcom, National Telephone Numbering Plan, part A
_ORGANISATIONS = ("03", "080", "116")
_ONE_PERSONS = ("01", "02", "07", "08", "09")

_MAIL = re.compile(r"[\w.+%'-]{1,64}@((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})\b")
_SPELLED_MAIL = re.compile(
    r"\b[\w.+-]{1,64} ?(?:[(\[] ?at ?[)\]]| at ) ?(?!the |a |an |this |that )[\w-]{2,63}"
    r"(?: ?[(\[] ?dot ?[)\]] ?| dot |\.)(?:com|co|org|net|uk|ac|nhs|ie|scot|wales)\b"
)
#: Places that answer anybody's mail.
_HELPING_DOMAINS = (
    "samaritans.org",
    "samaritans.ie",
    "papyrus-uk.org",
    "giveusashout.org",
    "mind.org.uk",
    "rethink.org",
    "sane.org.uk",
    "beateatingdisorders.org.uk",
)

# Every area that begins a postcode, and the letters that may end one.
# Source: Royal Mail, Programmers' Guide to the Postcode Address File, appendix C
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY "
    "E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE "
    "LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL "
    "SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"\b(?:{'|'.join(_AREAS.lower().split())})\d[\da-hjkmnpr-y]? ?\d(?!(?:st|nd|rd|th)\b)"
    r"[abd-hjlnp-uw-z]{2}\b"
)
_STREET = (
    "street|st|road|rd|avenue|ave|lane|close|drive|crescent|terrace|gardens|court|grove|square|mews"
)
_NAMED_STREET = re.compile(
    rf"\b\d{{1,4}}[A-Za-z]?,? (?:[A-Z][A-Za-z'’-]{{1,30}} ){{1,3}}(?i:{_STREET})\b"
)
_TOLD_STREET = re.compile(
    r"\b(?:live|living|stay|staying|address is|house is|flat is|come (?:round )?to|knock at)"
    r"(?: (?:at|in|on))?:? (?:flat \w{1,4},? )?\d{1,4}[a-z]?,? "
    rf"(?:(?!and |the |of |from |down )[a-z'’-]{{2,30}} ){{1,3}}(?:{_STREET})\b"
)


def contact_details_in(text: str) -> list[str]:
    """What there is in the text that leads to one person, each in a few words."""
    seen = " ".join(folded(text).split())
    found = []
    if _CHAT.search(seen) or any(map(_is_somebodys, _NUMBER.findall(_bare(seen)))):
        found.append("a phone number")
    if _SPELLED_MAIL.search(seen) or any(map(_is_private, _MAIL.findall(seen))):
        found.append("an e-mail address")
    told_street = _TOLD_STREET.search(seen) or _NAMED_STREET.search(" ".join(text.split()))
    if told_street or _POSTCODE.search(_URL.sub(" ", seen)):
        found.append("a postal address")
    return found


def links_in(text: str) -> int:
    """How many different places on the web the text leads to."""
    return len({link.lower().rstrip("/.,;:!?*_") for link in _LINK.findall(text)})


def _bare(seen: str) -> str:
    """The text without what looks like a number to ring and is none: dates, addresses of pages."""
    return _DATE.sub("–x–", _URL.sub(" ", seen))


def _is_somebodys(run: str) -> bool:
    """True for a run of digits that rings in somebody's pocket or home."""
    groups = re.findall(r"\d+", run.replace("(0)", " "))
    digits = "".join(groups)
    abroad = run.startswith(("+", "(+"))
    if re.match("00[1-9]", digits):
        digits, abroad = digits[2:], True
    if abroad and not digits.startswith("44"):
        return 8 <= len(digits) <= 15  # noqa: PLR2004 - Source: ITU-T E.164, 6.1
    national = f"0{digits[2:].lstrip('0')}" if abroad else digits
    if national.startswith(_ORGANISATIONS) or not national.startswith(_ONE_PERSONS):
        return False
    return _is_spaced_like_one(groups, national)


def _is_spaced_like_one(groups: list[str], national: str) -> bool:
    """True for ten or eleven digits in groups; a count of single digits is one only by its 07."""
    if len(national) not in {10, 11}:
        return False
    singles = all(len(group) == 1 for group in groups)
    if singles:
        return national.startswith("07") and len(national) == 11  # noqa: PLR2004
    return sum(len(group) == 1 for group in groups) <= 1


def _is_private(domain: str) -> bool:
    return not any(
        domain == helping or domain.endswith(f".{helping}") for helping in _HELPING_DOMAINS
    )
