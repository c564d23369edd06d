"""Find a Chromium for the browser tests: start it once or, with --install, make sure that one starts.

The environment variable CHROMIUM names the browser to use. Without it the first one on the PATH is taken, or else the
one that Playwright downloads.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "libatomic1")  # Playwright's own driver needs libatomic, which a bare Debian lacks


def chromium_path() -> str | None:
    """Return the browser to start; None stands for Playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def start() -> None:
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path())
            print(f"{chromium_path() or 'Chromium from Playwright'} {browser.version}")
            browser.close()
    except Exception as error:  # a driver that cannot run raises no type of its own
        sys.exit(str(error))


def find_problem() -> str | None:
    """Start the browser in another process, since a failed driver cannot be started again; return its complaint."""
    trial = subprocess.run([sys.executable, __file__], check=False, capture_output=True, text=True)
    print(trial.stdout, end="", flush=True)
    return trial.stderr if trial.returncode else None


def run(*command: str) -> bool:
    print("+", *command, flush=True)
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0


def apt_get_command() -> list[str]:
    """How to call apt-get; empty where there is none, or it takes a password."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (sudo and not (shutil.which("sudo") and run(*sudo, "true"))):
        return []
    return [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]


def install_with_apt() -> bool:
    """Install Debian's Chromium, if that takes no password."""
    apt_get = apt_get_command()
    if not apt_get:
        return False
    run(*apt_get, "update")
    return run(*apt_get, "install", "--yes", "--no-install-recommends", *PACKAGES)


def install_with_playwright() -> bool:
    return run(sys.executable, "-m", "playwright", "install", "chromium")


def install() -> None:
    """Return once a browser starts; exit with advice if none can be had."""
    problem = find_problem()
    if not os.environ.get("CHROMIUM"):
        for attempt in (install_with_apt, install_with_playwright):
            if problem and attempt():
                problem = find_problem()
    if problem:
        sys.exit(
            f"{problem}\nThe tests need Chromium or Chrome, and none starts here (see above).\n"
            f"On Debian: sudo apt-get install {' '.join(PACKAGES)}\n"
            "Elsewhere, name a browser: CHROMIUM=/path/to/chrome make test"
        )


if __name__ == "__main__":
    if sys.argv[1:] == ["--install"]:
        install()
    else:
        start()
