"""The words of the moves that all rooms share. A room says only what is its own."""

from django.utils.translation import gettext_lazy as _

from publication.workflow import Words

SHARED = {
    "submit": Words(label=_("Submit to the Secretariat"), done=_("Submitted")),
    "take back": Words(label=_("Take back to change it"), done=_("Taken back")),
    "take up": Words(label=_("Take up"), done=_("Taken up")),
    "publish": Words(label=_("Publish now"), done=_("Published")),
    "schedule": Words(label=_("Publish at a set time"), done=_("Publication scheduled")),
    "return": Words(
        label=_("Return with a note"),
        done=_("Returned with a note"),
        note=_("Say what should be changed. Those who submitted it read it."),
    ),
    "release": Words(label=_("Publish at the time set"), done=_("Published at the time set")),
    "hold back": Words(label=_("Hold publication back"), done=_("Publication held back")),
}

# Of rooms in which the Secretariat corrects what is published.
CORRECT = Words(
    label=_("Record a correction"),
    done=_("Corrected"),
    note=_("Say what was corrected, and why. Everybody reads it."),
)
