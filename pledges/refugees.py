"""Is a pledge about refugees? Those have a compact of their own, with pledges of its own."""

import re

from pledges.models import Pledge
from publication.browsing.folding import fold

ADDRESS = "https://globalcompactrefugees.org/pledges-contributions"
# In the seven languages, as `fold` writes them: without case, accents and vowel signs.
_WORDS = re.compile(
    r"\b(refugee|asylum.?seeker|refugie|demandeurs? d.asile|refugiad|solicitantes? de asilo"
    r"|solicitantes? de refugio|requerentes? de asilo|беженец|беженц|беженк)"
    r"|لاجي|لجوء|难民"
)


def is_about_refugees(pledge: Pledge) -> bool:
    """Its author says so, or its title or description speaks of them."""
    text = fold(f"{pledge.title}\n{pledge.description}")
    return pledge.is_about_refugees or _WORDS.search(text) is not None
