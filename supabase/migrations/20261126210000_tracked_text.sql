-- A trusted extension of hosted projects: its trigrams find a mistyped word's neighbours.
create extension if not exists pg_trgm with schema extensions;

-- Words are cut by a list of characters and not by the text search parser, whose idea of a letter depends on the
-- database's locale, and which takes "node.js" for a host name. The last line keeps words below a lexeme's limit.
-- plpgsql, here and in tracked_job_json: a session plans it once, where an SQL function that cannot be inlined (it pins
-- its search path) is planned again in every statement.
create function public.fold_text(p_text text) returns text
language plpgsql immutable strict parallel safe security invoker set search_path = ''
as $$
declare
  folded text;
begin
  if octet_length(p_text) = char_length(p_text) then  -- ASCII, in an eighth of the time
    folded := translate(
      replace(replace(lower(p_text collate "C"), '++', 'pp'), '#', 'sharp'),
      E'\t\n\r!"$%&''()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 34));
    if position('  ' in folded) > 0 then
      folded := regexp_replace(folded, ' {2,}', ' ', 'g');
    end if;
  else
    folded := regexp_replace(
      replace(replace(replace(replace(replace(replace(replace(
        regexp_replace(lower(normalize(p_text, nfkd) collate "und-x-icu"), '[\u0300-\u036f]+', '', 'g'),
        'ß', 'ss'), 'æ', 'ae'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '++', 'pp'), '#', 'sharp'),
      '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g');
  end if;
  folded := btrim(folded);
  if char_length(folded) > 100 then
    folded := regexp_replace(folded, '(\S{100})\S+', '\1', 'g');
  end if;
  return folded;
end
$$;
comment on function public.fold_text is
  'Lower case, without accents and punctuation, words parted by one space: "Zoë''s C++ & C#" is "zoe s cpp csharp".';
revoke all on function public.fold_text from public, anon, authenticated;
grant execute on function public.fold_text to authenticated, service_role;
