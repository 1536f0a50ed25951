create function public.ping() returns boolean
language sql stable security invoker set search_path = ''
as $$ select true $$;
comment on function public.ping is 'Answers; for health checks.';
revoke all on function public.ping from public, anon, authenticated;
grant execute on function public.ping to anon, authenticated;
