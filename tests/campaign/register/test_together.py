"""Imports that meet: two of one borough at once, and a server that goes away in the middle."""

import datetime as dt
import threading
import time
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, connections, transaction

from groundgame.campaign.register.actions import import_register
from groundgame.campaign.register.importing import DuplicateImportError, OlderRegisterError, StorageError
from groundgame.campaign.register.models import Elector, Register, RegisterImport

from .registers import BARNET, JULY, JUNE, entry, register_file

LONGEST_SECONDS = 300  # an import on a crowded machine
pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def lines(many: int) -> list[list[str]]:
    return [entry(n, "Name", f"F{n}", address=(f"{n // 2 + 1} High Road",)) for n in range(1, many + 1)]


def load(content: bytes, day: dt.date = JUNE) -> None:
    import_register(by=None, borough=BARNET, published_on=day, content=content, file_name="barnet.csv")


def in_thread(work: Callable[[], None], outcomes: list[str]) -> threading.Thread:
    def run() -> None:
        try:
            work()
            outcomes.append("loaded")
        except (DuplicateImportError, OlderRegisterError) as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.parametrize(("other", "refused"), [(2000, "DuplicateImportError"), (1999, "OlderRegisterError")])
def test_of_two_imports_of_a_borough_at_once_one_is_refused(other, refused):
    outcomes: list[str] = []
    files = register_file(lines(2000)), register_file(lines(other))
    threads = [in_thread(lambda content=content: load(content), outcomes) for content in files]
    for thread in threads:
        thread.join(timeout=LONGEST_SECONDS)
    assert sorted(outcomes) == sorted([refused, "loaded"])
    assert RegisterImport.objects.count() == Register.objects.count() == 1
    assert Elector.objects.count() == RegisterImport.objects.get().row_count


def test_a_server_that_goes_away_in_the_middle_leaves_nothing_half_done():
    load(register_file(lines(10)))
    content = register_file(lines(20_000))
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        stopper = threading.Thread(target=stop_the_copy, args=(other,))
        stopper.start()
        with pytest.raises(StorageError, match=r"The database stopped .* Nothing was changed\."):
            load(content, JULY)
        stopper.join(timeout=30)
    connection.close()
    assert (Elector.objects.count(), Register.objects.count()) == (10, 1)
    load(content, JULY)
    assert Elector.objects.filter(left_at=None).count() == 20_000


def stop_the_copy(server: psycopg.Connection) -> None:
    """End the connection that copies electors, once it does."""
    stop = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND state = 'active' AND query LIKE 'COPY \"register_elector\"%'"
    )
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        if server.execute(stop).fetchone():
            return
        time.sleep(0.001)


def test_who_calls_does_not_wait_for_an_import_that_is_under_way():
    """What a call writes refers to electors and doors whose rows the import holds changed, and does not wait for it."""
    load(register_file(lines(20)))
    known = Elector.objects.order_by("pk").first()
    renumbered = [entry(n + 100, "Name", f"F{n}", address=(f"{n // 2 + 1} High Road",)) for n in range(1, 21)]
    with transaction.atomic():
        load(register_file(renumbered), JULY)
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
            other.execute("SET lock_timeout = '2s'")
            other.execute(
                "INSERT INTO register_telephonenumber (borough, elector_id, e164, source) VALUES (%s, %s, %s, '')",
                [BARNET, known.pk, "+442079460001"],
            )
            assert other.execute(
                "SELECT count(*) FROM (SELECT id FROM register_elector WHERE id = %s FOR KEY SHARE) q", [known.pk]
            ).fetchone() == (1,)
    known.refresh_from_db()
    assert known.elector_number == "101"
