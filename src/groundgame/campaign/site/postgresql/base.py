"""A connection that a killed server has closed is found out by its socket: a query a request would cost more."""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for how a connection that was kept is looked at before its next use."""

    def is_usable(self) -> bool:
        """Tell whether the connection still stands; only one on which something arrived unasked is asked about.

        In a transaction that has failed nothing more can be asked, and Django counts on hearing so.
        """
        if self.connection is None or self.connection.info.transaction_status == TransactionStatus.INERROR:
            return False
        poll = select.poll()  # unlike select(), it takes the high numbers of a server with ten thousand connections
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0) or super().is_usable()
