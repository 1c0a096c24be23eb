"""Headless Chromium driven through its debugging pipe, and a web server for the page; standard library only."""

import base64
import functools
import http.server
import json
import os
import select
import shutil
import subprocess
import tempfile
import threading
import time


class QuietServer(http.server.ThreadingHTTPServer):
    """A plain server for a folder; what was asked for stands in `asked` as path and bytes."""

    def __init__(self, folder):
        asked = self.asked = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *words):
                pass

            def send_head(self):
                file = super().send_head()
                path = self.translate_path(self.path)
                asked.append((self.path, os.path.getsize(path) if os.path.isfile(path) else 0))
                return file

        super().__init__(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class Browser:
    """One page. Errors of its scripts are kept in `errors`."""

    def __init__(self, width=1400, height=900):
        self.folder = tempfile.mkdtemp(prefix="mezha-browser-")
        ours, theirs = os.pipe(), os.pipe()
        self.errors, self.events, self._buffer, self._last = [], [], b"", 0
        self._process = subprocess.Popen(
            ["sh", "-c", f'exec 3<&{ours[0]} 4>&{theirs[1]}; exec chromium "$@"', "sh",
             "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--disable-gpu", "--hide-scrollbars",
             "--disable-dev-shm-usage", "--no-first-run", "--enable-precise-memory-info",
             f"--window-size={width},{height}", f"--user-data-dir={self.folder}", "about:blank"],
            pass_fds=(ours[0], theirs[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(ours[0])
        os.close(theirs[1])
        self._out, self._in = ours[1], theirs[0]
        self._session = None
        target = next(one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        self.size(width, height)

    def call(self, method, **parameters):
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        number, end = self._last, time.monotonic() + 120
        while True:
            answer = self._read(end - time.monotonic())
            if answer is None:
                raise TimeoutError(method)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def _read(self, seconds):
        while b"\0" not in self._buffer:
            if not select.select([self._in], [], [], max(0, seconds))[0]:
                return None
            data = os.read(self._in, 1 << 20)
            if not data:
                raise RuntimeError("chromium ended")
            self._buffer += data
        line, self._buffer = self._buffer.split(b"\0", 1)
        message = json.loads(line)
        name = message.get("method")
        if name == "Runtime.exceptionThrown":
            details = message["params"]["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif name == "Log.entryAdded" and message["params"]["entry"]["level"] == "error":
            entry = message["params"]["entry"]
            self.errors.append(f"{entry['text']} {entry.get('url', '')}")
        elif name == "Page.javascriptDialogOpening":
            self.errors.append(f"a dialog opened: {message['params']['message']}")
            # The page waits for an answer; ours has to be sent without waiting for another one.
            self._last += 1
            answer = {"id": self._last, "method": "Page.handleJavaScriptDialog", "params": {"accept": False}}
            os.write(self._out, json.dumps({**answer, "sessionId": self._session}).encode() + b"\0")
        elif name:
            self.events.append(message)
        return message

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, address):
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)

    def value(self, script):
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(f"{script}: {details.get('exception', {}).get('description')}")
        return answer["result"].get("value")

    def until(self, script, seconds=30):
        """Waits until an expression holds; whether it came to that."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.value(script):
                    return True
            except RuntimeError:
                pass
            time.sleep(0.05)
        return False

    def click(self, selector):
        x, y = self.value(f"""(() => {{ const node = document.querySelector({json.dumps(selector)});
            node.scrollIntoView({{block: 'center'}}); const box = node.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; }})()""")
        self.click_at(x, y)

    def click_at(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def key(self, name, code=None):
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, " ": 32}
        text = {"Enter": "\r", " ": " "}.get(name)
        for kind in ("keyDown", "keyUp"):
            words = {"type": kind, "key": name, "code": code or name, "windowsVirtualKeyCode": codes[name]}
            if text and kind == "keyDown":
                words["text"] = text
            self.call("Input.dispatchKeyEvent", **words)

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def paper(self, path):
        data = self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        try:
            self.call("Browser.close")
        except (RuntimeError, TimeoutError, OSError):
            pass
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        os.close(self._out)
        os.close(self._in)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        self.close()
