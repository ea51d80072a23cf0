-- node_score: the nodes of one depth, from their questions or from the scores of the nodes below them.
-- in:  $depth; node, standing; question_part; node_score of the depth below
-- out: appends to node_score one row per assessment and node of this depth: x in billionths of [0, 1], null where
--      not scored, and then the number of the reason (scoring.model.REASONS); tally and fails as in meaning
-- SCORING.md rules 3, 7, 8. A mean of means where nested: a node below counts with its own weight, if it has a score.
insert into node_score
with part as (
    select assessment, node, gained, weight_active, weight_counted, weight_na, tally, fails
    from question_part
    union all
    select
        node_score.assessment, node.parent,
        sum(coalesce(x, 0) * node.weight), sum(if(reason = 1, 0, node.weight)), sum(if(x is null, 0, node.weight)), 0,
        sum(tally), min(fails)
    from node_score
    join node using (node)
    where node.depth = $depth + 1
    group by node_score.assessment, node.parent
),
judged as (
    select
        assessment, node, gained / weight_counted as mean, tally::bigint as counts, fails, rollup,
        case
            when rollup = 'none' then 5
            when weight_active = 0 then 1
            when weight_na > max_not_applicable * weight_active then 4
            when weight_counted < min_answered * weight_active then 2
            when weight_counted = 0 or counts >> 32 & 255 > 0 then 2
            when counts & 255 < least(min_questions, counts >> 40 & 255) then 3
            else 0
        end as reason
    from part
    join node using (node)
    where node.depth = $depth
)
select
    assessment, node, case when reason = 0 then round(if(rollup = 'gated', 1e9 * place, mean)) end as x,
    reason, counts, fails
from judged
join standing using (fails);
