"""What many people cost: invocations, connections, rows, storage and money. ``python -m bench.capacity [people …]``.

Arithmetic on assumptions, each below with where it comes from; change them and run it again. ``measured``: on this
code or its engine, two cores, database beside it. ``assumed``: a guess, to be replaced by your logs.
"""

import sys
from dataclasses import dataclass

from bench.figures import Figure


@dataclass(frozen=True, slots=True)
class Call:
    """One kind of call: how often a person makes it a month, how long it runs, what it asks of the database."""

    per_month: float
    seconds: float
    memory_gb: float
    round_trips: float


# assumed: habits of an active person; durations with a network to the database of the same region. Memory is what
# serverless.yml gives.
CALLS = {
    "upload a résumé": Call(1, 1.0, 1.5, 3),
    "score a batch of 50": Call(20, 0.25, 1.0, 2),
    "read stored results": Call(40, 0.05, 0.5, 1),
    "tracker": Call(80, 0.05, 0.5, 1),
    "optimise": Call(3, 3.0, 1.0, 12),
    "export": Call(3, 1.0, 1.5, 3),
    "start a search": Call(4, 0.1, 0.5, 2),
    "poll a search": Call(80, 0.03, 0.5, 1),
    "work on a search": Call(4, 15.0, 1.0, 15),
}
# assumed: what stays of a person, in rows and in kB with indexes.
ROWS = {"résumés": (2, 30.0), "match results": (600, 3.0), "tracked jobs": (60, 4.0), "optimised": (6, 40.0)}
SEARCH_KB, SEARCH_DAYS = 40.0, 7  # assumed size; the retention is the setting's default
FILES_MB = 1.5  # assumed: originals and kept exports of one person
LOG_KB = 0.65  # measured: a line of POST /match/batch with its metrics is 637 bytes
BUSY = 4.0  # assumed: the busiest hour against the average one
DAYS = 30

# measured (search engine, Postgres 17, a read in PostgREST's shape): 0.55 ms alone, 3,367 a second on two cores.
READ_MS, READS_PER_SECOND_TWO_CORES = 0.55, 3_367
WRITE_FACTOR = 3.0  # assumed: the average round trip against that read
# measured: heartbeats a second on two cores, with the guarding trigger.
BEATS_PER_SECOND = 8_178
CONCURRENCY_DEV, CONCURRENCY_PROD = 10, 50  # serverless.yml

# assumed: list prices in US dollars as remembered for 2025, not looked up since; check before you rely on one.
GB_SECOND, INVOCATION, GATEWAY, LOG_GB = 13.3334e-6, 0.20e-6, 1.10e-6, 0.60
METRICS, METRIC = 101, 0.30  # at most: 19 functions and all together, five each, and one for texts
PLAN, DISK_GB, DISK_INCLUDED_GB, FILE_GB, FILES_INCLUDED_GB = 25.0, 0.125, 8.0, 0.021, 100.0


@dataclass(frozen=True, slots=True)
class Load:
    """What so many people come to."""

    people: int

    @property
    def invocations(self) -> float:
        """A month."""
        return self.people * sum(call.per_month for call in CALLS.values())

    @property
    def gb_seconds(self) -> float:
        return self.people * sum(call.per_month * call.seconds * call.memory_gb for call in CALLS.values())

    @property
    def _busy_per_second(self) -> float:
        return self.people * BUSY / (DAYS * 86_400)

    @property
    def requests_per_second(self) -> float:
        """In the busiest hour, the worker's not counted."""
        return self._busy_per_second * sum(call.per_month for name, call in CALLS.items() if not _is_worker(name))

    @property
    def instances(self) -> float:
        """Running HTTP functions in the busiest hour (Little's law)."""
        return self._busy_per_second * sum(
            call.per_month * call.seconds for name, call in CALLS.items() if not _is_worker(name)
        )

    @property
    def workers(self) -> float:
        call = CALLS["work on a search"]
        return self._busy_per_second * call.per_month * call.seconds

    @property
    def round_trips_per_second(self) -> float:
        return self._busy_per_second * sum(call.per_month * call.round_trips for call in CALLS.values())

    @property
    def connections(self) -> float:
        """Database connections at work at one moment in the busiest hour."""
        return self.round_trips_per_second * READ_MS / 1000 * WRITE_FACTOR

    @property
    def database_cores(self) -> float:
        return 2 * self.round_trips_per_second * WRITE_FACTOR / READS_PER_SECOND_TWO_CORES

    @property
    def rows(self) -> float:
        return self.people * sum(count for count, _ in ROWS.values())

    @property
    def database_gb(self) -> float:
        kept = sum(count * kb for count, kb in ROWS.values())
        searches = CALLS["start a search"].per_month / DAYS * SEARCH_DAYS * SEARCH_KB
        return self.people * (kept + searches) / 1e6

    @property
    def files_gb(self) -> float:
        return self.people * FILES_MB / 1e3

    @property
    def deletes_per_second(self) -> float:
        """Searches past their retention, spread evenly."""
        return self.people * CALLS["start a search"].per_month / (DAYS * 86_400)

    @property
    def functions_dollars(self) -> float:
        logs = self.invocations * LOG_KB / 1e6 * LOG_GB
        calls = self.invocations * (INVOCATION + GATEWAY)
        return self.gb_seconds * GB_SECOND + calls + logs + METRICS * METRIC

    @property
    def storage_dollars(self) -> float:
        """The plan, disk and files; the larger machine that the cores ask for is not in it."""
        disk = max(self.database_gb - DISK_INCLUDED_GB, 0) * DISK_GB
        return PLAN + disk + max(self.files_gb - FILES_INCLUDED_GB, 0) * FILE_GB


def _is_worker(name: str) -> bool:
    return name == "work on a search"


def figures(people: tuple[int, ...] = (10_000, 1_000_000)) -> list[Figure]:
    """Return the figures for each number of people."""
    found = []
    for count in people:
        load = Load(count)
        for name, value, unit in (
            ("invocations a month", load.invocations / 1e6, "million"),
            ("requests, busiest hour", load.requests_per_second, "/s"),
            ("function instances, busiest hour", load.instances, ""),
            ("searches at work, busiest hour", load.workers, ""),
            ("round trips, busiest hour", load.round_trips_per_second, "/s"),
            ("database connections at work", load.connections, ""),
            ("database cores", load.database_cores, ""),
            ("rows kept", load.rows / 1e6, "million"),
            ("database", load.database_gb, "GB"),
            ("files", load.files_gb, "GB"),
            ("searches deleted", load.deletes_per_second, "/s"),
            ("functions, gateway, logs, metrics", load.functions_dollars, "$/month"),
            ("plan, disk, files", load.storage_dollars, "$/month"),
        ):
            found.append(Figure(f"{count:,} people: {name}", value, unit, note="computed"))
    return found


if __name__ == "__main__":
    for figure in figures(tuple(int(argument) for argument in sys.argv[1:]) or (10_000, 1_000_000)):
        print(figure)
