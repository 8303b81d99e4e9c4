"""Who gets issues by e-mail: subscribers, their consent, their letters and deliveries, in a database file of their own.

Never in the archive, which can be given away. Addresses are sealed (`vault.py`); the only SQL outside the archive and
the accounts stands here.
"""

from citydesk.subscribers.file import SubscriberFile, open_subscribers

__all__ = ["SubscriberFile", "open_subscribers"]
