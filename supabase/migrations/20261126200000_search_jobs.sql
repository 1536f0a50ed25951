-- One row is one search, and the row is the truth about it. Queue messages and HTTP kicks only hint that it wants
-- looking at; any instance that knows the id can resume it.
create table public.search_jobs (
  job_id text primary key check (job_id ~ '^job_[0-9]{10}_[A-Za-z0-9_-]{22,64}$'),
  user_id uuid references auth.users (id) on delete cascade,
  kind text not null default 'image_search' check (kind ~ '^[a-z][a-z_]{0,39}$'),
  status text not null default 'pending' check (status in ('pending', 'processing', 'completed', 'failed')),
  progress smallint not null default 0 check (progress between 0 and 100),
  rev bigint not null default 1,
  phone_number text check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  country_code text check (country_code ~ '^[A-Z]{2}$'),
  categories text[] not null default '{}' check (cardinality(categories) <= 50),
  original_image_url text check (char_length(original_image_url) <= 4096),
  files text[] not null default '{}' check (cardinality(files) <= 10),
  request jsonb not null default '{}' check (jsonb_typeof(request) = 'object' and octet_length(request::text) <= 262144),
  results jsonb check (octet_length(results::text) <= 4194304),
  meta jsonb not null default '{}' check (jsonb_typeof(meta) = 'object'),
  error_code text,
  error text check (char_length(error) <= 500),

  idempotency_key text check (char_length(idempotency_key) between 1 and 255),
  request_hash text,
  client_hash text,
  phone_hash text,

  attempt smallint not null default 0,
  max_attempts smallint not null default 5 check (max_attempts between 1 and 50),
  lease_token bigint not null default 0,
  lease_owner text,
  lease_expires_at timestamptz,
  run_after timestamptz not null default clock_timestamp(),
  deadline_at timestamptz not null default clock_timestamp() + interval '30 minutes',
  checkpoint jsonb not null default '{}' check (octet_length(checkpoint::text) <= 262144),
  cancel_requested_at timestamptz,
  last_kicked_at timestamptz,
  kicks integer not null default 0,

  notify_state text not null default 'none'
    check (notify_state in ('none', 'queued', 'sending', 'sent', 'failed', 'unknown')),
  notify_attempt smallint not null default 0,
  notify_token bigint not null default 0,
  notify_owner text,
  notify_after timestamptz,
  notify_lease_expires_at timestamptz,
  notify_message_id text,
  notified_at timestamptz,

  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  retention interval not null default interval '7 days' check (retention > interval '0'),
  expires_at timestamptz not null default clock_timestamp() + interval '8 days',

  constraint ended_has_a_time check ((status in ('completed', 'failed')) = (finished_at is not null)),
  constraint lease_only_while_processing check (lease_expires_at is null or status = 'processing'),
  constraint completed_is_whole check (
    status <> 'completed'
    or (progress = 100 and results is not null and error_code is null and started_at is not null)
  ),
  constraint only_completed_is_whole check (status = 'completed' or (progress < 100 and results is null)),
  constraint failed_says_why check ((status = 'failed') = (error_code is not null)),
  constraint pending_never_ran check (status <> 'pending' or (started_at is null and lease_token = 0)),
  constraint only_completed_texts check (notify_state = 'none' or status = 'completed'),
  constraint send_has_a_lease check ((notify_state = 'sending') = (notify_lease_expires_at is not null)),
  constraint phone_goes_after_use check (
    phone_number is null or status in ('pending', 'processing') or notify_state in ('queued', 'sending')
  ),
  constraint phone_is_counted check (phone_number is null or phone_hash is not null)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 50);

comment on table public.search_jobs is
  'A search: what was asked, how far it is, what came of it. Changed by the functions beside it, one transition a call.';
comment on column public.search_jobs.job_id is
  'Made by the caller before the row: job_<epoch>_<at least 128 random bits>. Holding it is the right to read by link.';
comment on column public.search_jobs.user_id is 'Null: started without an account; whoever holds the id may read it.';
comment on column public.search_jobs.rev is 'Grows by one with every change, so that a reader can ask for what is newer.';
comment on column public.search_jobs.phone_number is 'E.164, gone as soon as it is of no more use. No public door shows it.';
comment on column public.search_jobs.files is 'Names in the bucket search-images that are deleted with the row.';
comment on column public.search_jobs.request is 'What the kind needs besides categories and picture. No public door shows it.';
comment on column public.search_jobs.error is 'For operators; providers quote numbers and keys, so readers get error_code alone.';
comment on column public.search_jobs.client_hash is 'Keyed hash of the caller''s address, for limits.';
comment on column public.search_jobs.phone_hash is 'Keyed hash of the number, which outlives it for the daily limit.';
comment on column public.search_jobs.attempt is 'Claims since the last stored step. Not a fence: it falls again.';
comment on column public.search_jobs.lease_token is
  'The fence: grows with every claim, cancel and dead letter and never falls. A write with an older one is refused.';
comment on column public.search_jobs.lease_owner is 'One id per invocation, so that a claim whose answer was lost can be repeated.';
comment on column public.search_jobs.checkpoint is 'Where unfinished steps stand, by step.';
comment on column public.search_jobs.notify_state is
  'The outbox: queued in the transaction that completes; unknown when two sends gave no clear answer.';

-- None on lease_expires_at, run_after or updated_at: a heartbeat then touches no index and stays a heap-only update.
create index search_jobs_active on public.search_jobs (created_at) where status in ('pending', 'processing');
create index search_jobs_texts on public.search_jobs (finished_at) where notify_state in ('queued', 'sending');
create index search_jobs_holder on public.search_jobs (lease_owner) where status = 'processing';
create index search_jobs_expiry on public.search_jobs (expires_at);
create index search_jobs_owner on public.search_jobs (user_id, created_at desc);
create index search_jobs_client on public.search_jobs (client_hash, created_at desc) where client_hash is not null;
create index search_jobs_phone on public.search_jobs (phone_hash, created_at desc) where phone_hash is not null;
-- Keys of different people never meet; people without an account are told apart by where they call from.
create unique index search_jobs_idempotency
  on public.search_jobs ((coalesce(user_id::text, client_hash)), idempotency_key) where idempotency_key is not null;

alter table public.search_jobs enable row level security;
grant select, insert, update, delete on public.search_jobs to service_role;
-- A column list, because a row policy cannot hide the phone number. It also carries Realtime to a signed-in page.
grant select (
  job_id, user_id, kind, status, progress, rev, categories, original_image_url, results, meta, error_code,
  created_at, started_at, updated_at, finished_at, expires_at
) on public.search_jobs to authenticated;

create policy "People read their own searches" on public.search_jobs
  for select to authenticated using ((select auth.uid()) = user_id);
