"""Addresses of the reports of regional rounds, which a State or the Secretariat enters."""

from django.urls import path

from reviews.views import reports

urlpatterns = [
    path("", reports.ReportsView.as_view(), name="reports"),
    path("new/", reports.NewReportView.as_view(), name="new_report"),
    path("<int:number>/", reports.ReportView.as_view(), name="report"),
    path("<int:number>/facts/", reports.ReportFactsView.as_view(), name="report_facts"),
    path("<int:number>/file/", reports.ReportFileView.as_view(), name="report_file"),
    path("<int:number>/<slug:key>/", reports.ReportSectionView.as_view(), name="report_section"),
]
