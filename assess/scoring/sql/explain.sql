-- explain: how each question, and each node, of each assessment entered the node that holds it.
-- in:  given(assessment, answer): the number of every answer; meaning; scored: the rows of leaf and branch; node;
--      $minimum, $span of the shown range
-- out: one row per assessment and scored question, then per node but the topmost, in order: position, code, excluded, fails
--      (null for a node); node (null for a question), score in hundredths; parent; x in [0, 1] or null; weight; share: its
--      part in making the parent's score, as the parent's rollup has it; gain on the shown range. Gains add up to the
--      parent's score (not in a gated node, which is no sum)
with part as (
    select
        assessment, position, code, excluded, fails, null as node, null as score, node as parent, x, weight, weight_counted,
        gained
    from given
    join meaning using (answer)
    union all
    select
        assessment, null, null, '', null, node.node, score, node.parent, (exact - $minimum) / $span * 1e9,
        if(joins, weights_above >> 42, weight),
        -- a sum within a sum has all its points in the denominator, answered or not
        if(joins and node.rollup = 'sum', if(score is null, 0, whole), weights_above >> 21 & 2097151), gained_above
    from scored
    join node using (node)
    where is_node and node.parent is not null
),
compared as (
    select
        part.*, holder.rollup, holder.whole, holder.rungs,
        sum(weight_counted) over beside as counted,
        min(gained) over beside as least_gained,
        if(holder.rollup = 'ladder', (sum(gained) over beside)::bigint, 0) as ladder
    from part
    join node as holder on part.parent = holder.node
    window beside as (partition by part.assessment, part.parent)
),
bit as (
    select
        *, if(rollup = 'ladder', gained::bigint & climbed(ladder), 0) as climb,
        count(*) filter (gained = least_gained) over (partition by assessment, parent) as weakest
    from compared
),
shared as (
    select
        *,
        case
            when rollup = 'sum' then weight_counted / whole
            when rollup = 'min' then if(gained = least_gained and gained <= 1e9, 1 / weakest, 0)
            when rollup = 'ladder' and climb = 0 then 0
            -- from the rung climbed before it to its own
            when rollup = 'ladder' then (height_of(climb) - height_of(climbed(ladder) & (climb - 1))) / rungs
            else coalesce(weight_counted / nullif(counted, 0), 0)
        end as share
    from bit
)
select
    position, code, excluded, fails, node, score, parent, x / 1e9 as x, weight / 1e3 as weight, share,
    if(rollup = 'ladder', 1, coalesce(x / 1e9, 0)) * share * $span as gain
from shared
order by assessment, position, node;
