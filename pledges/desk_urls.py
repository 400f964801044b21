"""Addresses of pledges on the desk: for those who make them, their partners, the Secretariat."""

from django.urls import path

from pledges.views import examination, importing, making, overview, partners, progress, writing

app_name = "pledge_desk"
urlpatterns = [
    path("", overview.MineView.as_view(), name="mine"),
    path("begin/", making.BeginView.as_view(), name="begin"),
    path("import/", importing.ImportsView.as_view(), name="imports"),
    path("import/template.<str:suffix>", importing.TemplateView.as_view(), name="import_template"),
    path("import/<int:number>/", importing.ImportView.as_view(), name="import"),
    path("import/<int:number>/report/", importing.ImportReportView.as_view(), name="import_report"),
    path("import/<int:number>/file/", importing.ImportFileView.as_view(), name="import_file"),
    path("<slug:code>/", overview.PledgeView.as_view(), name="pledge"),
    path("<slug:code>/write/", writing.WriteView.as_view(), name="write"),
    path("<slug:code>/check/", making.CheckView.as_view(), name="check"),
    path("<slug:code>/partners/", partners.PartnersView.as_view(), name="partners"),
    path("<slug:code>/partners/<int:number>/", partners.PartnerView.as_view(), name="partner"),
    path("<slug:code>/progress/", progress.ProgressView.as_view(), name="progress"),
    path("<slug:code>/progress/<int:number>/", progress.ReportView.as_view(), name="report"),
    path("<slug:code>/news/<str:token>/", progress.NewsView.as_view(), name="news"),
    path("<slug:code>/likeness/<slug:other>/", examination.LikenessView.as_view(), name="likeness"),
    path("<slug:code>/correct/", examination.CorrectView.as_view(), name="correct"),
]
