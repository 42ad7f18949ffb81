"""Prepared statements over one connection, as many as one likes in one journey to the server and back.

The driver's cursors do the same in several times as many steps, which with thousands of callers cost more than what is
asked for. Below them stands its wrapper of libpq, which this is written with. The driver itself prepares nothing here
(Django leaves its `prepare_threshold` unset): where it does, it has the server forget all that is prepared after a
savepoint that was rolled back.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection, RawCursor, adapters, generators
from psycopg.abc import PQGen
from psycopg.adapt import Dumper, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGresult

Text = bytes
Asked = tuple[Text, Sequence[Any]]
_BEGIN: Asked = (b"BEGIN", ())
_COMMIT: Asked = (b"COMMIT", ())
_FAILED = (ExecStatus.FATAL_ERROR, ExecStatus.PIPELINE_ABORTED)


class _Untyped(Dumper):
    """Sends a value as its words, and leaves its type to the statement.

    Else 5 and 50,000 would be of two types, and a statement be prepared, and planned, once for each mixture of them.
    """

    def dump(self, obj: object) -> bytes:
        return str(obj).encode()


class Line:
    """A connection and what is prepared on it; one thread's alone."""

    def __init__(self, connection: "Connection[Any]") -> None:
        self.connection = connection
        self._cursor = RawCursor(connection)  # for what the driver knows of types
        for kind in (int, bool, UUID, dt.datetime):
            self._cursor.adapters.register_dumper(kind, _Untyped)
        # The driver's own: Django's, in Python, takes a dozen microseconds for each of a call's dozen moments.
        moments = adapters.get_loader(adapters.types["timestamptz"].oid, Format.TEXT)
        if moments is not None:
            self._cursor.adapters.register_loader("timestamptz", moments)
        self._values = Transformer(self._cursor)
        self._names: dict[tuple[Text, tuple[int, ...]], bytes] = {}

    def ask(self, *asked: Asked, ends: bool = False) -> list[PGresult]:
        """Send statements together and return the result of each.

        The first of a transaction brings its beginning with it, and with `ends` the last brings its end. After one that
        fails none is carried out.

        Raises:
            psycopg.Error: as the first that failed.
        """
        pgconn = self.connection.pgconn
        begins = not self.connection.autocommit and pgconn.transaction_status == TransactionStatus.IDLE
        whole = [*[_BEGIN] * begins, *asked, *[_COMMIT] * ends]
        with self.connection.lock:
            sent = [self._prepared(*one) for one in whole]
            results = self._one(*sent[0]) if len(sent) == 1 else self._together(sent)
        for result in results:
            if result.status in _FAILED:
                raise error_from_result(result)
        return results[begins : begins + len(asked)]

    def rows(self, result: PGresult) -> list[tuple[Any, ...]]:
        """Return a result's rows in Python's types."""
        self._values.set_pgresult(result)
        return self._values.load_rows(0, result.ntuples, tuple)

    def _prepared(self, text: Text, values: Sequence[Any]) -> tuple[bytes, Sequence[Any], Sequence[Any] | None]:
        """Return the name of a statement, which is prepared by now, and its values as they travel."""
        dumped = self._values.dump_sequence(values, [PyFormat.AUTO] * len(values))
        types = self._values.types or ()
        name = self._names.get((text, types))
        if name is None:
            name = self._prepare(text, types)
        return name, dumped, self._values.formats

    def _prepare(self, text: Text, types: tuple[int, ...]) -> bytes:
        name = b"line_%d" % len(self._names)
        self.connection.pgconn.send_prepare(name, text, types)
        (result,) = self.connection.wait(generators.execute(self.connection.pgconn))
        if result.status in _FAILED:
            raise error_from_result(result)
        self._names[text, types] = name
        return name

    def _one(self, name: bytes, values: Sequence[Any], formats: Sequence[Any] | None) -> list[PGresult]:
        self.connection.pgconn.send_query_prepared(name, values, formats)
        return self.connection.wait(generators.execute(self.connection.pgconn))

    def _together(self, sent: Sequence[tuple[bytes, Sequence[Any], Sequence[Any] | None]]) -> list[PGresult]:
        pgconn = self.connection.pgconn
        pgconn.enter_pipeline_mode()
        for one in sent:
            pgconn.send_query_prepared(*one)
        pgconn.pipeline_sync()
        results = self.connection.wait(self._answers(len(sent)))
        pgconn.exit_pipeline_mode()
        return results

    def _answers(self, count: int) -> PQGen[list[PGresult]]:
        pgconn = self.connection.pgconn
        yield from generators.send(pgconn)
        results = []
        for _ in range(count):
            results += yield from generators.fetch_many(pgconn)
        yield from generators.fetch_many(pgconn)  # that all of them are done
        return results
