-- What a hosted Supabase project holds before its first migration. Run once, as superuser.
--
-- Projects made since 2026-10-30 get no automatic grants on new tables; older ones and the official local stack do.
-- The older, more generous defaults stand here on purpose: a migration that forgets to revoke shows its fault on this
-- stack, and one that forgets to grant shows it under tests that run with these defaults taken away.
do $$
declare
    name text;
begin
    foreach name in array array[
        'anon', 'authenticated', 'service_role', 'supabase_admin', 'supabase_auth_admin', 'supabase_storage_admin',
        'dashboard_user'
    ] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I nologin', name);
        end if;
    end loop;
    if not exists (select from pg_roles where rolname = 'authenticator') then
        create role authenticator noinherit login;
    end if;
end
$$;

alter role service_role bypassrls;
grant anon, authenticated, service_role to authenticator;

create schema if not exists extensions;
grant usage on schema public, extensions, auth to anon, authenticated, service_role;

alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;

do $$
begin
    if to_regnamespace('storage') is not null then
        grant usage on schema storage to anon, authenticated, service_role;
        grant all on all tables in schema storage to anon, authenticated, service_role;
    end if;
end
$$;
