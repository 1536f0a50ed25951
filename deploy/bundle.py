"""``python -m deploy.bundle``: one reproducible zip per function, for Lambda's platform, without Docker.

A package holds what its handler imports and nothing else: the modules of ``functions`` and ``shared`` it reaches (with
the data files beside them), and the distributions its extras name, as locked. Bytecode is compiled for the target
Python with unchecked hashes: zips carry no true times, so the usual ``.pyc`` would be judged stale, and the first start
would compile everything again (about twice as slow).
"""

import argparse
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import grimp

from deploy.service import ROOT, Function, functions
from shared.searches.registry import KINDS

PYTHON = "3.13"
PLATFORM = "aarch64-manylinux_2_28"
# The whole client is for scripts and tests; functions use its parts (postgrest, storage3), which are named themselves.
PRUNED = ("supabase",)
LEFT_OUT = {
    # Reads C declarations when cffi modules are built; loading them needs none of it.
    "pycparser",
    # Lambda's own runtime holds these, in 36 MB that need not be shipped twice.
    "boto3",
    "botocore",
    "s3transfer",
    "jmespath",
    "python-dateutil",
    "six",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.bundle", description=__doc__)
    parser.add_argument("names", nargs="*", help="functions to build (default: all)")
    parser.add_argument("--python", default=PYTHON)
    parser.add_argument("--platform", default=PLATFORM)
    parser.add_argument("--into", type=Path, default=ROOT / "build")
    asked = parser.parse_args()
    chosen = [function for function in functions() if not asked.names or function.name in asked.names]
    for function in chosen:
        zipped = bundle(function, asked.into, python=asked.python, platform=asked.platform)
        print(f"{zipped.stat().st_size / 1e6:6.1f} MB zipped, {unzipped_size(zipped) / 1e6:6.1f} MB unzipped  {zipped}")
    return 0


def bundle(function: Function, into: Path, *, python: str = PYTHON, platform: str = PLATFORM) -> Path:
    """Build one function's zip; the same sources give the same bytes."""
    tree = into / "tree" / function.name
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(dependencies(function, into, python=python, platform=platform), tree)
    if function.sourceless:
        compile_all(tree, python, sourceless=True)
    for module in reached(function.module):
        _copy(module, tree)
    compile_all(tree, python)
    return write_zip(tree, into / f"{function.name}.zip")


def dependencies(function: Function, into: Path, *, python: str, platform: str) -> Path:
    """Install the locked distributions of a function's extras for the target, once per set of extras."""
    named = "-".join(sorted(function.extras)) or "base"
    target = into / "dependencies" / f"{named}-{python}-{platform}"
    if target.exists():
        return target
    wanted = [flag for extra in function.extras for flag in ("--extra", extra)]
    pruned = [flag for name in PRUNED for flag in ("--prune", name)]
    exported = _uv("export", "--frozen", "--no-dev", "--no-hashes", "--no-annotate", "--no-header", *wanted, *pruned)
    lines = [line for line in exported.splitlines() if line.split("==")[0] not in LEFT_OUT]
    draft = target.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    listed = into / "dependencies" / f"{named}.txt"
    listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _uv("pip", "install", "--quiet", "--target", str(draft), "-r", str(listed), "--no-deps", "--only-binary", ":all:",
        "--python-version", python, "--python-platform", platform, "--no-compile-bytecode",
        # The cache's own files are linked into environments; they must not be the ones that are cut.
        "--link-mode", "copy")  # fmt: skip
    for folder in ("bin", ".lock"):
        path = draft / folder
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    for library in draft.rglob("*.so*"):
        strip_symbols(library)
    draft.rename(target)
    return target


def reached(module: str) -> list[str]:
    """Return every module of ours that a handler imports, now or later, by reading the sources."""
    graph = _graph()
    found = {module, *graph.find_upstream_modules(module)}
    if module == "functions.resumes.handler":
        # Started as a process of its own, so no import names it.
        found |= {"functions.resumes.child", *graph.find_upstream_modules("functions.resumes.child")}
    if "shared.searches.registry" in found:
        # Kinds are imported by name when a search of them runs, so no import names them either.
        for kind in KINDS.values():
            found |= {kind, *graph.find_upstream_modules(kind)}
    parents = {".".join(name.split(".")[:depth]) for name in found for depth in range(1, name.count(".") + 1)}
    return sorted(found | parents)


def _graph() -> "grimp.ImportGraph":
    global _built  # noqa: PLW0603  building takes a second and the sources stay
    if _built is None:
        _built = grimp.build_graph("functions", "shared", include_external_packages=False, cache_dir=None)
    return _built


_built: "grimp.ImportGraph | None" = None


def _copy(module: str, tree: Path) -> None:
    source = ROOT / module.replace(".", "/")
    if source.is_dir():
        target = tree / source.relative_to(ROOT)
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / "__init__.py", target)
        return
    source = source.with_suffix(".py")
    target = tree / source.relative_to(ROOT)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    for beside in _data_beside(source.parent):
        copied = tree / beside.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(beside, copied)


