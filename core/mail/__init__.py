"""Mail: put in the outbox in its cause's transaction, sent later by the worker, at least once."""

from core.mail.email import Email
from core.mail.outbox import queue

__all__ = ["Email", "queue"]
