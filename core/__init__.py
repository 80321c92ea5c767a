"""The ground floor: database, settings, clock, access, htmx, forms, mail, text, paging and audit. It knows no feature."""
