-- history: one draft with every save it has had.
-- in:  draft, save; $id
-- out: the draft's columns, then revision, saved_at, key, change (null when there was no save), by revision
-- grain: one row per save, one row alone for a draft without any
select
    draft.digest,
    draft.questionnaire,
    draft.version,
    draft.hash,
    draft.language,
    draft.profile,
    draft.created_at,
    save.revision,
    save.saved_at,
    save.key,
    save.change
from draft
left join save on save.draft = draft.id
where draft.id = $id
order by save.revision
