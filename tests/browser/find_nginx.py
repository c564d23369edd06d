"""Find an nginx for the tests: tell which or, with --install, unpack Debian's where there is none.

The environment variable NGINX names the program to use. Nothing is installed: Debian's package would start serving on
port 80 at once. Where none can be had, nothing fails; the tests that need it are skipped and say so.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from find_chromium import apt_get_command, run

PACKAGES = ("nginx", "nginx-common")
UNPACKED = Path(__file__).parents[2] / ".cache" / "nginx"


def nginx_path() -> Path | None:
    """Return the program, if there is one that starts."""
    on_path = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    for candidate in (os.environ.get("NGINX"), on_path, UNPACKED / "usr/sbin/nginx"):
        if candidate and Path(candidate).is_file():
            trial = subprocess.run([candidate, "-v"], check=False, capture_output=True)
            if trial.returncode == 0:
                return Path(candidate).resolve()
    return None


def mime_types(nginx: Path) -> Path:
    """Which endings nginx knows: the list that came with it."""
    return nginx.parents[2] / "etc/nginx/mime.types"


def download(folder: Path) -> bool:
    as_root = ["-o", "APT::Sandbox::User=root"] if os.geteuid() == 0 else []  # apt's own user may not write there
    return run("env", "-C", str(folder), "apt-get", "-qq", *as_root, "download", *PACKAGES)


def install() -> None:
    """Unpack Debian's nginx, if that is possible here."""
    if nginx_path() or not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    UNPACKED.mkdir(parents=True, exist_ok=True)
    apt_get = apt_get_command()
    if download(UNPACKED) or (apt_get and run(*apt_get, "update") and download(UNPACKED)):
        for package in UNPACKED.glob("*.deb"):
            run("dpkg-deb", "--extract", str(package), str(UNPACKED))
            package.unlink()


if __name__ == "__main__":
    if sys.argv[1:] == ["--install"]:
        install()
    print(nginx_path() or "No nginx, so the tests with one are skipped. On Debian: sudo apt-get install nginx")
