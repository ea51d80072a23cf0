-- branch: scores the nodes of one depth that hold nodes, or more than one strip, from what these bring.
-- in:  $depth; node_score of the depth below; node
-- out: appends to node_score, one row per assessment and node
-- SCORING.md rules 3, 7, 8. A mean of means where nested: a node below counts with its own weight, if it has a score.
insert into node_score
with added as (
    select
        assessment, parent as node, sum(gained_above) as gained, sum(active_above) as active,
        sum(counted_above) as counted, sum(na_above) as na, sum(tally)::bigint as tally, bit_or(missed) as missed
    from node_score
    where parent_depth = $depth
    group by assessment, parent
),
judged as (
    select
        added.*, node.* exclude (node),
        reason_of(rollup, active, counted, na, tally, min_answered, min_questions, max_not_applicable) as reason,
        case when reason = 0 then round(if(rollup = 'gated', 1e9 * least(rung_of(missed) / top_rung, 1), gained / counted)) end as x
    from added
    join node using (node)
)
select
    assessment, node, x, reason, counted, tally, missed, has_core, parent, depth - 1 as parent_depth,
    coalesce(x, 0) * weight as gained_above, if(reason = 1, 0, weight) as active_above,
    if(x is null, 0, weight) as counted_above, 0 as na_above
from judged;
