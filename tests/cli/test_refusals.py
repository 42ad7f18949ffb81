"""What the demo cannot do, it says in one sentence before any heavy work."""

import socket
from contextlib import closing

import pytest

pytestmark = pytest.mark.slow


def test_a_busy_port(tmp_path, run_command):
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run_command(tmp_path / "home", "demo", "--port", str(port))
    assert done.returncode == 2
    assert done.stderr.strip() == (
        f"Port {port} is in use by another program. Stop that program, or choose another port: "
        f"make demo PORT={port + 1}."
    )
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_number_that_is_no_port(tmp_path, run_command, port):
    done = run_command(tmp_path / "home", "demo", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{port} is not a port: give a number from 1024 to 65535")


def test_an_address_that_is_not_this_machine_s(tmp_path, run_command, free_port):
    done = run_command(tmp_path / "home", "serve", "--port", str(free_port), "--address", "192.0.2.1")
    assert done.returncode == 2
    assert done.stderr.startswith("The site cannot listen on 192.0.2.1 (Cannot assign requested address). Give an")


def test_an_unknown_party(tmp_path, run_command, free_port):
    done = run_command(tmp_path / "home", "demo", "--port", str(free_port), "--party", "gren")
    assert done.returncode == 2
    assert done.stderr.strip() == "There is no party 'gren' in the record. Try green."
    assert not (tmp_path / "home").exists()


def test_a_folder_that_cannot_be_used(tmp_path, run_command, free_port):
    (tmp_path / "file").write_text("not a folder")
    done = run_command(tmp_path / "file" / "home", "demo", "--port", str(free_port))
    assert done.returncode == 1
    assert "cannot be used (Not a directory). Make it writable, or name another folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer(tmp_path, run_command, free_port):
    nowhere = f"postgresql://x@/y?host={tmp_path}"
    done = run_command(tmp_path / "home", "demo", "--port", str(free_port), DATABASE_URL=nowhere)
    assert done.returncode == 1
    assert "The database named by DATABASE_URL does not answer" in done.stderr
