-- known_id: ids that are about to be added and are there already.
-- in:  submission, draft, incoming(id)
-- out: id
-- grain: one row per id; none is what one hopes for
select incoming.id
from incoming
where
    incoming.id in (select submission.id from submission)
    or incoming.id in (select draft.id from draft)
order by incoming.id
limit 5
