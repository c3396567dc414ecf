"""Reports: statements, accounts and the payroll as text, CSV, XLSX, HTML and Beancount; equal books, equal bytes."""
