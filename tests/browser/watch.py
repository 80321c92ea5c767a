"""Listens while a browser is in use: the console, the policy, and where requests go."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

#: Chromium's own line for every refusal that a page is built to show.
REFUSED = "Failed to load resource: the server responded with a status of 4"

#: What a page asks for by itself; a refusal of these is a broken page.
PARTS = frozenset({"stylesheet", "script", "image", "font"})


class Watch:
    """What went wrong in one browser context, in words."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.faults: list[str] = []
        context.on("console", self._heard)
        context.on("weberror", self._broke)
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _heard(self, line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"} and not line.text.startswith(REFUSED):
            self.faults.append(f"console {line.type}: {line.text}")

    def _broke(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(f"{self.home}/"):
            self.faults.append(f"asks another place: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (
            response.status >= 400 and response.request.resource_type in PARTS
        ):
            self.faults.append(f"{response.status} {response.request.method} {response.url}")
