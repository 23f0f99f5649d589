"""The script behind .ci/page: starts pods in development and uses their page in Chromium, as a person would.

  page.py [--shots FOLDER] [--port PORT]
The environment names the command line of a pod (POD) and the browser (CHROMIUM)."""
import argparse
import asyncio
import json
import os
import pathlib
import re
import signal
import sys
import tempfile
import traceback
import urllib.error
import urllib.request

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright, expect

from load import Pod, probe

SAMPLES = pathlib.Path(__file__).parents[2] / "config/samples"
CAT = SAMPLES / "chelsea.jpg"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
KEY = "correct-horse-battery"
DESK, PHONE, SMALL_PHONE = (1100, 860), (360, 740), (320, 640)
passed = failed = 0


async def check(name, *steps):
    global passed, failed
    try:
        for step in steps:
            await step
        passed += 1
        print(f"PASS {name}", flush=True)
    except Exception:
        failed += 1
        print(f"FAIL {name}", flush=True)
        traceback.print_exc(limit=-2)


class Visit:
    """The page of a pod in a window of its own; notes what the browser complains of and what it asks for."""

    def __init__(self, pod, page):
        self.pod, self.page, self.complaints, self.addresses = pod, page, [], []
        self.origin = f"http://127.0.0.1:{pod.port}/"
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.addresses.append(request.url))
        # From the start: the driver catches choosers a little after it is told to, and a key is faster than that.
        page.on("filechooser", lambda _: None)

    @classmethod
    async def to(cls, pod, browser, size=DESK, scheme="light"):
        context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        visit = cls(pod, await context.new_page())
        await visit.page.goto(visit.origin)
        await expect(visit.page.locator("#levels li")).to_have_count(4)
        return visit

    async def leave(self, *statuses):
        """Nothing was complained of but answers with these statuses, and nothing asked of anybody but the pod."""
        await self.page.context.close()
        known = [f"the server responded with a status of {status} " for status in statuses]
        unknown = [text for text in self.complaints if not any(one in text for one in known)]
        assert not unknown, unknown
        elsewhere = [url for url in self.addresses if not url.startswith((self.origin, f"blob:{self.origin}", "data:"))]
        assert not elsewhere, elsewhere

    async def drop(self, path):
        """A file of the desktop, let go over the middle of the page: trusted events, as a file manager makes them."""
        session = await self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            await session.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": data})

    async def shows(self, *classes):
        await expect(self.page.locator("#classes li")).to_have_count(5)
        await expect(self.page.locator("#classes li span:first-child")).to_have_text(classes)

    async def complains(self, words, code):
        await expect(self.page.locator("#problem-words")).to_have_text(words)
        await expect(self.page.locator("#problem-code")).to_have_text(code)
        await expect(self.page.locator("#answer")).to_be_hidden()

    async def counts(self, objective):
        """Good events and all, as the page has them."""
        text = await self.page.locator(f"#levels [data-objective={objective}] p").last.inner_text()
        return tuple(map(int, re.match(r"(\d+) of (\d+) ", text).groups()))

    async def fits(self):
        """Nothing is wider than the window."""
        wide = await self.page.evaluate("""() => [...document.querySelectorAll('body *')]
            .filter(one => !one.matches('.unseen, #file') && one.getBoundingClientRect().right > innerWidth + 0.5)
            .map(one => one.outerHTML.slice(0, 80)).concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])""")
        assert not wide, wide

    async def accessible(self):
        found = await Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()

    async def picture(self, folder, name):
        if folder:
            await self.page.mouse.move(1, 1)
            await self.page.screenshot(path=folder / f"{name}.png", full_page=True, animations="disabled")


