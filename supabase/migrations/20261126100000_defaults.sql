-- Deny first: nothing in this schema may be called or read until a later file grants it by name.
-- Hosted projects grant to anon, authenticated and service_role by default privileges (until 2026-10-30 for tables), so
-- revoking from public alone would change nothing.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
-- The built-in grant of execute to public is global: the per-schema form cannot remove it.
alter default privileges revoke execute on functions from public;

create function public.touch_updated_at() returns trigger
language plpgsql security invoker set search_path = ''
as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end
$$;
comment on function public.touch_updated_at() is 'Stamps updated_at on every update; for use in triggers only.';
