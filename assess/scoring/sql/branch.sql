-- branch: scores the nodes of one depth that hold nodes, or more than one strip, from what these bring.
-- in:  $depth; below: the rows of leaf (with the columns that scoring.sheet adds) and of the depths below; node; $minimum, $span, $top_rung
-- out: one row per assessment and node, columns as in leaf, and node, is_node, parent, parent_depth
-- site/docs/method.md. A mean of means where nested: a node below counts with its own weight, if it has a score.
with added as (
    select
        assessment, parent as node, sum(gained_above) as total, min(gained_above) as lowest,
        sum(weights_above >> 42)::bigint as active, sum(weights_above >> 21 & 2097151)::bigint as counted,
        sum(weights_above & 2097151)::bigint as na, sum(tally)::bigint as tally, bit_or(missed) as missed
    from below
    where parent_depth = $depth
    group by assessment, parent
),
judged as (
    select
        *, if(rollup = 'min', lowest, total) as gained,
        reason_of(rollup = 'none', active, counted, na, tally, min_answered, min_questions, max_not_applicable) as reason
    from added
    join node using (node)
),
scored as (
    select
        *,
        case when reason = 0 then round(rolled_up(rollup, gained, counted, whole, rungs, missed, $top_rung)) end as x
    from judged
)
select
    assessment, node, true as is_node,
    $minimum + x * $span / 1e9 as exact,
    round($minimum * 100 + (x + 3) * $span / 1e7)::integer as score,
    floor((x + 3) * $span / 1e6)::integer as thousandths,
    reason, tally, missed, parent, depth - 1 as parent_depth,
    brought(x, gained, reason, weight, above, joins, rung, climbs_above) as gained_above,
    weights_brought(x, active, counted, na, reason, weight, joins) as weights_above
from scored;
