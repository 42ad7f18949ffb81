"""The server's settings: enough for thousands of callers on a laptop, and nothing acknowledged is ever lost."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from groundgame.engine.accounts import Account

FILE = "groundgame.conf"

LAPTOP: Mapping[str, str] = {
    "max_connections": "300",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    # Three parallel workers' hash tables stay within the 64 MB of shared memory that containers give.
    "work_mem": "8MB",
    # Ten thousand callers write a gigabyte in ten minutes, and a checkpoint begins at half of this.
    "max_wal_size": "4GB",
    "wal_compression": "on",
    # After each checkpoint every page is written whole once more: with thousands of callers, rather seldom.
    "checkpoint_timeout": "15min",
    "wal_buffers": "16MB",
    # Tables that were empty at the first call have thousands of rows minutes later: plans must hear of it soon.
    "autovacuum_naptime": "5s",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
}


def write_settings(pgdata: Path, account: Account, settings: Mapping[str, str]) -> None:
    """Write the settings file that the cluster includes, over the laptop's defaults."""
    merged = {**LAPTOP, **settings}
    text = "".join(f"{name} = '{_quoted(value)}'\n" for name, value in sorted(merged.items()))
    with tempfile.NamedTemporaryFile("w", dir=pgdata, delete=False, encoding="utf-8") as file:
        file.write("# Written at every start; put your own settings into postgresql.auto.conf (ALTER SYSTEM).\n" + text)
    written = Path(file.name)
    account.give(written)
    written.replace(pgdata / FILE)


def _quoted(value: str) -> str:
    return value.replace("'", "''")
