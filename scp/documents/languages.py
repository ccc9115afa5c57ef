"""Languages that the easy-read summary may be translated into: their names, which way they run, and our own words in them.

What scp says itself ("Contents", "Page 3") is translated where a translation ships; else it stands in English and is
marked as English. The Scottish Gaelic is kept simple; a Gaelic speaker should read it before it is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ENGLISH = "en"


class Language(NamedTuple):
    """One language: its code, its code with the country, its names in English and in itself, and our words in it."""

    code: str
    tag: str
    name: str
    own_name: str
    leftwards: bool = False
    words: Mapping[str, str] = {}

    @property
    def frame(self) -> str:
        """The code of the language in which scp's own words stand."""
        return self.code if self.words else ENGLISH

    def say(self, words: str) -> str:
        """Our *words* in this language, or in English."""
        return self.words.get(words, words)


GAELIC = {
    "Easy read": "Furasta a leughadh",
    "part {} of {}": "pàirt {} de {}",
    "Contents": "Clàr-innse",
    "Page": "Duilleag",
    "Pictures": "Dealbhan",
    "pictures": "dealbhan",
    "About this copy": "Mun lethbhreac seo",
    "Contact us, or ask for another format": "Cuir fios thugainn, no iarr cruth eile",
    "Team": "Sgioba",
    "Telephone": "Fòn",
    "E-mail": "Post-d",
    "Post": "Post",
    "Download": "Luchdaich a-nuas",
    "All documents": "A h-uile pàipear",
    "Accessibility": "Ruigsinneachd",
    "Previous": "Air ais",
    "Next": "Air adhart",
    "Previous and next page": "An duilleag roimhe agus an ath dhuilleag",
    "Breadcrumb": "Far a bheil thu",
    "Skip to main content": "Leum dhan phrìomh earrann",
    "Size of the letters": "Meud nan litrichean",
    "Smaller": "Nas lugha",
    "Usual": "Àbhaisteach",
    "Larger": "Nas motha",
    "Largest": "As motha",
    "This may be out of date.": "Dh'fhaodadh gu bheil seo a-mach à deit.",
    "Nobody has checked these words yet.": "Cha do rinn duine sgrùdadh air na faclan seo fhathast.",
    "Nobody has checked this yet.": "Cha do rinn duine sgrùdadh air seo fhathast.",
    "You can read the full plan here:": "Faodaidh tu am plana slàn a leughadh an seo:",
    "Ask us for the full plan.": "Iarr am plana slàn oirnn.",
    "This is an easy read summary. The full plan is called {}.": (
        "Tha seo furasta a leughadh. 'S e {} an t-ainm a tha air a' phlana slàn."
    ),
    "Our plan for health and social care in {}": "Ar plana airson slàinte agus cùram ann an {}",
    "The drawings were made for scp. Anybody may use them.": (
        "Chaidh na dealbhan a dhèanamh airson scp. Faodaidh duine sam bith an cleachdadh."
    ),
    "This copy holds changes that have not been saved.": (
        "Tha atharrachaidhean san lethbhreac seo nach deach a shàbhaladh."
    ),
    "{}, edition {}.": "{}, deasachadh {}.",
    "Language: {}": "Cànan: {}",
    "These are the words only, without the pictures.": "Seo na faclan a-mhàin, gun na dealbhan.",
    "A word in bold stands in quotation marks, as here: “{}”.": (
        "Tha facal trom eadar comharran-labhairt, mar seo: “{}”."
    ),
    "Picture: {}": "Dealbh: {}",
}

LANGUAGES: Mapping[str, Language] = {
    each.code: each
    for each in (
        Language("en", "en-GB", "English", "English"),
        Language("gd", "gd-GB", "Scottish Gaelic", "Gàidhlig", words=GAELIC),
        Language("sco", "sco-GB", "Scots", "Scots"),
        Language("cy", "cy-GB", "Welsh", "Cymraeg"),
        Language("ga", "ga-IE", "Irish", "Gaeilge"),
        Language("pl", "pl-PL", "Polish", "Polski"),
        Language("uk", "uk-UA", "Ukrainian", "Українська"),
        Language("ro", "ro-RO", "Romanian", "Română"),
        Language("ar", "ar-SA", "Arabic", "العربية", leftwards=True),
        Language("ur", "ur-PK", "Urdu", "اردو", leftwards=True),
        Language("fa", "fa-IR", "Persian", "فارسی", leftwards=True),
        Language("he", "he-IL", "Hebrew", "עברית", leftwards=True),
        Language("zh", "zh-CN", "Chinese", "中文"),
        Language("hi", "hi-IN", "Hindi", "हिन्दी"),
        Language("bn", "bn-BD", "Bengali", "বাংলা"),
        Language("pa", "pa-IN", "Punjabi", "ਪੰਜਾਬੀ"),
    )
}


def language(code: str) -> Language:
    """The language called *code*; one that we have no name for is called by its code."""
    return LANGUAGES.get(code) or Language(code, code, code, code)
