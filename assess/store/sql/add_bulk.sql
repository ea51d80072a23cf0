-- add_bulk: many submissions at once.
-- in:  incoming (columns of submission but for model, key and score; one int32 column per node, node_0 …, -1 where
--      not scored; account 0 where there is none); $model, $key
-- out: rows of submission
-- grain: one row per assessment
insert into submission
select
    id,
    $key,
    submitted_at,
    industry,
    size,
    region,
    contributes,
    synthetic,
    source,
    answers,
    scores,
    [nullif(hundredths, -1) for hundredths in list_value(*columns('^node_'))],
    $model,
    signals,
    if(contributes, nullif(account, 0), null)
from incoming
