"""Mail: written to the outbox in the transaction of its cause, sent later by the worker, at least once."""

from core.mail.email import Email
from core.mail.outbox import queue

__all__ = ["Email", "queue"]
