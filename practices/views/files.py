"""A file of a practice that is not published, for those who see it on the desk."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from practices.models import PracticeFile
from practices.views.access import PracticePage


class FileView(PracticePage):
    """Always as a download."""

    def get(self, _request: HttpRequest, code: str, number: int) -> FileResponse:
        files = PracticeFile.objects.filter(removed_at=None, practice__code=code)
        file = get_object_or_404(files, pk=number)
        return FileResponse(
            file.file.open("rb"),
            as_attachment=True,
            filename=file.name,
            content_type=file.media_type,
        )
