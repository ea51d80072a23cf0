-- path: the paths of the tree that occur among what counts.
-- in:  counting
-- out: industry, size, region, '' behind the end
-- grain: one row per path, sorted: the n-th, from 0, is `leaf` n of contribution.sql
select distinct
    industry,
    size,
    region
from counting
order by industry, size, region
