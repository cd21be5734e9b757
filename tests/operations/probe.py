"""Writes to an instance without pause, in processes of their own.

python -m tests.operations.probe NUMBER    makes so many alliances, and a process for each that writes and deletes
"""

import random
import signal
import sys
from io import BytesIO
from multiprocessing import Process
from time import sleep

import django


def found(number: int) -> list[int]:
    """Make published alliances and return their keys."""
    from drehscheibe.ground.accounts.models import User
    from drehscheibe.ground.alliances import actions
    from drehscheibe.ground.alliances.models import Profile
    from drehscheibe.ground.tenancy import scope
    from drehscheibe.ground.tenancy.access import Machine
    from drehscheibe.ground.tenancy.models import Alliance

    User.objects.create_account(email="koordination@example.org", name="Hanna", password="passwort-passwort")
    for n in range(number):
        made = Alliance.objects.create(slug=f"ort-{n}", name=f"Bündnis Ort {n}", is_tended=True)
        with scope.alliance(made.pk):
            Profile.objects.create(name=made.name, summary="Wir sind für Familien da.")
            actions.publish(made, by=Machine("test"))
    return list(Alliance.objects.values_list("pk", flat=True))


def start_writers(keys: list[int]) -> None:
    """Write in as many processes as there are keys, until this one is told to end."""
    from django.db import connections

    connections.close_all()
    children = [Process(target=write, args=(key,), daemon=True) for key in keys]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    for child in children:
        child.start()
    for child in children:
        child.join()


def write(key: int) -> None:
    """Add and delete pairs, each in one transaction: a goal, and a picture with its file, of the same words."""
    from django.db import transaction
    from PIL import Image

    from drehscheibe.ground.alliances.models import Goal, Picture
    from drehscheibe.ground.files.actions import delete_file, store_picture
    from drehscheibe.ground.tenancy import scope

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    number = 0
    with scope.alliance(key):
        while True:
            number += 1
            sleep(0.01)  # leave the processor to the backup
            content = BytesIO()
            Image.new("RGB", (40, 40), (random.randrange(256), random.randrange(256), number % 256)).save(
                content, "PNG"
            )
            content.seek(0)
            with transaction.atomic():
                goal = Goal.objects.create(text=f"Paar {number}")
                file = store_picture(content, name="bild.png")
                Picture.objects.create(file=file, alt=goal.text, people_agreed=True)
            if number % 3 == 0:
                with transaction.atomic():
                    gone = Picture.objects.select_related("file").order_by("pk")[0]
                    Goal.objects.filter(text=gone.alt).delete()
                    gone.delete()
                    delete_file(gone.file)


if __name__ == "__main__":
    django.setup()
    start_writers(found(int(sys.argv[1])))
