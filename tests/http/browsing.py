"""Chromium as a reader uses it: pages opened at a size, looked at by script, and photographed."""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-sync", "--disable-component-update"),
    *("--hide-scrollbars", "--remote-debugging-pipe"),
)


class Browser:
    """One tab of a browser, spoken to through the pipe of its DevTools protocol."""

    def __init__(self, reading: int, writing: int) -> None:
        """Open a tab."""
        self._reading = os.fdopen(reading, "rb", buffering=0)
        self._writing = os.fdopen(writing, "wb", buffering=0)
        self._numbers = itertools.count(1)
        self._rest = b""
        self._session: str | None = None
        self.told: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Return the answer to a command."""
        number = next(self._numbers)
        command: dict[str, object] = {"id": number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        self._writing.write(json.dumps(command).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == number:
                assert "error" not in message, message
                answer: dict[str, Any] = message["result"]
                return answer

    def resize(self, width: int, height: int, *, is_dark: bool = False) -> None:
        """Make the tab as large as a screen, by day or by night."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, url: str) -> None:
        """Go to a page, and return when it is loaded."""
        self.ask("Page.navigate", url=url)
        self.wait_for(f"location.href == {json.dumps(url)} && document.readyState == 'complete'")

    def look(self, expression: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what an expression of JavaScript gives."""
        answer = self.ask(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Return once a condition holds; one that never does ends with the test's patience."""
        for _ in range(400):
            if self.look(condition):
                return
            self.look("new Promise((done) => setTimeout(done, 50))")
        raise AssertionError(f"never: {condition}")

    def press(self, key: str, text: str = "") -> None:
        """Press a key and let it go."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowDown": 40}
        event = {"key": key, "code": key, "windowsVirtualKeyCode": codes.get(key, 0)}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **event)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **event)

    def write(self, text: str) -> None:
        """Write text where the cursor is."""
        self.ask("Input.insertText", text=text)

    def photograph(self, path: Path) -> None:
        """Keep a picture of what is seen."""
        picture = self.ask("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(picture))

    def close(self) -> None:
        """End the browser."""
        self.ask("Browser.close")
        self._reading.close()
        self._writing.close()

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = self._reading.read(1 << 20)
            assert piece, "the browser went away"
            self._rest += piece
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        if message.get("method") == "Log.entryAdded":
            self.told.append(message["params"]["entry"]["text"])
        elif message.get("method") == "Runtime.exceptionThrown":
            self.told.append(str(message["params"]["exceptionDetails"]))
        return message


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """Give a browser that keeps its things in a folder; end it afterwards."""
    program = shutil.which("chromium")
    assert program, "chromium is missing: install Debian's chromium"
    commands, answers = os.pipe(), os.pipe()

    def as_three_and_four() -> None:
        # First out of each other's way.
        reading, writing = os.dup(commands[0]), os.dup(answers[1])
        os.dup2(reading, 3)
        os.dup2(writing, 4)

    process = subprocess.Popen(
        [program, *_ARGUMENTS, f"--user-data-dir={folder}"],
        preexec_fn=as_three_and_four,  # noqa: PLW1509 - nothing else runs in this process
        pass_fds=(3, 4),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(commands[0])
    os.close(answers[1])
    try:
        browser = Browser(answers[0], commands[1])
        try:
            yield browser
        finally:
            browser.close()
    finally:
        process.terminate()
        process.wait(timeout=20)
