-- What an image search looks through where no provider is configured: products with what their pictures look like. The
-- numbers come from shared/sources/picture.py; scripts/seed_catalogue.py shows how to fill the table.
create table public.catalogue_items (
  id text primary key check (char_length(id) between 1 and 100),
  title text not null check (char_length(title) between 1 and 300),
  brand text check (char_length(brand) <= 100),
  category text not null check (char_length(category) between 1 and 80),
  price numeric(12, 2) check (price >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  link text check (link ~ '^https?://' and char_length(link) <= 2048),
  image text not null check (image ~ '^(https://|data:image/(webp|png|jpeg);base64,)' and char_length(image) <= 65536),
  fingerprint bigint not null,
  colours smallint[] not null check (cardinality(colours) = 48),
  created_at timestamptz not null default now()
);
comment on table public.catalogue_items is 'Products that image searches look through. Read and written by the service alone.';
comment on column public.catalogue_items.image is 'An https address, or the picture itself as a data: URL of at most 64 kB.';
comment on column public.catalogue_items.fingerprint is 'dHash, 64 bits: near pictures differ in few of them.';
comment on column public.catalogue_items.colours is 'Mean red, green and blue of 4 by 4 fields, row by row.';

create index catalogue_items_category on public.catalogue_items (rtrim(regexp_replace(lower(category), 'ies$', 'y'), 'es'));

alter table public.catalogue_items enable row level security;
grant select, insert, update, delete on public.catalogue_items to service_role;

create function public.match_catalogue(
  p_fingerprint bigint, p_colours smallint[], p_category text default null, p_limit integer default 24
) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  -- Singular and plural are one category: shoe, shoes; dress, dresses; accessory, accessories. Bits first, because counting them is cheap; colours decide among the nearest, where shapes are alike.
  with nearest as materialized (
    select item.*, bit_count((item.fingerprint # p_fingerprint)::bit(64)) as bits
    from public.catalogue_items as item
    where p_category is null or rtrim(regexp_replace(lower(item.category), 'ies$', 'y'), 'es')
        = rtrim(regexp_replace(lower(p_category), 'ies$', 'y'), 'es')
    order by bits, item.id
    limit 200
  ), measured as (
    select nearest.*, bits + (
      select avg(abs(theirs - ours)) / 4 from unnest(colours, p_colours) as pair (theirs, ours)
    ) as distance
    from nearest
  ), best as (
    select * from measured order by distance, id limit least(greatest(p_limit, 1), 100)
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', id, 'title', title, 'brand', brand, 'category', category, 'price', price, 'currency', currency,
    'link', link, 'image', image, 'distance', round(distance, 1)) order by distance, id), '[]')
  from best
$$;
comment on function public.match_catalogue is
  'The items that look most like a picture, nearest first: distance in differing bits, plus up to 64 for other colours.';

revoke all on function public.match_catalogue from public, anon, authenticated;
grant execute on function public.match_catalogue to service_role;
