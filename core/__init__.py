"""The ground floor: database, settings, clock, access, htmx, forms, mail, text, paging, audit.

It knows no feature.
"""
