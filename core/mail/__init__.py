"""Mail: put in the outbox in its cause's transaction, sent later by the worker, at least once."""

from core.mail.email import Email
from core.mail.outbox import queue, queue_all, unqueue

__all__ = ["Email", "queue", "queue_all", "unqueue"]
