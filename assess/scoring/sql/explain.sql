-- explain: how each question, and each node, of each assessment entered the node that holds it.
-- in:  given(assessment, answer): the number of every answer; meaning; scored: the rows of leaf and branch; node;
--      $minimum, $span of the shown range
-- out: one row per assessment and scored question, then per node but the topmost, in order: position, code, excluded, fails
--      (null for a node); node (null for a question), score in hundredths; parent; x in [0, 1] or null; weight; share of
--      the weight that counts in the parent; gain on the shown range (x * share * range)
with part as (
    select
        assessment, position, code, excluded, fails, null as node, null as score, node as parent, x, weight, weight_counted
    from given
    join meaning using (answer)
    union all
    select
        assessment, null, null, '', null, node.node, score, node.parent, (exact - $minimum) / $span * 1e9, weight,
        if(reason = 0, weight, 0)
    from scored
    join node using (node)
    where is_node and node.parent is not null
),
shared as (
    select *, coalesce(weight_counted / nullif(sum(weight_counted) over (partition by assessment, parent), 0), 0) as share
    from part
)
select
    position, code, excluded, fails, node, score, parent, x / 1e9 as x, weight / 1e3 as weight, share,
    coalesce(x / 1e9, 0) * share * $span as gain
from shared
order by assessment, position, node;
