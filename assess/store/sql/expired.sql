-- expired: drafts that were never submitted and that nobody has saved for too long.
-- in:  draft, save, submission; $before
-- out: id
-- grain: one row per draft
with touched as (
    select
        draft,
        max(saved_at) as saved_at
    from save
    group by draft
)

select draft.id
from draft
left join touched on touched.draft = draft.id
where
    coalesce(touched.saved_at, draft.created_at) <= $before
    and draft.id not in (select submission.id from submission)
order by draft.id
