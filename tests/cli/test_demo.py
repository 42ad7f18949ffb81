"""The demo as people meet it: started, stopped, killed and started again."""

import os
import signal
import time
from contextlib import suppress
from urllib.error import HTTPError

import psutil
import psycopg
import pytest

from groundgame.engine import start
from groundgame.engine.postmaster import running_postmaster

pytestmark = pytest.mark.slow


def all_gone(processes: list[psutil.Process], seconds: float = 60) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return not [process for process in alive if _still_runs(process)]


def _still_runs(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):  # it may go between two looks at it
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def test_a_loading_that_was_killed_is_finished_by_the_next_start(loaded_home):
    with start(loaded_home) as engine, psycopg.connect(engine.url) as connection:
        unfinished = connection.execute("SELECT name FROM demo_step WHERE NOT finished").fetchall()
        query = "SELECT count(DISTINCT borough), count(*) FROM register_register"
        boroughs, registers = connection.execute(query).fetchone()
    assert unfinished == []
    assert boroughs == registers == 32


def test_a_second_start_loads_nothing_again(loaded_home, serve, free_port):
    site = serve(loaded_home, free_port, warm=False)
    site.wait_until_it_serves()
    said = site.output.read_text()
    assert "Log in" in said
    assert not [title for title in ("Preparing", "Checking", "Making", "Loading", "Opening") if title in said]


def test_every_log_in_that_is_printed_works(loaded_home, serve, free_port):
    site = serve(loaded_home, free_port, warm=False)
    site.wait_until_it_serves()
    log_ins = [line.split()[-1] for line in site.output.read_text().splitlines() if "/demo/as/" in line]
    assert [url.removeprefix(site.address) for url in log_ins] == [
        f"/demo/as/{who}/" for who in ("director", "organiser", "volunteer", "agent", "returning-officer")
    ]
    for url in log_ins:
        assert site.get(url.removeprefix(site.address)) == 200


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_leaves_nothing_running(loaded_home, serve, free_port, ending):
    site = serve(loaded_home, free_port)
    site.wait_until_it_serves()
    started = [*site.children(), psutil.Process(running_postmaster(loaded_home / "postgres").pid)]
    assert len(started) > 2
    site.process.send_signal(ending)
    assert site.process.wait(90) == 0
    assert all_gone(started)
    assert "Stopped. Everything is kept" in site.output.read_text()


def test_ctrl_c_in_a_terminal_reaches_every_process_and_stops_in_order(loaded_home, serve, free_port):
    site = serve(loaded_home, free_port)
    site.wait_until_it_serves()
    started = [*site.children(), psutil.Process(running_postmaster(loaded_home / "postgres").pid)]
    os.killpg(site.process.pid, signal.SIGINT)
    assert site.process.wait(90) == 0
    assert all_gone(started)
    assert "Traceback" not in site.output.read_text()


def test_after_a_kill_the_next_start_takes_the_port_and_the_server_over(loaded_home, serve, free_port):
    site = serve(loaded_home, free_port)
    site.wait_until_it_serves()
    workers, server = site.children(), running_postmaster(loaded_home / "postgres").pid
    site.process.kill()
    site.process.wait()
    again = serve(loaded_home, free_port)
    again.wait_until_it_serves()
    assert all_gone(workers)
    assert running_postmaster(loaded_home / "postgres").pid == server
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(90) == 0
    assert running_postmaster(loaded_home / "postgres") is None


def test_it_ends_with_the_program_that_started_it(loaded_home, serve, free_port):
    site = serve(loaded_home, free_port, "--end-with-parent", under="sh")
    site.wait_until_it_serves()
    started = [*site.children(), psutil.Process(running_postmaster(loaded_home / "postgres").pid)]
    site.process.kill()
    site.process.wait()
    assert all_gone(started)


def test_a_database_server_that_is_killed_comes_back_while_the_site_is_served(loaded_home, serve, free_port):
    site = serve(loaded_home, free_port, warm=False)
    site.wait_until_it_serves()
    os.kill(running_postmaster(loaded_home / "postgres").pid, signal.SIGKILL)
    end = time.monotonic() + 90
    while True:
        try:
            assert site.get("/demo/as/director/") == 200
            break
        except HTTPError:
            assert time.monotonic() < end, "the site did not come back"
            time.sleep(0.2)


def test_two_sites_do_not_share_a_port(loaded_home, serve, free_port, run_command):
    serve(loaded_home, free_port, warm=False).wait_until_it_serves()
    done = run_command(loaded_home, "demo", "--port", str(free_port))
    assert done.returncode == 2
    assert f"Port {free_port} is in use" in done.stderr


def test_the_full_register_is_refused_where_the_sampled_one_stands(loaded_home, run_command):
    done = run_command(loaded_home, "demo", "--no-serve", "--full")
    assert done.returncode == 2
    assert "This data folder holds the register of one household in twenty" in done.stderr
