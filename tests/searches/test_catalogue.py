"""Who may do what to searches, read from the catalogue: any drift of a grant, a policy or a search_path fails here."""

import pytest

from tests.searches.world import World

TABLES = ["search_jobs", "search_job_steps", "search_files_to_delete"]
SERVICE = {
    "create_job", "claim_job", "claim_next", "grant_search_lease", "save_step", "yield_job", "complete_job", "fail_job",
    "claim_notification", "finish_notification", "sweep_jobs", "cleanup_jobs", "search_jobs_guard",
    "search_jobs_leave_files",
}  # fmt: skip
OWNERS_COLUMNS = {
    "job_id", "user_id", "kind", "status", "progress", "rev", "categories", "original_image_url", "results", "meta",
    "error_code", "created_at", "started_at", "updated_at", "finished_at", "expires_at",
}  # fmt: skip


def functions(world: World, where: str) -> set[str]:
    """The functions about searches for which ``where`` holds."""
    rows = world.db.sql(
        "select proname::text as name from pg_proc as p where pronamespace = 'public'::regnamespace"
        f" and (proname ~ 'search' or prosrc ~ 'search_(jobs|job_steps|files)') and {where}"
    )
    return {row["name"] for row in rows}


def test_these_are_all_functions(world: World) -> None:
    assert functions(world, "true") == SERVICE | {"get_job", "cancel_job"}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("anon", {"get_job"}),
        ("authenticated", {"get_job", "cancel_job"}),
        ("service_role", SERVICE | {"get_job"}),
    ],
)
def test_a_role_may_call_these_functions_and_no_others(world: World, role: str, may: set[str]) -> None:
    assert functions(world, f"has_function_privilege('{role}', p.oid, 'execute')") == may


def test_only_the_public_two_run_as_their_definer(world: World) -> None:
    assert functions(world, "p.prosecdef") == {"get_job", "cancel_job"}


def test_every_function_has_an_empty_search_path(world: World) -> None:
    assert functions(world, "not coalesce('search_path=\"\"' = any (p.proconfig), false)") == set()


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_under_row_level_security(world: World, table: str) -> None:
    assert world.db.value("select relrowsecurity from pg_class where oid = $1::regclass", f"public.{table}")


@pytest.mark.parametrize(
    ("table", "role", "may"),
    [
        *((table, "anon", set()) for table in TABLES),
        *((table, "authenticated", set()) for table in TABLES),
        ("search_jobs", "service_role", {"SELECT", "INSERT", "UPDATE", "DELETE"}),
        ("search_job_steps", "service_role", {"SELECT", "INSERT", "DELETE"}),
        ("search_files_to_delete", "service_role", {"SELECT", "INSERT", "DELETE"}),
    ],
)
def test_a_role_may_do_this_to_a_table_and_no_more(world: World, table: str, role: str, may: set[str]) -> None:
    verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
    held = {v for v in verbs if world.db.value("select has_table_privilege($1, $2, $3)", role, f"public.{table}", v)}
    assert held == may


@pytest.mark.parametrize(
    ("role", "verb", "columns"),
    [
        ("authenticated", "SELECT", OWNERS_COLUMNS),
        ("authenticated", "UPDATE", set()),
        ("authenticated", "INSERT", set()),
        ("anon", "SELECT", set()),
        ("anon", "UPDATE", set()),
        ("anon", "INSERT", set()),
    ],
)
def test_a_role_reaches_these_columns_and_no_others(world: World, role: str, verb: str, columns: set[str]) -> None:
    rows = world.db.sql(
        "select attname::text as name from pg_attribute where attrelid = 'public.search_jobs'::regclass and attnum > 0"
        " and not attisdropped and has_column_privilege($1::text, 'public.search_jobs'::regclass, attname, $2::text)",
        role,
        verb,
    )
    assert {row["name"] for row in rows} == columns


def test_there_is_one_policy_and_it_names_the_owner(world: World) -> None:
    policies = world.db.sql(
        "select policyname::text as name, cmd, roles::text, qual from pg_policies where tablename = any ($1)", TABLES
    )
    assert policies == [
        {
            "name": "People read their own searches",
            "cmd": "SELECT",
            "roles": "{authenticated}",
            "qual": "(( SELECT auth.uid() AS uid) = user_id)",
        }
    ]


def test_no_view_looks_past_the_grants(world: World) -> None:
    assert (
        world.db.value("select count(*) from pg_views where schemaname = 'public' and definition ~ 'search_job'") == 0
    )


def test_heartbeats_touch_no_index(world: World) -> None:
    indexed = world.db.value(
        "select array_agg(distinct attname::text) from pg_index join pg_attribute on attrelid = indexrelid"
        " where indrelid = 'public.search_jobs'::regclass"
    )
    assert not {"lease_expires_at", "run_after", "updated_at", "rev", "progress", "attempt", "checkpoint"} & set(
        indexed
    )


def test_the_file_bucket_is_private_and_has_no_policy(world: World) -> None:
    assert world.db.value("select public from storage.buckets where id = 'search-images'") is False
    policies = world.db.value(
        "select count(*) from pg_policies where schemaname = 'storage' and concat(qual, with_check) ~ 'search'"
    )
    assert policies == 0
