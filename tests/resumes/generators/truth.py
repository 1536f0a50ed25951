"""The truth of a generated résumé, in the shape that the bench compares."""

from bench.parsing import Truth
from tests.resumes.generators.people import Person


def truth_of(person: Person, *, date: str = "name", groups: bool = True) -> Truth:
    """What a parser should read; ``date`` year-only layouts only know years."""

    def cut(value: str) -> str:
        return value[:4] if date == "year" else value

    def dated(entry: dict, keys: tuple[str, ...]) -> dict:
        kept = {key: entry[key] for key in keys if entry.get(key)}
        return kept | {"startDate": cut(entry["startDate"]), "endDate": cut(entry["endDate"])}

    return Truth(
        basics={key: person[key] for key in ("name", "email", "phone", "location", "summary")},
        links=person["links"],
        work=[dated(job, ("name", "position", "location", "highlights")) for job in person["work"]],
        education=[dated(entry, ("institution", "studyType", "area", "location")) for entry in person["education"]],
        skills=[s for group, words in person["skills"].items() for s in ([group] if groups else []) + words],
        languages=[{"language": name, "fluency": level} for name, level in person["languages"]],
        certificates=[{"name": n, "issuer": i, "date": y} for n, i, y in person["certificates"]],
    )
