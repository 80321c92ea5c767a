"""Every table of the site, gathered so that the migrations can be compared with them."""

import accounts.models
import bookings.models
import core.audit
import core.mail.outbox
import core.rate_limits
import forum.models
import programme.models
import safety.models
from core.db import Base

__all__ = ["METADATA", "accounts", "bookings", "core", "forum", "programme", "safety"]

METADATA = Base.metadata
