"""Forms of recordings, their captions and their chapters."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dialogues.models import Recording
from dialogues.recordings.captioning.problems import Reading
from dialogues.recordings.captioning.reading import read_captions
from dialogues.recordings.containers import ACCEPTED
from dialogues.recordings.hosts import video_at
from dialogues.recordings.keeping import Facts
from dialogues.templatetags.recordings import position

PLACE = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])(?!\S)[\s–—-]*(.*)", re.DOTALL)
LONGEST_TITLE = 200


class FactsForm(forms.Form):
    use_required_attribute = False

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Only where there is more than one recording."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Language spoken"),
        required=False,
        choices=[("", _("Several, or the sound of the room")), *settings.LANGUAGES],
    )

    def facts(self) -> Facts:
        return Facts(self.cleaned_data["title"], self.cleaned_data["language"])


class LinkForm(FactsForm):
    address = forms.URLField(
        label=_("Address of the video"),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("On YouTube, Vimeo or UN Web TV. Readers load nothing from there unasked."),
        error_messages={"required": _("Give the address of the video.")},
    )
    field_order = ("address", "title", "language")

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if video_at(address) is None:
            raise forms.ValidationError(
                _("This is no address of a video on YouTube, Vimeo or UN Web TV. Copy it again.")
            )
        return address


class FileForm(FactsForm):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choose a file.")},
    )
    field_order = ("file", "title", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "MP4, WebM or Ogg; of sound alone M4A or MP3. At most %(limit)s MB."
        ) % {"limit": settings.RECORDING_MAX_BYTES // 1024**2}


class CaptionsForm(forms.Form):
    """The file is read as part of its cleaning; `reading` is what came of it."""

    use_required_attribute = False

    language = forms.ChoiceField(
        label=_("Language of the captions"),
        choices=[("", _("Choose")), *settings.LANGUAGES],
        error_messages={"required": _("Say in which language they are.")},
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt"}),
        help_text=_("WebVTT (.vtt) or SubRip (.srt), best in UTF-8."),
        error_messages={"required": _("Choose a file.")},
    )
    as_far_as_readable = forms.BooleanField(
        label=_("Take it all the same, without what cannot be read"), required=False
    )

    def __init__(self, *args: Any, recording: Recording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recording = recording
        self.reading: Reading | None = None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        file, language = values.get("file"), values.get("language")
        if file is None or not language:
            return values
        if (file.size or 0) > settings.CAPTIONS_MAX_BYTES:
            limit = settings.CAPTIONS_MAX_BYTES // 1024**2
            self.add_error("file", _("The file is larger than %(limit)s MB.") % {"limit": limit})
            return values
        self.reading = self._read(file, language)
        if not self.reading.lines:
            self.add_error("file", _("Nothing of the file can be kept. See below why."))
        elif self.reading.errors and not values["as_far_as_readable"]:
            self.add_error("file", _("A part of the file would be lost. See below what."))
        return values

    def _read(self, file: "UploadedFile[bytes]", language: str) -> Reading:
        file.seek(0)
        return read_captions(
            file.read(),
            name=file.name or "",
            language=language,
            milliseconds=self.recording.milliseconds,
        )


class ChaptersForm(forms.Form):
    """One text a language, a chapter a line: where it begins, and its title."""

    use_required_attribute = False

    def __init__(self, *args: Any, recording: Recording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recording = recording
        chapters = list(recording.chapters.all())
        for code, name in settings.LANGUAGES:
            self.fields[code] = forms.CharField(
                label=name,
                required=False,
                max_length=20_000,
                initial="\n".join(_as_lines(chapters, code)),
                widget=forms.Textarea(attrs={"rows": 6, "lang": code, "dir": "auto"}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for code in [code for code in self.fields if code in values]:
            titles: dict[int, str] = {}
            for number, line in enumerate(values[code].splitlines(), start=1):
                if line.strip():
                    self._take(titles, code, number, line.strip())
            values[code] = titles
        return values

    def _take(self, titles: dict[int, str], code: str, number: int, line: str) -> None:
        found = PLACE.fullmatch(line)
        problem: Any = None
        if found is None or not found.group(4).strip():
            problem = _(
                "Line %(number)s: write where the chapter begins, and its title: 12:34 Title."
            )
        elif len(found.group(4).strip()) > LONGEST_TITLE:
            problem = _("Line %(number)s: the title is longer than 200 characters.")
        else:
            hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
            starts_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000
            if starts_ms in titles:
                problem = _("Line %(number)s: another chapter begins at the same time.")
            elif self.recording.milliseconds and starts_ms >= self.recording.milliseconds:
                problem = _("Line %(number)s: the recording has ended by then.")
            titles.setdefault(starts_ms, found.group(4).strip())
        if problem:
            self.add_error(code, problem % {"number": number})

    def chapters(self) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for code in self.fields:
            for starts_ms, title in self.cleaned_data[code].items():
                found.setdefault(starts_ms, {})[code] = title
        return found


def _as_lines(chapters: list[Any], code: str) -> Iterator[str]:
    name = f"title_{code.replace('-', '_')}"
    for chapter in chapters:
        if title := getattr(chapter, name):
            yield f"{position(chapter.starts_ms)} {title}"
