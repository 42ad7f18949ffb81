"""An engine is started, shared and stopped."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from groundgame.engine import EngineError, start
from groundgame.engine.postmaster import running_postmaster

pytestmark = pytest.mark.slow


def test_an_empty_home_becomes_a_server_with_room_for_callers(home, ask):
    with start(home) as engine:
        assert ask(engine.url, "SELECT current_database()") == "groundgame"
        assert ask(engine.url, "SHOW server_version").startswith("18")
        assert int(ask(engine.url, "SHOW max_connections")) == 300
        assert ask(engine.url, "SHOW shared_buffers") == "256MB"
        assert ask(engine.url, "SHOW fsync") == ask(engine.url, "SHOW synchronous_commit") == "on"
    assert running_postmaster(home / "postgres") is None


def test_what_was_written_is_there_at_the_next_start(home, start_small, ask):
    with start_small(home) as engine, psycopg.connect(engine.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS figure")
    with start_small(home) as engine:
        assert ask(engine.url, "SELECT figure FROM kept") == 7


def test_the_last_user_stops_the_server_and_no_other(home, start_small, ask):
    first = start_small(home)
    second = start_small(home)
    first.stop()
    assert ask(second.url, "SELECT 1") == 1
    second.stop()
    assert running_postmaster(home / "postgres") is None
    second.stop()  # harmless twice


def test_two_processes_starting_at_once_share_one_server(home):
    program = (
        "import sys; from pathlib import Path; from groundgame.engine import start\n"
        "from groundgame.engine.postmaster import running_postmaster\n"
        "home = Path(sys.argv[1])\n"
        "with start(home):\n"
        "    print(running_postmaster(home / 'postgres').pid, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(home)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    starters = [subprocess.Popen(command, **pipes) for _ in range(3)]
    servers = {starter.stdout.readline() for starter in starters}
    for starter in starters:
        starter.communicate()
    assert len(servers) == 1
    assert int(servers.pop()) > 0
    assert [starter.returncode for starter in starters] == [0, 0, 0]
    assert running_postmaster(home / "postgres") is None


@pytest.mark.parametrize("name", ["it's, a 100% (new) home & more", "long" * 40])
def test_any_folder_will_do(server_folder, start_small, ask, name):
    folder = server_folder / name
    with start_small(folder) as engine:
        assert Path(ask(engine.url, "SHOW data_directory")) == folder / "postgres"
        sockets = Path(ask(engine.url, "SHOW unix_socket_directories").strip('"'))
    assert sockets != folder / "postgres"
    assert not sockets.exists()


def test_an_initdb_that_was_cut_off_is_begun_again(home, start_small, ask):
    unfinished = home / "postgres.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with start_small(home) as engine:
        assert ask(engine.url, "SELECT 1") == 1
    assert not unfinished.exists()


def test_the_socket_is_closed_to_other_accounts(home, start_small):
    with start_small(home):
        mode = (home / "postgres" / ".s.PGSQL.5432").stat().st_mode
        assert mode & 0o077 == 0


def test_environment_variables_for_other_servers_do_not_mislead(home, start_small, ask, monkeypatch):
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGOPTIONS", "-c work_mem=1MB")
    with start_small(home) as engine:
        assert ask(engine.url, "SELECT 1") == 1


def test_another_version_s_folder_is_refused_and_left_alone(home):
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "PG_VERSION").write_text("14\n")
    with pytest.raises(EngineError, match=r"made by PostgreSQL 14, and this is 18\. Move it away"):
        start(home)
    assert [path.name for path in (home / "postgres").iterdir()] == ["PG_VERSION"]
