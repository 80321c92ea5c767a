"""Search: what somebody asks for, the index that both engines keep, and the words it shows.

Source: docs/decisions/0010-search.md
"""
