"""Every guard is taken out once, in a database of its own, and the scenario that stands for it must notice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pg8000.exceptions import DatabaseError

from tests.conftest import Database
from tests.searches.scenarios import SCENARIOS, Scenario
from tests.searches.world import World

MIGRATIONS = Path(__file__).resolve().parents[2] / "supabase" / "migrations"
BY_NAME: dict[str, Scenario] = {claim.__name__: claim for claim in SCENARIOS}
LOCK = "where job_id = p_job_id for update;"


@dataclass(frozen=True)
class Mutant:
    """A function with ``old`` replaced by ``new`` (the n-th time it stands there), and who must notice."""

    function: str
    old: str
    new: str
    noticed_by: str
    nth: int = 0

    def __str__(self) -> str:
        return f"{self.function}-{self.noticed_by}"


MUTANTS = [
    # The fence: token, status, lease not handed back.
    *(
        Mutant(function, guard, "", noticed_by)
        for function, guard in {
            "save_step": " or job.lease_token <> p_token",
            "yield_job": " or job.lease_token <> p_token",
            "complete_job": " or job.lease_token <> p_token",
            "fail_job": " or job.lease_token <> p_token",
        }.items()
        for noticed_by in ["an_old_token_writes_nothing"]
    ),
    *(
        Mutant(
            function,
            "job.status <> 'processing' or job.lease_token",
            "job.lease_token",
            "an_ended_search_takes_nothing_more",
        )
        for function in ["yield_job", "fail_job"]
    ),
    *(
        Mutant(function, " or job.lease_expires_at is null then", " then", "a_lease_handed_back_writes_nothing")
        for function in ["save_step", "complete_job"]
    ),
    Mutant("yield_job", "if job.lease_expires_at is null then", "if false then", "handing_back_costs_no_attempt"),
    Mutant("fail_job", "if job.lease_expires_at is null then", "if false then", "a_failure_is_tried_again_later"),
    Mutant("save_step", "if moment >= job.deadline_at then", "if false then", "nothing_is_written_after_the_deadline"),
    Mutant(
        "complete_job", "if moment >= job.deadline_at then", "if false then", "nothing_is_written_after_the_deadline"
    ),
    Mutant("claim_job", "if job.lease_expires_at > moment then", "if false then", "nobody_claims_what_is_leased"),
    Mutant(
        "claim_job",
        "if job.lease_owner is distinct from p_owner then",
        "if true then",
        "a_claim_whose_answer_was_lost_is_repeated",
    ),
    Mutant(
        "claim_job", "if job.lease_owner is distinct from p_owner then", "if false then", "nobody_claims_what_is_leased"
    ),
    Mutant(
        "claim_job",
        "elsif job.run_after > moment and moment < job.deadline_at then",
        "elsif false then",
        "what_is_not_due_is_not_claimed",
    ),
    Mutant(
        "grant_search_lease",
        "lease_token = lease_token + 1, lease_owner",
        "lease_owner",
        "a_lease_that_ran_out_is_claimed_with_the_next_token",
    ),
    Mutant("grant_search_lease", "attempt = attempt + 1,", "", "a_search_that_never_gets_on_is_given_up"),
    Mutant("grant_search_lease", " or job.attempt >= job.max_attempts", "", "a_search_that_never_gets_on_is_given_up"),
    Mutant("grant_search_lease", "moment >= job.deadline_at or ", "", "a_search_past_its_deadline_is_given_up"),
    Mutant(
        "grant_search_lease",
        "finished_at = moment, lease_token = lease_token + 1",
        "finished_at = moment",
        "a_search_that_never_gets_on_is_given_up",
    ),
    # The row lock, and the clock read after it.
    Mutant("claim_job", LOCK, "where job_id = p_job_id;", "two_claims_at_once_make_one_lease"),
    Mutant(
        "claim_job",
        "moment := clock_timestamp();",
        "moment := now();",
        "a_claim_judges_the_lease_when_it_holds_the_row",
    ),
    Mutant("complete_job", LOCK, "where job_id = p_job_id;", "cancelling_and_completing_never_both_happen"),
    Mutant("cancel_job", " for update;", ";", "cancelling_and_completing_never_both_happen"),
    *(
        Mutant(function, LOCK, "where job_id = p_job_id;", "writers_wait_for_each_other")
        for function in ["save_step", "yield_job", "fail_job"]
    ),
    Mutant("claim_notification", LOCK, "where job_id = p_job_id;", "two_senders_at_once_send_one"),
    *(
        Mutant(
            "create_job",
            f"perform pg_advisory_xact_lock(hashtextextended('search {what}' || {key}, 0));",
            "null;",
            noticed_by,
        )
        for what, key, noticed_by in [
            ("", "p_job_id", "one_call_twice_at_once_makes_one_search"),
            ("owner ", "p_user_id", "two_calls_at_once_with_one_key_make_one_search"),
            ("owner ", "p_user_id", "two_calls_at_once_do_not_pass_the_limit_together"),
            ("client ", "p_client_hash", "two_calls_at_once_do_not_pass_the_limit_together"),
            ("phone ", "p_phone_hash", "two_calls_at_once_do_not_pass_the_limit_together"),
        ]
    ),
    Mutant("claim_next", " skip locked", "", "pulling_workers_do_not_wait_for_each_other"),
    Mutant("claim_next", "if due is null then", "if true then", "the_oldest_due_is_claimed_first"),
    Mutant("sweep_jobs", " skip locked", "", "sweeps_at_once_share_the_work"),
    Mutant("sweep_jobs", " skip locked", "", "sweeps_at_once_share_the_work", nth=1),
    Mutant("cleanup_jobs", " skip locked", "", "cleanings_at_once_share_the_work"),
    # Once stored, for ever.
    Mutant(
        "save_step",
        " on conflict do nothing",
        " on conflict (job_id, step_key) do update set output = excluded.output",
        "a_step_counts_once",
    ),
    Mutant(
        "save_step",
        "progress = greatest(progress, least(p_progress, 99))",
        "progress = least(p_progress, 99)",
        "progress_never_falls_and_reaches_100_only_with_results",
    ),
    Mutant(
        "save_step", "least(p_progress, 99)", "p_progress", "progress_never_falls_and_reaches_100_only_with_results"
    ),
    Mutant("save_step", "case when added = 1 then 0 else attempt end", "0", "only_a_new_step_gives_the_attempts_back"),
    Mutant(
        "save_step", "case when added = 1 then 0 else attempt end", "attempt", "only_a_new_step_gives_the_attempts_back"
    ),
    Mutant(
        "save_step", "lease_expires_at = moment + make_interval(secs => p_lease_seconds),", "", "a_beat_keeps_the_lease"
    ),
    Mutant(
        "complete_job",
        "if job.status = 'completed' and job.lease_token = p_token then",
        "if false then",
        "completing_twice_is_completing_once",
    ),
    Mutant(
        "complete_job", "case when phone_number is null then 'none' else 'queued' end", "'none'", "completing_is_whole"
    ),
    Mutant("complete_job", "delete from public.search_job_steps where job_id = p_job_id;", "", "completing_is_whole"),
    Mutant("fail_job", "and job.attempt < job.max_attempts", "", "the_last_attempt_fails_for_good"),
    Mutant(
        "fail_job",
        "and moment + make_interval(secs => delay) < job.deadline_at",
        "",
        "a_wait_past_the_deadline_fails_for_good",
    ),
    Mutant(
        "fail_job",
        "if job.status = 'failed' and job.lease_token = p_token then",
        "if false then",
        "a_failure_for_good_ends_the_search",
    ),
    Mutant("fail_job", "* (0.5 + random())", "* 2", "waits_grow_and_are_spread"),
    Mutant("yield_job", "greatest(attempt - 1, 0)", "attempt", "handing_back_costs_no_attempt"),
    # Texts.
    Mutant(
        "claim_notification",
        "if job.notify_owner is distinct from p_owner then",
        "if true then",
        "a_sender_whose_answer_was_lost_burns_no_send",
    ),
    Mutant(
        "claim_notification",
        "if job.notify_owner is distinct from p_owner then",
        "if false then",
        "a_text_is_sent_once",
    ),
    Mutant(
        "claim_notification",
        "or job.notify_attempt >= p_max_sends",
        "",
        "a_text_without_a_clear_end_is_sent_twice_at_most",
    ),
    Mutant("claim_notification", "notify_token = notify_token + 1,", "", "a_late_sender_reports_nothing"),
    Mutant(
        "claim_notification",
        "if job.notify_state = 'queued' and job.notify_after > moment",
        "if false",
        "a_send_that_never_left_is_given_back",
    ),
    Mutant(
        "claim_notification",
        "least(job.expires_at, job.finished_at + interval '1 day')",
        "job.expires_at",
        "a_text_a_day_late_is_not_sent",
    ),
    Mutant("finish_notification", " or job.notify_token <> p_token", "", "a_late_sender_reports_nothing"),
    Mutant(
        "finish_notification",
        "case when p_outcome = 'not_sent' then 1 else 0 end",
        "0",
        "a_send_that_never_left_is_given_back",
    ),
    Mutant("finish_notification", "if job.notify_state <> 'sending' then", "if false then", "a_text_is_sent_once"),
    # Sweeping and cleaning.
    Mutant("sweep_jobs", "lease_token = jobs.lease_token + 1, ", "", "a_sweep_gives_up_on_what_is_hopeless"),
    Mutant(
        "sweep_jobs",
        "(lease_expires_at is null or lease_expires_at <= moment)))",
        "true))",
        "a_sweep_leaves_the_living_alone",
    ),
    Mutant("sweep_jobs", "and run_after <= moment", "", "a_sweep_leaves_the_living_alone"),
    Mutant(
        "sweep_jobs",
        "and (last_kicked_at is null or last_kicked_at <= moment - make_interval(secs => p_rekick_seconds))",
        "",
        "a_sweep_kicks_what_waits_once_a_minute",
    ),
    Mutant("sweep_jobs", " and notify_after <= moment", "", "a_sweep_finds_due_texts"),
    Mutant("cleanup_jobs", " and notify_state <> 'sending'", "", "cleaning_deletes_what_ended_and_is_past_its_time"),
    Mutant(
        "cleanup_jobs", " and status in ('completed', 'failed')", "", "cleaning_deletes_what_ended_and_is_past_its_time"
    ),
    Mutant("cleanup_jobs", "expires_at <= moment and ", "", "cleaning_deletes_what_ended_and_is_past_its_time"),
    # Admission.
    Mutant("create_job", "where job_id = p_job_id\n    or (", "where (", "the_same_call_twice_makes_one_search"),
    Mutant("create_job", "job.request_hash = p_request_hash and ", "", "a_key_again_gives_the_first_search"),
    Mutant(
        "create_job",
        "and coalesce(user_id::text, client_hash) = coalesce(p_user_id::text, p_client_hash)",
        "",
        "keys_of_different_callers_never_meet",
    ),
    Mutant(
        "create_job",
        "user_id = p_user_id or (p_user_id is null and user_id is null and client_hash = p_client_hash)",
        "user_id = p_user_id",
        "without_an_account_the_address_counts",
    ),
    Mutant("create_job", " and created_at > moment - interval '1 hour'", "", "one_address_starts_so_many_an_hour"),
    Mutant("create_job", " and status <> 'failed'", "", "one_number_gets_so_many_texts_a_day"),
    # Reading and cancelling.
    Mutant(
        "get_job", "and (mine or job.user_id is null or job.status = 'completed')", "", "a_running_search_is_its_owners"
    ),
    Mutant(
        "get_job",
        "and (mine or job.user_id is null or job.status = 'completed')",
        "",
        "unchanged_is_no_way_round_the_owner",
    ),
    Mutant("get_job", "job.user_id is null or ", "", "a_search_without_an_owner_is_read_by_its_id"),
    Mutant("get_job", "and job.expires_at > clock_timestamp()", "", "what_is_past_its_time_is_not_read"),
    Mutant("get_job", "'kind', job.kind,", "'kind', job.kind, 'error', job.error,", "no_reader_sees_what_is_private"),
    Mutant(
        "get_job", "'rev', job.rev, 'stalled', stalled)", "'rev', job.rev)", "a_reader_sees_that_a_search_is_stalled"
    ),
    Mutant("cancel_job", "and user_id = (select auth.uid())", "", "nobody_else_cancels"),
    Mutant("cancel_job", "lease_token = lease_token + 1, ", "", "the_owner_cancels_at_once"),
    Mutant("cancel_job", "if job.status in ('completed', 'failed') then", "if false then", "the_owner_cancels_at_once"),
    # The guard.
    *(
        Mutant("search_jobs_guard", old, new, "history_cannot_be_rewritten")
        for old, new in [
            ("if old.status in ('completed', 'failed')\n", "if false\n"),
            ("new.meta, new.error_code", "new.error_code"),
            ("new.progress < old.progress or ", ""),
            ("new.lease_token < old.lease_token or ", ""),
            (" or new.notify_token < old.notify_token", ""),
            ("or (old.status = 'processing' and new.status = 'pending')", ""),
            ("or (old.notify_state in ('sent', 'failed', 'unknown') and new.notify_state <> old.notify_state)", ""),
            ("new.categories, new.request,", "new.categories,"),
            ("new.user_id, ", ""),
            ("new.kind, ", ""),
        ]
    ),
    Mutant("search_jobs_guard", "new.rev := old.rev + 1;", "", "every_change_is_counted"),
    Mutant("search_jobs_guard", "new.phone_number := null;", "", "a_failure_for_good_ends_the_search"),
    Mutant("search_jobs_guard", "new.expires_at := new.finished_at + new.retention;", "", "completing_is_whole"),
    Mutant("search_jobs_leave_files", "on conflict do nothing", "limit 0", "files_are_named_until_they_are_gone"),
]

DROPPED = [
    ("ended_has_a_time", "rows_that_lie_are_refused"),
    ("lease_only_while_processing", "rows_that_lie_are_refused"),
    ("completed_is_whole", "rows_that_lie_are_refused"),
    ("only_completed_is_whole", "rows_that_lie_are_refused"),
    ("failed_says_why", "rows_that_lie_are_refused"),
    ("pending_never_ran", "rows_that_lie_are_refused"),
    ("only_completed_texts", "rows_that_lie_are_refused"),
    ("phone_goes_after_use", "rows_that_lie_are_refused"),
    ("send_has_a_lease", "rows_that_lie_are_refused"),
    ("phone_is_counted", "a_number_without_its_hash_is_refused"),
]


def definitions() -> dict[str, str]:
    """The text of every function about searches, by name."""
    text = "\n".join(path.read_text() for path in sorted(MIGRATIONS.glob("*_search_*.sql")))
    found = re.findall(r"(create function public\.(\w+)\(.*?\n\$\$;)", text, re.DOTALL)
    return {name: body.replace("create function", "create or replace function", 1) for body, name in found}


@pytest.fixture(scope="module")
def copied(whole_stack: Any, worker_id: str) -> Iterator[Database]:
    """A database of the migrations alone, for mutants."""
    address = httpx.URL(whole_stack.postgres_url)
    name = f"mutants_{worker_id}"
    admin = Database(str(address.copy_with(path="/postgres")))
    admin.sql(f"drop database if exists {name} with (force)")
    admin.sql(f"create database {name} template shortlist")
    db = Database(str(address.copy_with(path=f"/{name}")))
    yield db
    db.close()
    admin.sql(f"drop database {name} with (force)")
    admin.close()


@pytest.fixture
def scratch(copied: Database) -> Iterator[Database]:
    """The same, empty."""
    copied.sql("delete from public.search_jobs; delete from public.search_files_to_delete; delete from auth.users")
    return copied


def notices(claim: str, db: Database) -> bool:
    """Whether a scenario fails in a database."""
    try:
        BY_NAME[claim](World(db))
    except (AssertionError, pytest.fail.Exception, DatabaseError, TypeError, KeyError, IndexError):
        return True
    return False


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_guard_taken_out_is_noticed(mutant: Mutant, scratch: Database) -> None:
    original = definitions()[mutant.function]
    parts = original.split(mutant.old)
    at = mutant.nth + 1
    assert len(parts) > at, f"{mutant.old!r} does not stand in {mutant.function}"

    scratch.sql(mutant.old.join(parts[:at]) + mutant.new + mutant.old.join(parts[at:]))
    try:
        noticed = notices(mutant.noticed_by, scratch)
    finally:
        scratch.sql(original)

    assert noticed, f"{mutant.noticed_by} passes without {mutant.old!r}"


@pytest.mark.parametrize(("constraint", "noticed_by"), DROPPED)
def test_a_constraint_taken_out_is_noticed(constraint: str, noticed_by: str, scratch: Database) -> None:
    rule = scratch.value("select pg_get_constraintdef(oid) from pg_constraint where conname = $1", constraint)
    scratch.sql(f"alter table public.search_jobs drop constraint {constraint}")
    try:
        noticed = notices(noticed_by, scratch)
    finally:
        scratch.sql(
            f"delete from public.search_jobs; alter table public.search_jobs add constraint {constraint} {rule}"
        )

    assert noticed


@pytest.mark.parametrize("claim", sorted({mutant.noticed_by for mutant in MUTANTS}))
def test_without_a_mutant_nothing_is_noticed(claim: str, scratch: Database) -> None:
    assert not notices(claim, scratch)
