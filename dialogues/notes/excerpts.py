"""Whether a text holds some words, and the sentence or two around the first of them."""

from publication.browsing.folding import fold

AROUND = 160


def has_all(words: str, text: str) -> bool:
    """Each word begins one of the text, without case and accents."""
    padded = f" {' '.join(fold(text).split())}"
    return all(f" {word}" in padded for word in fold(words).split())


def excerpt(text: str, words: str) -> str:
    """As much as shows what it is about: from the first of the words, or from the beginning."""
    pieces = text.split()
    wanted = tuple(fold(words).split())
    here = next((i for i, one in enumerate(pieces) if wanted and _begins(one, wanted)), 0)
    start, end = _widened(pieces, here)
    before, after = "… " if start else "", " …" if end < len(pieces) else ""
    return f"{before}{' '.join(pieces[start:end])}{after}"


def _begins(piece: str, wanted: tuple[str, ...]) -> bool:
    return any(part.startswith(wanted) for part in fold(piece).split())


def _widened(pieces: list[str], here: int) -> tuple[int, int]:
    """From so many characters before the word to twice as many after it, in whole words."""
    start, length = here, 0
    while start and length < AROUND:
        start -= 1
        length += len(pieces[start]) + 1
    end, length = here, 0
    while end < len(pieces) and length < 2 * AROUND:
        length += len(pieces[end]) + 1
        end += 1
    return start, end
