"""The bare signed-in page, which is our limit: reads the signed cookie, answers a constant body.

Source: docs/decisions/0005-speed.md
"""

import os
from pathlib import Path

from flask import Flask, abort, session


def create_bare(folder: Path, secret: str) -> Flask:
    """An app that answers `/<name>` with the file of that name, to anyone who is signed in."""
    app = Flask("bare", static_folder=None)
    app.config.update(
        SECRET_KEY=secret, SESSION_COOKIE_NAME="network", SESSION_REFRESH_EACH_REQUEST=False
    )
    bodies = {file.name: file.read_bytes() for file in folder.iterdir()}

    @app.get("/healthz")
    def health() -> str:
        return "well"

    @app.route("/<name>", methods=["GET", "POST"])
    def bare(name: str) -> bytes:
        if "_user_id" not in session:
            abort(401)
        return bodies[name]

    return app


if "BARE_BODIES" in os.environ:
    app = create_bare(Path(os.environ["BARE_BODIES"]), os.environ["SECRET_KEY"])
