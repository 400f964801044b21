"""XLSForm, the spreadsheet in which most survey tools write their questions: read and written."""
