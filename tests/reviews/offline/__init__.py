"""A review as a Word document or a workbook."""
