"""What the worker does for the desk."""

from celery import shared_task

from desk.packs.asking import hand_over_all
from desk.packs.making import make


@shared_task(name="desk.make_pack")
def make_pack(pk: int) -> bool:
    return make(pk)


@shared_task(name="desk.go_on_with_packs")
def go_on_with_packs() -> int:
    return hand_over_all()
