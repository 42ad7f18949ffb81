"""`python -m groundgame` is the `groundgame` command."""

from groundgame.cli import main

if __name__ == "__main__":
    main()
