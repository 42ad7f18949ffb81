"""A connection that a killed server has closed is found out by its socket: a query a request would cost more."""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

SHARES = 64


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for how long a connection is kept, and how it is looked at before its next use."""

    def connect(self) -> None:
        """Connect, to let go of it after half the time that it may be kept or later, and not with all the others.

        What is prepared on it is planned anew, six times each until the server knows it: those that began at one moment
        would all do so at one moment again.
        """
        super().connect()
        if self.close_at is not None and self.connection is not None:
            share = self.connection.info.backend_pid % SHARES / SHARES
            self.close_at -= share * self.settings_dict["CONN_MAX_AGE"] / 2

    def is_usable(self) -> bool:
        """Tell whether the connection still stands; only one on which something arrived unasked is asked about.

        In a transaction that has failed nothing more can be asked, and Django counts on hearing so. One that is known
        to be lost has no socket left to look at.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return False
        poll = select.poll()  # unlike select(), it takes the high numbers of a server with ten thousand connections
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0) or super().is_usable()
