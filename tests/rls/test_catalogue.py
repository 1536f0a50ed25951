"""What the catalogue must say of every table, policy and function, whoever adds the next one."""

from typing import Any

import pytest

ROLES = ("anon", "authenticated", "service_role")

# Who may call what. A function that is not here fails the first test.
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "correct_resume": ("authenticated",),
    "match_cache": ("authenticated",),
    "ping": ("anon", "authenticated"),
    "touch_updated_at": (),
    # Optimizing: people act through functions that compare the owner, the sweep with the service key.
    "start_optimization": ("authenticated",),
    "claim_optimization": ("authenticated",),
    "cancel_optimization": ("authenticated",),
    "append_run_events": ("authenticated", "service_role"),
    "run_events_after": ("authenticated", "service_role"),
    "read_optimization": ("authenticated", "service_role"),
    "optimization_result": ("authenticated", "service_role"),
    "sweep_optimizations": ("service_role",),
    "forget_optimizations": ("service_role",),
    "create_optimized_resume": ("authenticated",),
    "save_optimized_resume": ("authenticated",),
    "restore_optimized_resume": ("authenticated",),
    "save_optimization": ("authenticated",),
    **dict.fromkeys(
        (
            "refuse_change",
            "grant_run_lease",
            "optimized_fields",
            "optimized_parts",
            "parts_that_differ",
            "columns_that_differ",
            "saved_answer",
            "count_changes",
            "change_summary",
        ),
        (),
    ),
    # The tracker: people act for themselves, calendars come without a token, the service purges.
    **dict.fromkeys(
        (
            "track_jobs",
            "read_tracked_job",
            "update_tracked_job",
            "delete_tracked_job",
            "restore_tracked_job",
            "tracked_job_history",
            "list_tracked_jobs",
            "tracked_job_stats",
            "export_tracked_jobs",
        ),
        ("authenticated",),
    ),
    "interview_feed": ("anon", "authenticated"),
    "purge_tracked_jobs": ("service_role",),
    "take_tokens": ("authenticated",),
    "forget_full_buckets": ("service_role",),
    "fold_text": ("authenticated", "service_role"),
    "tracked_job_json": ("authenticated", "service_role"),
    "corrected_query": (),
    "tracked_jobs_stamp": (),
    "tracked_jobs_audit": (),
    "tracked_jobs_words": (),
    "job_audit_log_refuse": (),
    # Searches: the engine acts with the service key, people and links read and cancel.
    "get_job": ROLES,
    "cancel_job": ("authenticated",),
    **dict.fromkeys(
        (
            "create_job",
            "grant_search_lease",
            "claim_job",
            "claim_next",
            "save_step",
            "yield_job",
            "complete_job",
            "fail_job",
            "claim_notification",
            "finish_notification",
            "sweep_jobs",
            "cleanup_jobs",
            "search_jobs_guard",
            "search_jobs_leave_files",
            "match_catalogue",
        ),
        ("service_role",),
    ),
}
DEFINERS = {
    "get_job",
    "cancel_job",
    "start_optimization",
    "claim_optimization",
    "cancel_optimization",
    "append_run_events",
    "sweep_optimizations",
    "grant_run_lease",
    "create_optimized_resume",
    "save_optimized_resume",
    "restore_optimized_resume",
    "tracked_jobs_audit",
    "list_tracked_jobs",
    "interview_feed",
    "take_tokens",
}
"""Functions that run with their owner's rights; each says why in its comment."""


def public_functions(db: Any) -> list[dict[str, Any]]:
    return db.sql("""
        select p.oid, p.proname as name, p.prosecdef as definer, coalesce(p.proconfig, '{}') as config,
          obj_description(p.oid, 'pg_proc') as said
        from pg_proc p where p.pronamespace = 'public'::regnamespace
          and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    """)


def test_every_function_may_be_called_by_those_named_and_nobody_else(db: Any) -> None:
    found = {
        function["name"]: tuple(
            role
            for role in ROLES
            if db.value("select has_function_privilege($1, $2::oid, 'execute')", role, function["oid"])
        )
        for function in public_functions(db)
    }
    assert found == FUNCTIONS


def test_every_function_pins_its_search_path_and_explains_itself(db: Any) -> None:
    for function in public_functions(db):
        assert 'search_path=""' in function["config"], function["name"]
        assert function["said"], function["name"]
        assert function["definer"] == (function["name"] in DEFINERS), function["name"]


def test_row_level_security_is_on_everywhere(db: Any) -> None:
    off = db.sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') "
                 "and not relrowsecurity")  # fmt: skip
    assert off == []


def test_policies_ask_for_the_caller_once_per_statement_and_never_for_everybody(db: Any) -> None:
    policies = db.sql("select tablename, policyname, cmd, roles, coalesce(qual, '') as qual, "
                      "coalesce(with_check, '') as checked from pg_policies where schemaname = 'public'")  # fmt: skip
    assert policies
    for policy in policies:
        name = f"{policy['tablename']}: {policy['policyname']}"
        said = policy["qual"] + policy["checked"]
        assert "auth.uid()" in said, name
        assert said.count("auth.uid()") == said.lower().count("select auth.uid()"), name
        assert list(policy["roles"]) == ["authenticated"], name
        assert policy["cmd"] != "ALL", name
        if policy["cmd"] == "UPDATE":
            assert policy["qual"], name
            assert policy["checked"], name


def test_foreign_keys_and_policy_columns_are_indexed(db: Any) -> None:
    missing = db.sql("""
        select c.conrelid::regclass::text as table, c.conname
        from pg_constraint c
        where c.contype = 'f' and c.connamespace = 'public'::regnamespace
          and not exists (
            select 1 from pg_index i
            where i.indrelid = c.conrelid and (i.indkey::int2[])[0] = any (c.conkey)
          )
    """)
    assert missing == []


@pytest.mark.parametrize(
    ("planted", "test"),
    [
        pytest.param(
            "create function public.planted() returns int language sql as 'select 1'",
            test_every_function_pins_its_search_path_and_explains_itself,
            id="function without a search path",
        ),
        pytest.param("create table public.planted (id int)", test_row_level_security_is_on_everywhere, id="open table"),
        pytest.param(
            "create policy planted on public.resumes for select to authenticated using (auth.uid() = user_id)",
            test_policies_ask_for_the_caller_once_per_statement_and_never_for_everybody,
            id="caller asked per row",
        ),
    ],
)
def test_each_check_is_seen_to_fail(db: Any, planted: str, test: Any) -> None:
    class TakenBack(Exception):
        pass

    with pytest.raises(TakenBack), db.transaction():  # noqa: PT012
        db.sql(planted)
        with pytest.raises(AssertionError):
            test(db)
        raise TakenBack
