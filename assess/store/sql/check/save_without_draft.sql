-- save_without_draft: saves whose draft is not there.
-- in:  save, draft
-- out: place, problem
-- grain: one row per missing draft; none in a sound file
select
    'draft ' || save.draft as place,
    count(*)::varchar || ' saves belong to no draft' as problem
from save
left join draft on draft.id = save.draft
where draft.id is null
group by save.draft
order by save.draft
