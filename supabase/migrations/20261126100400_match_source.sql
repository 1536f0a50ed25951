-- Results used to be told apart by who computed them; now by how they were asked for ('single', 'batch'), and who
-- computed them is in data.scored_by. Where a posting has both an old and a new row, the new one stays.
delete from public.match_results as old
using public.match_results as new
where old.source = 'dify' and new.source = 'single'
  and (new.resume_id, new.job_id, new.type) = (old.resume_id, old.job_id, old.type);

update public.match_results
set source = 'single', data = jsonb_build_object('scored_by', 'dify') || data
where source = 'dify';

alter table public.match_results drop constraint match_results_source_check;
alter table public.match_results add constraint match_results_source_check check (source in ('single', 'batch'));
