"""The demonstration programme: invented people, real material, for anyone to try the site with."""

DEMONSTRATION_PASSWORD = "kettle-canal-lantern"  # noqa: S105 - printed at every start, by design


def seed_demonstration(session):
    return []
