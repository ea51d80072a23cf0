-- save_gap: drafts whose saves are not numbered 1, 2, 3 … without gap or repeat.
-- in:  save
-- out: place, problem
-- grain: one row per such draft; none in a sound file
select
    'draft ' || draft as place,
    'it has ' || count(*)::varchar || ' saves, numbered up to ' || max(revision)::varchar as problem
from save
group by draft
having count(*) <> max(revision) or count(distinct revision) <> count(*) or min(revision) <> 1
order by draft
