-- explain_node: how each node of each assessment entered the node above it.
-- in:  node_score; node; shown
-- out: one row per assessment and node but the topmost, in order: node, parent, score (hundredths or null), weight, share of
--      the weight that counts in the parent, gain on the shown range (x * share * range)
with counted as (
    select assessment, node.node, node.parent, x, node.weight, if(x is null, 0, node.weight) as weight_counted
    from node_score
    join node using (node)
    where node.parent is not null
)
select
    below.assessment, below.node, below.parent,
    round((minimum * 1e9 + below.x * (maximum - minimum) + 1e3) / 1e7)::integer as score,
    below.weight / 1e3 as weight,
    coalesce(below.weight_counted / nullif(above.counted, 0), 0) as share,
    coalesce(below.x / 1e9 * below.weight_counted / nullif(above.counted, 0), 0) * (maximum - minimum) as gain
from counted as below
join node_score as above on above.assessment = below.assessment and above.node = below.parent
cross join shown
order by below.assessment, below.node;
