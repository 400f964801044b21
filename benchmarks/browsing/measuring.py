"""Ours beside the plain way, and a hundred thousand pledges beside ten thousand."""

import re
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from itertools import chain

from benchmarks.browsing.queries import Reader
from benchmarks.browsing.server import Server

OURS, PLAIN = "/en/pledges/", "/en/plain/"
ROUNDS = 60
WARMING, TIMED = 8, 9  # seeds
NEXT = re.compile(r'rel="next" href="([^"]+)"')

Servers = Mapping[int, Server]  # by the number of their pledges
Pair = tuple[str, str]  # the same page of ours, and of the plain way


def list_pairs(server: Server, size: int) -> Iterator[Pair]:
    """The first pages of what readers narrow to, and one in six far from the first."""
    reader = Reader()
    for query in reader.list_queries(ROUNDS):
        yield f"{OURS}?{query}", f"{PLAIN}?{query}"
    for place in reader.places(ROUNDS // 6, size):
        yield deep_page(server, place), f"{PLAIN}?page={place + 1}"


def search_pairs(_server: Server, _size: int) -> Iterator[Pair]:
    return ((f"{OURS}?{query}", f"{PLAIN}?{query}") for query in Reader().search_queries(ROUNDS))


def deep_page(server: Server, place: int) -> str:
    """The page after that one, by the link that leads to it: so it is reached in a browser."""
    _seconds, content = server.get(f"{OURS}?page={place}")
    found = NEXT.search(content.decode())
    if found is None:
        raise RuntimeError(f"Page {place} leads to no next one.")
    return OURS + unescape(found[1])


def times_as_many(server: Server, pairs: Iterable[Pair]) -> float:
    """How many requests of ours are answered while the plain way answers one."""
    seconds = [(server.get(ours)[0], server.get(plain)[0]) for ours, plain in pairs]
    return round(sum(plain for _, plain in seconds) / sum(ours for ours, _ in seconds), 1)


def pages(server: Server, size: int, seed: int) -> dict[str, list[str]]:
    """What is timed at both sizes, so many of each: another seed asks for other things."""
    reader = Reader(seed)
    return {
        "list": [f"{OURS}?{query}" for query in reader.list_queries(ROUNDS)],
        "deep page": [deep_page(server, place) for place in reader.places(ROUNDS, size)],
        "detail": [f"{OURS}{code}/" for code in reader.codes(ROUNDS, size)],
        "search": [f"{OURS}?{query}" for query in reader.search_queries(ROUNDS)],
    }


def medians(servers: Servers) -> dict[str, dict[int, float]]:
    """Of each kind of page, in milliseconds. Both sizes in turn: a busy moment meets both."""
    asked = {size: pages(server, size, TIMED) for size, server in servers.items()}
    kinds = next(iter(asked.values()))
    times: dict[str, dict[int, list[float]]] = {kind: {s: [] for s in servers} for kind in kinds}
    for number in range(ROUNDS):
        for kind in kinds:
            for size, server in servers.items():
                times[kind][size].append(server.get(asked[size][kind][number])[0])
    return {
        kind: {size: statistics.median(seconds) * 1000 for size, seconds in by_size.items()}
        for kind, by_size in times.items()
    }


def measure(servers: Servers) -> dict[str, object]:
    for server in servers.values():
        # Warm, and yet nothing that is timed later has been asked for before.
        for path in chain((OURS, PLAIN), *pages(server, min(servers), WARMING).values()):
            server.get(path)
    small, large = sorted(servers)
    at = medians(servers)
    told("milliseconds, median", at)
    rates = {
        kind: {size: times_as_many(server, pairs(server, size)) for size, server in servers.items()}
        for kind, pairs in PAIRS.items()
    }
    return {
        "requests per second, ours / plain": rates,
        f"median at {large} / at {small}": {k: round(at[k][large] / at[k][small], 2) for k in at},
        "MiB that an export adds": {
            size: round(server.growth_while_reading(f"{OURS}?format=csv"), 1)
            for size, server in servers.items()
        },
    }


PAIRS: Mapping[str, Callable[[Server, int], Iterable[Pair]]] = {
    "list": list_pairs,
    "search": search_pairs,
}


def told(title: str, table: Mapping[str, Mapping[int, float]]) -> None:
    print(f"\n{title}")
    for name, row in table.items():
        print(
            f"  {name:12}" + "".join(f"  {size:>7}: {number:8.1f}" for size, number in row.items())
        )
