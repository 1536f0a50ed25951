create table public.optimization_run_events (
  run_id uuid not null,
  seq integer not null check (seq > 0),
  user_id uuid not null,
  event text not null
    check (event in ('run', 'progress', 'suggestion', 'blocked', 'qa', 'result', 'done', 'error')),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  created_at timestamptz not null default clock_timestamp(),
  primary key (run_id, seq),
  foreign key (run_id, user_id) references public.optimization_runs (id, user_id) on delete cascade
);
comment on table public.optimization_run_events is 'What a run said, numbered from 1 without a gap; only ever added to.';

create index optimization_run_events_owner on public.optimization_run_events (run_id, user_id);

create function public.refuse_change() returns trigger
language plpgsql security invoker set search_path = ''
as $$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = 'PT409';
end
$$;
comment on function public.refuse_change is 'Keeps an append-only table as it is, whoever writes; for use in triggers only.';

create trigger append_only before update on public.optimization_run_events
  for each row execute function public.refuse_change();

alter table public.optimization_run_events enable row level security;
grant select on public.optimization_run_events to authenticated;
grant select on public.optimization_run_events to service_role;

create policy "People read the events of their own runs" on public.optimization_run_events
  for select to authenticated using ((select auth.uid()) = user_id);