def ask(pod, path, body=None, **headers):
    """An answer of the pod to somebody who is no browser: status and JSON."""
    request = urllib.request.Request(f"http://127.0.0.1:{pod.port}{path}", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def best_five(pod, path, **headers):
    status, answer = ask(pod, "/predict", path.read_bytes(), **{"Content-Type": "image/jpeg"}, **headers)
    assert status == 200, answer
    return [one["class"] for one in answer["predictions"]]


async def logged(pod, request_id):
    for _ in range(100):
        for line in pathlib.Path(pod.log).read_text().splitlines():
            fields = json.loads(line)
            if fields.get("request_id") == request_id and fields["event"] == "Prediction successful":
                return fields
        await asyncio.sleep(0.1)
    raise AssertionError(f"no prediction {request_id} in {pod.log}")


async def dropped_cat(browser, pod):
    visit = await Visit.to(pod, browser)
    await visit.drop(CAT)
    await visit.shows(*best_five(pod, CAT))
    assert await visit.page.locator("#classes li span").first.inner_text() == "Egyptian cat"
    await expect(visit.page.locator("#preview")).to_be_visible()
    line = await logged(pod, await visit.page.locator("#request-id").inner_text())
    assert line["trace_id"] == await visit.page.locator("#trace-id").inner_text(), line
    assert line["filename"] == "chelsea.jpg", line
    times = dict(zip(await visit.page.locator("#times dt").all_inner_texts(), await visit.page.locator("#times dd").all_inner_texts()))
    assert list(times) == ["Round trip", "Queue", "Preprocessing", "Model", "Postprocessing", "Network and the rest"], times
    took = {name: float(time.removesuffix(" ms")) for name, time in times.items()}
    assert took["Model"] > 1 and took["Round trip"] > took["Model"], took
    await visit.leave()


async def other_ways(browser, pod):
    visit = await Visit.to(pod, browser)
    names = {sample.name: best_five(pod, sample) for sample in sorted(SAMPLES.glob("*.jpg"))}
    for index, best in enumerate(names.values()):
        await visit.page.locator(".sample").nth(index).click()
        await visit.shows(*best)
    await expect(visit.page.locator("#file-name")).to_have_text("rocket.jpg")
    async with visit.page.expect_file_chooser() as chooser:
        await visit.page.locator("#drop").click()
    await (await chooser.value).set_files(SAMPLES / "coffee.jpg")
    await visit.shows(*names["coffee.jpg"])
    await visit.page.evaluate("""async () => {
        const data = new DataTransfer();
        data.items.add(new File([await (await fetch('page/samples/chelsea.jpg')).blob()], 'image.png', {type: 'image/jpeg'}));
        dispatchEvent(new ClipboardEvent('paste', {clipboardData: data}));
    }""")
    await visit.shows(*names["chelsea.jpg"])
    await visit.leave()


async def refused_file(browser, pod, work):
    visit = await Visit.to(pod, browser)
    text = work / "<img src=x onerror=alert(1)>.txt"
    text.write_text("no picture")
    await visit.drop(text)
    status, answer = ask(pod, "/predict", b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nno picture\r\n--x--\r\n',
                         **{"Content-Type": "multipart/form-data; boundary=x"})
    assert status == 400 and answer["message"], answer
    await visit.complains(answer["message"], f"{answer['error']}, status 400")
    await expect(visit.page.locator("#file-name")).to_have_text(text.name)
    assert await visit.page.locator("#drop img").count() == 1, "the file's name became markup"
    await expect(visit.page.locator("#again")).to_be_hidden()
    assert re.fullmatch(r"[0-9a-f-]{36}", await visit.page.locator("#request-id").inner_text())
    await visit.page.locator(".sample").first.click()  # and it goes on
    await visit.shows(*best_five(pod, CAT))
    await expect(visit.page.locator("#problem")).to_be_hidden()
    await visit.leave(400)


async def levels_move(browser, pod):
    visit = await Visit.to(pod, browser)
    before = {name: await visit.counts(name) for name in ("availability", "latency", "inference-latency", "confidence")}
    for _ in range(2):
        best_five(pod, CAT)
    for name, (good, total) in before.items():
        await expect(visit.page.locator(f"[data-objective={name}] p").last).to_contain_text(re.compile(rf"of {total + 2} "))
    late, _ = ask(pod, "/predict", CAT.read_bytes(), **{"Content-Type": "image/jpeg", "X-Request-Timeout-Ms": "1"})
    assert late in (503, 504), late
    good, total = before["availability"]
    availability = visit.page.locator("[data-objective=availability]")
    await expect(availability.locator("p").last).to_have_text(f"{good + 2} of {total + 3} requests served")
    # One failure of so few is more than all a target of 99.5 % allows.
    await expect(availability).to_have_attribute("data-level", "spent")
    level = next(one for one in ask(pod, "/slo")[1]["objectives"] if one["name"] == "availability")
    await expect(availability.locator(".budget")).to_have_text(f"{level['budget_spent_percent']:,.1f} % of the budget spent")
    await expect(availability.locator(".share")).to_contain_text(f"{level['good_percent']:g} %")
    await visit.leave()


async def keyboard_alone(browser, pod):
    visit = await Visit.to(pod, browser)
    press = visit.page.keyboard.press
    focused = lambda: visit.page.evaluate("document.activeElement.id || document.activeElement.firstElementChild?.alt")
    outlined = "getComputedStyle(document.querySelector('%s')).outlineStyle"
    await press("Tab")
    assert await focused() == "file", await focused()
    assert await visit.page.evaluate(outlined % "#drop") == "solid"
    async with visit.page.expect_file_chooser() as chooser:
        await press("Enter")
    await (await chooser.value).set_files(SAMPLES / "rocket.jpg")
    await visit.shows(*best_five(pod, SAMPLES / "rocket.jpg"))
    await press("Tab")
    assert await focused() == "Cat", await focused()
    assert await visit.page.evaluate(outlined % ".sample") == "solid"
    await press("Enter")
    await visit.shows(*best_five(pod, CAT))
    await expect(visit.page.locator("#said")).to_have_text(re.compile("Egyptian cat, [0-9]+ percent"))
    await visit.leave()


async def looks(browser, pod, size, scheme, shots, name):
    """The page at one size and in one scheme, empty, with an answer and with an error."""
    visit = await Visit.to(pod, browser, size, scheme)
    ground = await visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(map(int, re.findall(r"\d+", ground))) / 3 / 255
    assert light < 0.2 if scheme == "dark" else light > 0.8, ground
    await visit.fits()
    await visit.accessible()
    await visit.picture(shots, f"{name}-empty")
    await visit.page.locator(".sample").first.click()
    await visit.shows(*best_five(pod, CAT))
    await visit.fits()
    await visit.accessible()
    await visit.picture(shots, name)
    await visit.page.set_input_files("#file", {"name": "w" * 120 + ".txt", "mimeType": "text/plain", "buffer": b"no picture"})
    await expect(visit.page.locator("#problem")).to_be_visible()
    await visit.fits()
    await visit.accessible()
    await visit.picture(shots, f"{name}-error")
    await visit.leave(400)


async def policy_holds(browser, pod):
    visit = await Visit.to(pod, browser)
    blocked = await visit.page.evaluate("""async () => {
        const seen = [];
        addEventListener('securitypolicyviolation', event => seen.push(event.effectiveDirective));
        await fetch('http://localhost:9/').catch(() => {});
        document.body.append(Object.assign(document.createElement('img'), {src: 'http://localhost:9/x.png'}));
        const inline = document.createElement('style');
        inline.textContent = 'body { color: red }';
        document.body.append(inline);
        try { document.body.innerHTML = '<b>x</b>'; } catch { }
        await new Promise(done => setTimeout(done, 300));
        return seen;
    }""")
    assert set(blocked) == {"connect-src", "img-src", "style-src-elem", "require-trusted-types-for"}, blocked
    await visit.page.context.close()


async def asks_for_a_key(browser, pod, shots):
    visit = await Visit.to(pod, browser)
    _, answer = ask(pod, "/predict", CAT.read_bytes(), **{"Content-Type": "image/jpeg"})
    await expect(visit.page.locator("#key-form")).to_be_hidden()
    await visit.drop(CAT)
    await visit.complains(answer["message"], "UNAUTHENTICATED, status 401")
    await expect(visit.page.locator("#key")).to_be_focused()
    await visit.accessible()
    await visit.picture(shots, "key")
    await visit.page.keyboard.type("wrong")
    await visit.page.keyboard.press("Enter")
    await asyncio.sleep(0.3)
    await visit.complains(answer["message"], "UNAUTHENTICATED, status 401")
    await visit.page.fill("#key", KEY)
    await visit.page.keyboard.press("Enter")
    best = best_five(pod, CAT, **{"X-API-Key": KEY})
    await visit.shows(*best)
    await expect(visit.page.locator("#key-form")).to_be_hidden()
    await visit.page.locator(".sample").nth(0).click()  # the key goes on being sent
    await visit.shows(*best)
    stored = await visit.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
    assert KEY not in stored, stored
    await visit.page.reload()
    await visit.drop(CAT)
    await expect(visit.page.locator("#key")).to_have_value("")
    await visit.complains(answer["message"], "UNAUTHENTICATED, status 401")
    await visit.leave(401)


async def unready_then_ready(browser, port, work, shots):
    broken = Pod("broken", port, work / "broken.log", ENVIRONMENT="development", MODEL_URI="file:///nothing/here.onnx")
    pod = Pod("mended", port, work / "mended.log", ENVIRONMENT="development", REQUEST_TIMEOUT_MS="60000")
    try:
        broken.start()
        while ask_readyz(broken) != "failed":
            assert broken.process.poll() is None, f"see {broken.log}"
            await asyncio.sleep(0.2)
        visit = await Visit.to(broken, browser)
        words = ask(broken, "/readyz")[1]["message"]
        state, said = visit.page.locator("#state"), visit.page.locator("#state-words")
        await expect(said).to_have_text(words)
        await expect(state).to_have_attribute("data-state", "failed")
        await visit.page.locator(".sample").first.click()
        status, answer = ask(broken, "/predict", CAT.read_bytes(), **{"Content-Type": "image/jpeg"})
        await visit.complains(answer["message"], f"MODEL_NOT_LOADED, status {status}")
        await visit.picture(shots, "unready")
        broken.stop()
        await expect(state).to_have_attribute("data-state", "away", timeout=20_000)
        await visit.page.locator("#again").click()
        await expect(visit.page.locator("#problem-words")).to_contain_text("The pod did not answer")
        assert await broken.until_gone(20)
        pod.start()
        await expect(said).to_have_text(re.compile("Ready: efficientnet-lite0, version 1, on cpu"), timeout=120_000)
        await visit.page.locator("#again").click()
        await visit.shows(*best_five(pod, CAT))
        visit.complaints = [text for text in visit.complaints if "net::ERR_" not in text]
        await visit.leave(503)
    finally:
        broken.stop(signal.SIGKILL)
        pod.stop()


def ask_readyz(pod):
    try:
        return ask(pod, "/readyz")[1].get("state")
    except OSError:
        return None


async def all_checks(browser, pod, guarded, port, work, shots):
    await check("a picture that is dropped: a cat is first, and its ids are those of the pod's log", dropped_cat(browser, pod))
    await check("samples, file chooser and clipboard get the API's answers", other_ways(browser, pod))
    await check("a text file is refused in the server's words, and its name stays text", refused_file(browser, pod, work))
    await check("the service levels move with predictions, and are those of /slo", levels_move(browser, pod))
    await check("the keyboard alone is enough", keyboard_alone(browser, pod))
    for scheme in ("light", "dark"):
        for name, size in (("desk", DESK), ("phone", PHONE), ("small-phone", SMALL_PHONE)):
            await check(f"{scheme}, {size[0]} wide: nothing overflows, axe finds nothing", looks(browser, pod, size, scheme, shots, f"{name}-{scheme}"))
    await check("the security policy lets nothing else in", policy_holds(browser, pod))
    await check("an API key is asked for, sent, and stored nowhere", asks_for_a_key(browser, guarded, shots))
    await check("a pod that is not ready, or gone, is said to be, until it is ready", unready_then_ready(browser, port, work, shots))


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("--shots", type=pathlib.Path)
    options.add_argument("--port", type=int, default=18200)
    options = options.parse_args()
    if options.shots:
        options.shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        keys = work / "keys"
        keys.write_text(KEY + "\n")
        settings = {"ENVIRONMENT": "development", "REQUEST_TIMEOUT_MS": "60000"}
        pod = Pod("open", options.port, work / "open.log", **settings)
        guarded = Pod("guarded", options.port + 2, work / "guarded.log", API_KEYS_FILE=str(keys), **settings)
        async with async_playwright() as playwright:
            try:
                for each in (pod, guarded):
                    each.start()
                    await each.until_ready()
                browser = await playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
                await all_checks(browser, pod, guarded, options.port + 4, work, options.shots)
                await browser.close()
            finally:
                for each in (pod, guarded):
                    each.stop()
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(asyncio.run(main()))
