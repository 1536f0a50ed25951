-- Token buckets for the calls that cost processor time or a model's money. A bucket holds at most `capacity` tokens and
-- fills by `per_minute`; a call takes what it costs or is refused. The limits are rows and not arguments: whoever calls
-- the function past the API can empty the own bucket, and nothing else.
create table public.rate_limits (
  name text primary key check (name ~ '^[a-z]{1,40}$'),
  capacity integer not null check (capacity > 0),
  per_minute integer not null check (per_minute > 0)
);
comment on table public.rate_limits is 'What one person may take. Change a row and it holds from the next call; without a row there is no limit.';

insert into public.rate_limits (name, capacity, per_minute) values
  ('scores', 2000, 1000), -- postings
  ('judgements', 500, 200), -- postings that a model judges
  ('optimizations', 30, 20),
  ('exports', 120, 60);

alter table public.rate_limits enable row level security;
grant select, insert, update, delete on public.rate_limits to service_role;

-- Unlogged, because losing it in a crash fills every bucket and harms nobody. No reference to the account, whose row
-- every call would lock; what is left of an account is swept away once it is full.
create unlogged table public.rate_buckets (
  user_id uuid not null,
  name text not null,
  tokens double precision not null,
  filled_at timestamptz not null,
  primary key (user_id, name)
) with (fillfactor = 70);
comment on table public.rate_buckets is 'How much each person has left. A missing row is a full bucket.';

alter table public.rate_buckets enable row level security;
grant select, insert, update, delete on public.rate_buckets to service_role;

create function public.take_tokens(p_name text, p_cost integer default 1) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := (select auth.uid());
  allowed public.rate_limits;
  bucket public.rate_buckets;
  moment timestamptz;
  level double precision;
  cost double precision;
begin
  select * into allowed from public.rate_limits where name = p_name;
  if not found or me is null then
    return '{"taken": true}';
  end if;
  -- What costs more than a whole bucket would never pass; it takes a full one.
  cost := least(greatest(p_cost, 1), allowed.capacity);
  insert into public.rate_buckets (user_id, name, tokens, filled_at)
  values (me, p_name, allowed.capacity, clock_timestamp()) on conflict do nothing;
  select * into bucket from public.rate_buckets where user_id = me and name = p_name for update;
  moment := clock_timestamp();
  level := least(allowed.capacity,
    bucket.tokens + greatest(extract(epoch from moment - bucket.filled_at), 0) * allowed.per_minute / 60.0);
  if level < cost then
    return jsonb_build_object('taken', false, 'retry_after_seconds', ceil((cost - level) * 60.0 / allowed.per_minute));
  end if;
  update public.rate_buckets set tokens = level - cost, filled_at = moment where user_id = me and name = p_name;
  return '{"taken": true}';
end
$$;
comment on function public.take_tokens is
  'taken | not taken with retry_after_seconds. Definer: people may not write the tables; it acts on the caller''s own bucket alone.';

create function public.forget_full_buckets() returns integer
language plpgsql security invoker set search_path = ''
as $$
declare
  forgotten integer;
begin
  delete from public.rate_buckets as bucket
  where not exists (
    select from public.rate_limits as allowed
    where allowed.name = bucket.name
      and bucket.tokens + extract(epoch from clock_timestamp() - bucket.filled_at) * allowed.per_minute / 60.0
        < allowed.capacity);
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;
comment on function public.forget_full_buckets is 'Deletes what says no more than a missing row; returns how many.';

revoke all on function public.take_tokens, public.forget_full_buckets from public, anon, authenticated;
grant execute on function public.take_tokens to authenticated;
grant execute on function public.forget_full_buckets to service_role;