def _data_beside(folder: Path) -> Iterable[Path]:
    """Yield the data files of a package: what is neither Python nor in a package below."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            yield path
        elif path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").exists():
            yield from (inner for inner in sorted(path.rglob("*")) if inner.is_file() and inner.suffix != ".pyc")


def compile_all(tree: Path, python: str, *, sourceless: bool = False) -> None:
    """Compile for the target Python, if there is one here; say so when there is not.

    ``sourceless`` leaves the bytecode where the source was: it loads the same and takes half the room.
    """
    interpreter = _interpreter(python)
    if interpreter is None:
        missing = f"No python{python} here: {tree.name} ships without bytecode and starts slower"
        print(f"{missing}; install it (uv python install {python}).", file=sys.stderr)
        return
    subprocess.run(
        [interpreter, "-m", "compileall", "-q", "-j2", *(["-b"] if sourceless else []),
         "--invalidation-mode", "unchecked-hash", "-s", str(tree), "-p", "/var/task", str(tree)],
        check=True,
    )  # fmt: skip
    for source in tree.rglob("*.py") if sourceless else ():
        source.unlink()


def _interpreter(python: str) -> str | None:
    if f"{sys.version_info.major}.{sys.version_info.minor}" == python:
        return sys.executable
    try:
        return _uv("python", "find", "--no-project", "--no-python-downloads", python).strip()
    except RuntimeError:
        return None


def strip_symbols(library: Path) -> None:
    """Cut a shared object after its last segment, whatever processor it is for.

    The loader maps segments by the program headers alone; symbol tables and debug sections lie behind them. Header
    fields: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
    """
    data = bytearray(library.read_bytes())
    if data[:6] != b"\x7fELF\x02\x01":
        return
    (first,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    ends = [first + size * count]
    for place in range(first, first + size * count, size):
        (offset,) = struct.unpack_from("<Q", data, place + 8)
        (length,) = struct.unpack_from("<Q", data, place + 32)
        ends.append(offset + length)
    struct.pack_into("<Q", data, 40, 0)  # no section headers: they would lie behind the cut
    struct.pack_into("<HH", data, 60, 0, 0)
    library.write_bytes(data[: max(ends)])


def write_zip(tree: Path, target: Path) -> Path:
    """Zip a tree in order, without times or owners."""
    draft = target.with_suffix(".draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(tree.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(str(path.relative_to(tree)), _EPOCH)
                entry.external_attr = (0o755 if path.suffix == ".sh" else 0o644) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    return draft.replace(target)


def unzipped_size(zipped: Path) -> int:
    """Return the bytes a package takes unzipped."""
    with zipfile.ZipFile(zipped) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _uv(*arguments: str) -> str:
    tool = Path(sys.executable).parent / "uv"
    done = subprocess.run([str(tool), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"uv {' '.join(arguments)}: {done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
