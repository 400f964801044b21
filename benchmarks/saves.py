"""What an autosave costs beside reading the same part of the page.

The read is the same request with nothing new in it: it lets the writer in, looks up the section,
the question and the answer, and renders the line that says where saving stands, and writes nothing.
"""

import statistics
import time

from django.test import Client
from django.urls import reverse

from benchmarks.pages import OWNER, REVIEW, reader
from reviews.models import Answer

SECTION, QUESTION = "objective-1", "o01-progress"
ROUNDS = 60
TEXT = "A sentence as people write it, and then another one that says a little more. " * 20


def measure() -> float:
    """How many times as long a save takes as a read, by their medians, each in turn."""
    client, address = reader(OWNER), reverse("review_desk:answer", args=[REVIEW, SECTION, QUESTION])
    saves, reads = [], []
    for number in range(ROUNDS):
        text = f"{TEXT}{number}"
        saves.append(seconds(client, address, text))
        reads.append(seconds(client, address, text))
    return round(statistics.median(saves) / statistics.median(reads), 2)


def seconds(client: Client, address: str, text: str) -> float:
    answer = Answer.objects.filter(review__code=REVIEW, question__key=QUESTION).first()
    said = {f"base-{QUESTION}": answer.revision if answer else 0, f"answer-{QUESTION}": text}
    begin = time.perf_counter()
    response = client.post(address, said, headers={"HX-Request": "true"})
    spent = time.perf_counter() - begin
    if b"data-saved" not in response.content:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return spent
